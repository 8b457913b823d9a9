package indexer

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
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
	if err := fill(ctx, b, lib, progress); err != nil {
		_ = b.Close()
		return nil, err
	}
	return newIndex(lib, b)
}

// fill indexes every active document of lib. Batches are made on all
// processors, because most of the time goes into turning a batch into a
// segment. After each, progress is told how many documents are done; it may be
// nil.
func fill(ctx context.Context, b bleve.Index, lib *kb.Library, progress func(done, total int)) error {
	docs := lib.Documents()
	v := newVocabulary(newDictionary(lib.Lexicon()))
	size := min(batchDocuments, max(1, (len(docs)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0)))
	var mu sync.Mutex // guards done and serialises progress
	done := 0
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for batch := range slices.Chunk(docs, size) {
		work.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fillBatch(b, lib, batch, v); err != nil {
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
	return work.Wait()
}

// fillBatch indexes docs at once.
func fillBatch(b bleve.Index, lib *kb.Library, docs []*kb.Document, v *vocabulary) error {
	batch := b.NewBatch()
	for _, d := range docs {
		if err := batch.IndexAdvanced(newDocument(lib, d, v)); err != nil {
			return fmt.Errorf("indexer: document %q: %w", d.ID, err)
		}
	}
	if err := b.Batch(batch); err != nil {
		return fmt.Errorf("indexer: index %d documents: %w", len(docs), err)
	}
	return nil
}
