package indexer

import (
	"cmp"
	"context"
	"slices"

	"anku/indexer/hanzi"
	"anku/kb"
)

// suggestedFrom is how many of the best documents lend their titles and
// questions.
const suggestedFrom = 40

// Suggest returns titles and questions of the library that what is being typed
// may become, the likeliest first: at most limit, none for text without a
// word. Errors are those of [Index.Search].
func (x *Index) Suggest(ctx context.Context, text string, limit int) (kb.Suggestions, error) {
	out := kb.Suggestions{Query: text, Suggestions: []kb.Suggestion{}}
	q := kb.Query{Text: text, Limit: limit}
	if err := q.Validate(); err != nil {
		return kb.Suggestions{}, err
	}
	a, err := x.find(ctx, text, nil)
	if err != nil {
		return kb.Suggestions{}, err
	}
	asked, found := a.q, a.ranked
	type scored struct {
		kb.Suggestion
		score float64
	}
	var all []scored
	seen := map[string]bool{}
	m := newMatcher(asked)
	for rank, r := range found[:min(len(found), suggestedFrom)] {
		for i, wording := range append([]string{r.Title}, r.Asks...) {
			folded := hanzi.FoldString(wording)
			if seen[folded] {
				continue
			}
			seen[folded] = true
			matches := m.matches(wording)
			if len(matches) == 0 {
				continue
			}
			s := kb.Suggestion{
				Text: wording, Snippet: marked(wording, matches), Field: kb.FieldAsks, How: kb.HowWord,
				ID: r.ID, Kind: r.Kind, URL: r.URL(),
			}
			if i == 0 {
				s.Field = kb.FieldTitle
			}
			for _, found := range matches {
				if stepOf(found.reason.How) > stepOf(s.How) {
					s.How = found.reason.How
				}
			}
			all = append(all, scored{s, asked.likelihood(folded, matches) + 0.3/float64(rank+2)})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	for _, s := range all[:min(len(all), limit)] {
		out.Suggestions = append(out.Suggestions, s.Suggestion)
	}
	return out, nil
}

// likelihood says how likely q becomes a wording: by how much of q it has, how
// much of it is q, and whether it begins so.
func (q *question) likelihood(folded string, matches []match) float64 {
	covered := make([]bool, len(q.text))
	length := 0
	for _, m := range matches {
		length += m.runes
		for i := m.asked.start; i < m.asked.end; i++ {
			covered[i] = true
		}
	}
	has, asked := 0.0, 0.0
	for i, r := range q.text {
		if q.roles[i] == telling && isTerm(r) {
			asked++
			if covered[i] {
				has++
			}
		}
	}
	score := has/max(asked, 1) + 0.3*float64(length)/float64(runeCount(folded))
	if len(q.text) > 0 && len(folded) >= len(string(q.text)) && folded[:len(string(q.text))] == string(q.text) {
		score += 0.5
	}
	return score
}

// marked returns the whole text with its matches marked.
func marked(text string, matches []match) kb.Snippet {
	p := passage{end: len(text), line: span{0, len(text)}, marks: matches}
	return p.spans(text, 0, len(text))
}
