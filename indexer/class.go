package indexer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"anku/kb"
)

const (
	// voters is how many of the best documents say what class a text is of.
	voters = 20
	// alsoVote is what a vote counts for the other classes of a document.
	alsoVote = 0.3
	// maxClasses bounds the answer.
	maxClasses = 5
)

// Classes returns the classes of problems that a complaint may be of, the
// likeliest first, at most five; none for a text that nothing in the library is
// like. The documents that a search for the text finds vote for their classes,
// each by its score above the last of them. A text longer than a query is cut.
func (x *Index) Classes(ctx context.Context, text string) ([]kb.ClassScore, error) {
	if utf8.RuneCountInString(text) > kb.MaxQueryRunes {
		text = string([]rune(text)[:kb.MaxQueryRunes])
	}
	q := kb.Query{Text: text}
	if err := q.Validate(); err != nil {
		return nil, err
	}
	a, err := x.find(ctx, text, nil)
	if err != nil || len(a.ranked) == 0 {
		return nil, err
	}
	found := a.ranked[:min(len(a.ranked), voters)]
	best := found[0].score
	votes := map[kb.ID]float64{}
	total := 0.0
	for _, r := range found {
		vote := math.Exp(r.score - best)
		for i, id := range r.Classes {
			if x.lib.Class(id) == nil {
				continue
			}
			v := vote
			if i > 0 {
				v *= alsoVote
			}
			votes[id] += v
			total += v
		}
	}
	var out []kb.ClassScore
	for id, v := range votes {
		out = append(out, kb.ClassScore{ID: id, Title: x.lib.Class(id).Title, Share: v / total})
	}
	slices.SortFunc(out, func(a, b kb.ClassScore) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), maxClasses)], nil
}
