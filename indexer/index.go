package indexer

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"anku/kb"
)

// memoryDocuments is the size of library below which [Open] builds in memory.
// A thousand documents are indexed in about a second.
const memoryDocuments = 1000

// An Index answers queries over one library. It is safe for concurrent use
// until it is closed.
type Index struct {
	lib   *kb.Library
	bleve bleve.Index
	stats *search.BM25Stats
}

func newIndex(lib *kb.Library, b bleve.Index, stats *search.BM25Stats) *Index {
	return &Index{lib: lib, bleve: b, stats: stats}
}

// Library returns the library that x answers for.
func (x *Index) Library() *kb.Library { return x.lib }

// Count returns how many documents x holds.
func (x *Index) Count() (int, error) {
	n, err := x.bleve.DocCount()
	if err != nil {
		return 0, fmt.Errorf("indexer: count: %w", err)
	}
	return int(n), nil //nolint:gosec // a library has far fewer than 2^63 documents
}

// Close frees the index. No search may be under way.
func (x *Index) Close() error {
	if err := x.bleve.Close(); err != nil {
		return fmt.Errorf("indexer: close: %w", err)
	}
	return nil
}

// withStats returns a context by which bleve scores with the true lengths.
func (x *Index) withStats(ctx context.Context) context.Context {
	return context.WithValue(ctx, search.BM25StatsKey, x.stats)
}
