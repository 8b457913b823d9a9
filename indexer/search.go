package indexer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"anku/kb"
)

const (
	// enough is how many matching documents end the loosening.
	enough = 5
	// window is how many of the best documents are weighted by kind: all that
	// can be paged to.
	window = kb.MaxOffset + kb.MaxLimit
	// facetValues bounds the values of a facet.
	facetValues = 100
)

// kindWeight multiplies the score of each kind: first what is said now, last
// what is taught later.
var kindWeight = map[kb.Kind]float64{
	kb.KindScript:   1.25,
	kb.KindCase:     1.0,
	kb.KindStandard: 1.0,
	kb.KindClass:    0.9,
	kb.KindLesson:   0.6,
}

// Search returns the documents that match q, best first; equal scores are
// ordered by ID so that pages are stable. A query without words, such as one of
// punctuation only, matches nothing and is not an error. The error is a
// [kb.ErrBadQuery] for a query that cannot be answered, and ctx.Err() if ctx
// ends first.
func (x *Index) Search(ctx context.Context, q kb.Query) (kb.Results, error) {
	began := time.Now()
	if err := q.Validate(); err != nil {
		return kb.Results{}, err
	}
	res := kb.Results{
		Query: q.Text, Hits: []kb.Hit{}, Corrections: []string{},
		Facets: kb.Facets{Kind: []kb.FacetCount{}, Class: []kb.FacetCount{}, Category: []kb.FacetCount{}},
	}
	p, err := x.newPlan(ctx, q)
	if err != nil {
		return kb.Results{}, err
	}
	if len(p.terms) > 0 {
		found, err := x.run(ctx, p)
		if err != nil {
			return kb.Results{}, err
		}
		res.Total = int(found.Total) //nolint:gosec // counts of documents
		res.Facets = facets(found)
		ranked := x.rank(found)
		page := ranked[min(q.Offset, len(ranked)):min(q.Offset+q.Limit, len(ranked))]
		m := newMatcher(p.terms, q.Text)
		for _, r := range page {
			res.Hits = append(res.Hits, x.hit(r, m))
		}
	}
	res.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return res, nil
}

// run asks bleve, loosening the query until enough documents match. Filters
// play no part in that: what a filter leaves is a part of what there is
// without it, as the facets count it.
func (x *Index) run(ctx context.Context, p plan) (*bleve.SearchResult, error) {
	var found *bleve.SearchResult
	need := 0
	for _, need = range steps(len(p.terms)) {
		size := window
		if len(p.filters) > 0 {
			size = 0 // only the number is wanted
		}
		var err error
		if found, err = x.ask(ctx, p.query(need, nil), size); err != nil {
			return nil, err
		}
		if found.Total >= enough {
			break
		}
	}
	if len(p.filters) == 0 {
		return found, nil
	}
	return x.ask(ctx, p.query(need, p.filters), window)
}

// ask puts one query to bleve. With a size of 0 it only counts.
func (x *Index) ask(ctx context.Context, q query.Query, size int) (*bleve.SearchResult, error) {
	req := bleve.NewSearchRequestOptions(q, size, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	if size > 0 {
		for _, name := range []string{fieldKind, fieldClasses, fieldCategory} {
			req.AddFacet(name, bleve.NewFacetRequest(name, facetValues))
		}
	}
	found, err := x.bleve.SearchInContext(x.withStats(ctx), req)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("indexer: search: %w", err)
	}
	return found, nil
}

// A ranked document and its weighted score.
type ranked struct {
	doc   *kb.Document
	score float64
}

// rank weights the matches by kind and orders them by score, then ID.
func (x *Index) rank(found *bleve.SearchResult) []ranked {
	out := make([]ranked, 0, len(found.Hits))
	for _, h := range found.Hits {
		if d := x.lib.Document(kb.ID(h.ID)); d != nil {
			out = append(out, ranked{d, h.Score * kindWeight[d.Kind]})
		}
	}
	slices.SortFunc(out, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc.ID, b.doc.ID))
	})
	return out
}

// hit describes a document to whoever asked.
func (x *Index) hit(r ranked, m *matcher) kb.Hit {
	d := r.doc
	h := kb.Hit{
		ID: d.ID, Kind: d.Kind, Title: d.Title, Class: d.MainClass(), Also: []kb.ID{},
		Category: x.lib.Category(d), Score: float64(int(r.score*1000+0.5)) / 1000,
		Snippets: map[kb.Field][]kb.Snippet{}, Lines: []string{}, URL: d.URL(),
	}
	if len(d.Classes) > 1 {
		h.Also = d.Classes[1:]
	}
	for _, l := range d.Lines() {
		h.Lines = append(h.Lines, l.Text)
	}
	h.Reasons = m.explain(texts(x.lib, d), h.Snippets)
	return h
}

// facets turns bleve's counts into ours, most frequent first, then by value.
func facets(found *bleve.SearchResult) kb.Facets {
	return kb.Facets{
		Kind:     facet(found.Facets[fieldKind]),
		Class:    facet(found.Facets[fieldClasses]),
		Category: facet(found.Facets[fieldCategory]),
	}
}

func facet(r *search.FacetResult) []kb.FacetCount {
	out := []kb.FacetCount{}
	if r == nil || r.Terms == nil {
		return out
	}
	for _, t := range r.Terms.Terms() {
		if t.Term != "" {
			out = append(out, kb.FacetCount{Value: t.Term, Count: t.Count})
		}
	}
	slices.SortFunc(out, func(a, b kb.FacetCount) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
	return out
}
