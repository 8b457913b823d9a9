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
	asked, ranked, err := x.find(ctx, q.Text, pass)
	if err != nil {
		return kb.Results{}, err
	}
	res.Total = len(ranked)
	res.Facets = x.facets(ranked)
	res.Corrections = asked.corrections()
	m := newMatcher(asked)
	for _, r := range ranked[min(q.Offset, len(ranked)):min(q.Offset+q.Limit, len(ranked))] {
		res.Hits = append(res.Hits, x.hit(r, m))
	}
	res.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return res, nil
}

// find ranks the documents that match text and pass; nil lets all pass. What passes plays no part
// in how far the question is loosened: what a filter leaves is a part of what
// there is without it, as the facets count it.
func (x *Index) find(ctx context.Context, text string, pass func(*kb.Document) bool) (*question, []ranked, error) {
	if x.closed.Load() {
		return nil, nil, errClosed
	}
	q, err := x.ask(text)
	if err != nil || len(q.slots) == 0 {
		return q, nil, err
	}
	t := x.newTally()
	defer x.free(t)
	if err := x.count(ctx, q, t); err != nil {
		return nil, nil, err
	}
	if err := x.countHomophones(ctx, q, t); err != nil {
		return nil, nil, err
	}
	var found []ranked
	for _, doc := range q.matching(t) {
		if d := x.docs[doc]; pass == nil || pass(d.Document) {
			found = append(found, ranked{d.Document, doc, float64(t.score[doc])})
		}
	}
	return q, x.rank(q, found), ctx.Err()
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

// rank orders documents: the best are read and scored anew, the others follow
// by the score they have.
func (x *Index) rank(q *question, found []ranked) []ranked {
	order := func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ID, b.ID))
	}
	best := found[:min(len(found), rescored)]
	top(found, len(best), order)
	c := x.newScorer(q)
	defer c.free()
	for i := range best {
		best[i].score = c.score(best[i].doc) + kindWeight[best[i].Kind]
	}
	vote(best)
	slices.SortFunc(best, order)
	vary(best)
	if len(found) == len(best) {
		return found
	}
	rest := found[len(best):]
	top(rest, min(len(rest), window-len(best)), order)
	least, most := best[len(best)-1].score, rest[0].score
	for i := range rest {
		rest[i].score = least - 1 + rest[i].score/(1+most)
	}
	return found
}

// top brings the n first of s by order to its beginning, in order.
func top(s []ranked, n int, order func(a, b ranked) int) {
	for low, high := 0, len(s); high-low > 1 && n < len(s); {
		pivot := s[low+(high-low)/2]
		i, j := low, high-1
		for i <= j {
			for order(s[i], pivot) < 0 {
				i++
			}
			for order(s[j], pivot) > 0 {
				j--
			}
			if i <= j {
				s[i], s[j] = s[j], s[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			high = j + 1
		case n > i:
			low = i
		default:
			high = low
		}
	}
	slices.SortFunc(s[:n], order)
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
