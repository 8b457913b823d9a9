package indexer

import (
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"anku/indexer/hanzi"
	"anku/kb"
)

// maxTerms bounds the terms of a query. A pasted complaint of 5,000 characters
// has thousands; the rarest decide.
const maxTerms = 64

// A plan is a query as it is put to bleve: the terms that must match, how many
// of them, and what else adds to the score.
type plan struct {
	terms   []term
	chars   []term // single characters, which only add to the score
	filters []query.Query
}

// newPlan cuts the text of q. A query without a single term matches nothing.
func (x *Index) newPlan(ctx context.Context, q kb.Query) (plan, error) {
	p := plan{
		terms:   telling(distinct(q.Text, hanzi.Bigrams(q.Text))),
		chars:   telling(distinct(q.Text, hanzi.Unigrams(q.Text))),
		filters: filters(q),
	}
	if len(p.chars) > maxTerms {
		p.chars = nil // so long a text has pairs enough
	}
	if len(p.terms) <= maxTerms {
		return p, nil
	}
	var err error
	p.terms, err = x.rarest(ctx, p.terms)
	return p, err
}

// rarest returns the maxTerms terms that the fewest documents have, in the
// order of the query; terms that no document has are left out.
func (x *Index) rarest(ctx context.Context, terms []term) ([]term, error) {
	counts := make(map[string]uint64, len(terms))
	err := x.read(func(r index.IndexReader) error {
		for _, t := range terms {
			n, err := frequency(ctx, r, t)
			if err != nil {
				return err
			}
			counts[t.text] = n
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	known := slices.DeleteFunc(slices.Clone(terms), func(t term) bool { return counts[t.text] == 0 })
	if len(known) <= maxTerms {
		return known, nil
	}
	byRarity := slices.Clone(known)
	slices.SortStableFunc(byRarity, func(a, b term) int {
		return int(counts[a.text]) - int(counts[b.text]) //nolint:gosec // counts of documents
	})
	chosen := map[string]bool{}
	for _, t := range byRarity[:maxTerms] {
		chosen[t.text] = true
	}
	return slices.DeleteFunc(known, func(t term) bool { return !chosen[t.text] }), nil
}

// frequency returns how many documents have the term.
func frequency(ctx context.Context, r index.IndexReader, t term) (uint64, error) {
	postings, err := r.TermFieldReader(ctx, []byte(t.text), t.field(), false, false, false)
	if err != nil {
		return 0, fmt.Errorf("indexer: count a term: %w", err) // which one is nobody's business
	}
	n := postings.Count()
	return n, postings.Close()
}

// read calls f with a reader of the index.
func (x *Index) read(f func(index.IndexReader) error) error {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("indexer: %w", err)
	}
	r, err := advanced.Reader()
	if err != nil {
		return fmt.Errorf("indexer: %w", err)
	}
	if err := f(r); err != nil {
		_ = r.Close()
		return err
	}
	return r.Close()
}

// filters returns the conditions that do not score.
func filters(q kb.Query) []query.Query {
	var out []query.Query
	for _, f := range []struct{ field, value string }{
		{fieldKind, string(q.Kind)},
		{fieldClasses, string(q.Class)},
		{fieldCategory, string(q.Category)},
	} {
		if f.value != "" {
			out = append(out, termQuery(f.field, f.value, 0))
		}
	}
	return out
}

// steps returns how many of n terms must match, strictest first: all, then
// fewer, at last one. A long text never matches as a whole, so it begins where
// a quarter suffices.
func steps(n int) []int {
	shares := []float64{1, 0.7, 0.4}
	if n > 12 {
		shares = []float64{0.25}
	}
	var out []int
	for _, share := range shares {
		need := max(int(share*float64(n)+0.5), 1)
		if len(out) == 0 || need < out[len(out)-1] {
			out = append(out, need)
		}
	}
	if out[len(out)-1] > 1 {
		out = append(out, 1)
	}
	return out
}

// query returns the query for documents that have at least need of the terms
// and satisfy the filters.
func (p plan) query(need int, filters []query.Query) query.Query {
	must := make([]query.Query, 0, len(p.terms))
	var should []query.Query
	for _, t := range p.terms {
		must = append(must, termQuery(t.field(), t.text, allWeight*t.weight()))
		if t.single() {
			continue // scored as a character
		}
		for _, field := range kb.Fields() {
			if weight, ok := weights[field]; ok {
				should = append(should, termQuery(string(field), t.text, weight*t.weight()))
			}
		}
	}
	for _, t := range p.chars {
		should = append(should,
			termQuery(fieldChar, t.text, charWeight), termQuery(fieldShortChar, t.text, shortCharWeight))
	}
	atLeast := query.NewDisjunctionQuery(must)
	atLeast.SetMin(float64(need))
	out := query.NewBooleanQuery(append([]query.Query{atLeast}, filters...), nil, nil)
	if len(should) > 0 {
		out.AddShould(query.NewDisjunctionQuery(should))
		out.SetMinShould(0)
	}
	return out
}

func termQuery(field, text string, boost float64) query.Query {
	q := bleve.NewTermQuery(text)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}
