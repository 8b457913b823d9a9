package indexer

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	"golang.org/x/sync/errgroup"

	"anku/kb"
)

// batchDocuments is how many documents are handed to bleve at a time: enough
// to make few segments, few enough to hold in memory.
const batchDocuments = 250

// Build indexes the active documents of lib in memory. The caller closes the
// index when the last search on it has ended.
func Build(ctx context.Context, lib *kb.Library) (*Index, error) {
	return build(ctx, lib, nil)
}

// build is Build with a report of its progress, which may be nil.
func build(ctx context.Context, lib *kb.Library, progress func(done, total int)) (*Index, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("indexer: new index in memory: %w", err)
	}
	stats, err := fill(ctx, b, lib, progress)
	if err != nil {
		_ = b.Close()
		return nil, err
	}
	return newIndex(lib, b, stats), nil
}

// fill indexes every active document of lib and counts the tokens of each
// field, which BM25 needs. Batches are made on all processors, because most of
// the time goes into turning a batch into a segment. After each, progress is
// told how many documents are done; it may be nil.
func fill(ctx context.Context, b bleve.Index, lib *kb.Library, progress func(done, total int)) (*search.BM25Stats, error) {
	docs := lib.Documents()
	size := min(batchDocuments, max(1, (len(docs)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0)))
	batches := slices.Collect(slices.Chunk(docs, size))
	counts := make([]map[string]int, len(batches))
	var mu sync.Mutex // guards done and serialises progress
	done := 0
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, batch := range batches {
		work.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			counts[i] = map[string]int{}
			if err := fillBatch(b, lib, batch, counts[i]); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			done += len(batch)
			if progress != nil {
				progress(done, len(docs))
			}
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	stats := &search.BM25Stats{DocCount: float64(len(docs)), FieldCardinality: map[string]int{
		fieldKind: len(docs), fieldCategory: len(docs), fieldClasses: len(docs),
	}}
	for _, field := range []string{fieldAll, fieldChar, fieldShortChar} {
		stats.FieldCardinality[field] = 0 // a field without a token must be known, too
	}
	for field := range weights {
		stats.FieldCardinality[string(field)] = 0
	}
	for _, batch := range counts {
		for field, n := range batch {
			stats.FieldCardinality[field] += n
		}
	}
	return stats, nil
}

// fillBatch indexes docs at once and adds their tokens to counts.
func fillBatch(b bleve.Index, lib *kb.Library, docs []*kb.Document, counts map[string]int) error {
	batch := b.NewBatch()
	for _, d := range docs {
		if err := batch.IndexAdvanced(newDocument(lib, d, counts)); err != nil {
			return fmt.Errorf("indexer: document %q: %w", d.ID, err)
		}
	}
	if err := b.Batch(batch); err != nil {
		return fmt.Errorf("indexer: index %d documents: %w", len(docs), err)
	}
	return nil
}
