package indexer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"anku/indexer/hanzi"
	"anku/kb"
)

const (
	// rescored is how many of the best documents are read and scored again.
	rescored = 300
	// patience is after how many documents that do not come among the first the
	// others are left unread, where reading them takes time.
	patience = 60
	// window is how many documents can be paged to.
	window = kb.MaxOffset + kb.MaxLimit
)

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
	res := kb.Results{Query: q.Text, Hits: []kb.Hit{}, Corrections: []string{}, Facets: newFacets()}
	var pass func(*kb.Document) bool
	if q.Kind != "" || q.Class != "" || q.Category != "" {
		pass = func(d *kb.Document) bool { return x.passes(d, q) }
	}
	a, err := x.find(ctx, q.Text, pass)
	if err != nil {
		return kb.Results{}, err
	}
	res.Total = len(a.found)
	res.Facets = x.facets(a.found)
	res.Corrections = a.q.corrections()
	m := newMatcher(a.q)
	for _, r := range a.ranked[min(q.Offset, len(a.ranked)):min(q.Offset+q.Limit, len(a.ranked))] {
		res.Hits = append(res.Hits, x.hit(r, m))
	}
	res.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return res, nil
}

// find ranks the documents that match text and pass; nil lets all pass. What passes plays no part
// in how far the question is loosened: what a filter leaves is a part of what
// there is without it, as the facets count it.
func (x *Index) find(ctx context.Context, text string, pass func(*kb.Document) bool) (*answer, error) {
	if x.closed.Load() {
		return nil, errClosed
	}
	q, err := x.ask(text)
	if err != nil || len(q.slots) == 0 {
		return &answer{q: q}, err
	}
	t := x.newTally()
	defer x.free(t)
	if err := x.count(ctx, q, t); err != nil {
		return nil, err
	}
	if err := x.countHomophones(ctx, q, t); err != nil {
		return nil, err
	}
	found := q.matching(t)
	if pass != nil {
		found = slices.DeleteFunc(found, func(doc int32) bool { return !pass(x.docs[doc].Document) })
	}
	return &answer{q, x.rank(q, t, found), found}, ctx.Err()
}

// An answer is what was found for a question.
type answer struct {
	q      *question
	ranked []ranked // the best, in order
	found  []int32  // all
}

// countHomophones counts again with what sounds like the words of q, if too
// little was found without, or a word is unknown.
func (x *Index) countHomophones(ctx context.Context, q *question, t *tally) error {
	few := len(q.slots) <= shortSlots && q.strict(t) < enough
	unknown := slices.ContainsFunc(q.slots, func(s slot) bool { return s.df == 0 })
	unknown = unknown || slices.ContainsFunc(q.pairs, func(p part) bool {
		return p.inner && p.weight == 1 && p.df == 0 && len(p.runes) == 2 && hanzi.IsHan(p.runes[0])
	})
	if !few && !unknown {
		return nil
	}
	before := len(q.alts)
	if err := x.expandHomophones(q, few); err != nil || len(q.alts) == before {
		return err
	}
	return x.countAlternatives(ctx, q, t)
}

// A ranked document and its score.
type ranked struct {
	*kb.Document
	doc   int32
	score float64
}

// rank returns the documents that can be paged to, in order: the best are read
// and scored anew, the others follow by the score they have.
func (x *Index) rank(q *question, t *tally, found []int32) []ranked {
	order := func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ID, b.ID))
	}
	least := t.nth(found, window)
	out := make([]ranked, 0, min(len(found), window)+16)
	for _, doc := range found {
		if s := t.score[doc]; s >= least {
			out = append(out, ranked{x.docs[doc].Document, doc, float64(s)})
		}
	}
	slices.SortFunc(out, order)
	out = out[:min(len(out), window)]
	best := out[:x.rescore(q, out[:min(len(out), rescored)])]
	vote(best)
	slices.SortFunc(best, order)
	vary(best)
	if rest := out[len(best):]; len(rest) > 0 {
		lowest, most := best[len(best)-1].score, rest[0].score
		for i := range rest {
			rest[i].score = lowest - 1 + rest[i].score/(1+most)
		}
	}
	return out
}

// rescore reads and scores documents, the most promising first, and returns how
// many: all, or in a large library as many as it takes until for a while none
// comes among the first.
func (x *Index) rescore(q *question, found []ranked) int {
	c := x.newScorer(q)
	defer c.free()
	var first []float64 // the highest scores, rising
	idle := 0
	for i := range found {
		r := &found[i]
		r.score = c.score(r.doc) + kindWeight[r.Kind]
		idle++
		switch at, _ := slices.BinarySearch(first, r.score); {
		case len(first) < kb.DefaultLimit:
			first = slices.Insert(first, at, r.score)
			idle = 0
		case at > 0:
			copy(first, first[1:at])
			first[at-1] = r.score
			idle = 0
		}
		if idle >= patience && x.docs[r.doc].folded == nil {
			return i + 1
		}
	}
	return len(found)
}

// passes reports whether d satisfies the filters of q.
func (x *Index) passes(d *kb.Document, q kb.Query) bool {
	return (q.Kind == "" || d.Kind == q.Kind) &&
		(q.Class == "" || slices.Contains(d.Classes, q.Class)) &&
		(q.Category == "" || x.lib.Category(d) == q.Category)
}

// hit describes a document to whoever asked.
func (x *Index) hit(r ranked, m *matcher) kb.Hit {
	d := r.Document
	h := kb.Hit{
		ID: d.ID, Kind: d.Kind, Title: d.Title, Class: d.MainClass(), Also: []kb.ID{},
		Category: x.lib.Category(d), Score: math.Round(r.score*1000) / 1000,
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
