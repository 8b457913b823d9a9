package indexer

import (
	"context"
	"errors"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// frequency returns how many documents have the term.
func (x *Index) frequency(field, term string) (int, error) {
	postings, err := x.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("indexer: count a term: %w", err) // which one is nobody's business
	}
	n := postings.Count()
	return int(n), postings.Close() //nolint:gosec // counts of documents
}

// postings calls f with the number of each document that has the term and how
// often, in the order of the numbers. Fields without frequencies say 0.
func (x *Index) postings(field, term string, f func(doc int, freq uint64)) error {
	reader, err := x.reader.TermFieldReader(context.Background(), []byte(term), field, true, false, false)
	if err != nil {
		return fmt.Errorf("indexer: read a term: %w", err)
	}
	var entry index.TermFieldDoc
	for {
		p, err := reader.Next(&entry)
		if err != nil {
			return errors.Join(fmt.Errorf("indexer: read a term: %w", err), reader.Close())
		}
		if p == nil {
			return reader.Close()
		}
		f(int(p.ID.Value()), p.Freq) //nolint:gosec // numbers of documents
	}
}
