package indexer

import (
	"cmp"
	"slices"
	"strings"

	"anku/kb"
)

// maxCorrections bounds what a searcher is asked: 您是不是要找.
const maxCorrections = 3

// A choice is a stretch of a question and what it may mean.
type choice struct {
	span
	texts []string // the likeliest first
}

// corrections returns the question as it was perhaps meant, the likeliest
// first: with the best wording for each stretch that was found by its sound,
// then with the second best for one of them.
func (q *question) corrections() []string {
	out := []string{}
	choices := q.sounded()
	if len(choices) == 0 {
		return out
	}
	out = append(out, q.corrected(choices, -1))
	for i, c := range choices {
		if len(c.texts) > 1 && len(out) < maxCorrections {
			out = append(out, q.corrected(choices, i))
		}
	}
	return out
}

// sounded returns the stretches of q that were found by their sound, in order,
// with what they may mean.
func (q *question) sounded() []choice {
	var all []choice
	for _, r := range q.read {
		c := choice{span: r.span}
		for _, w := range r.wordings {
			c.texts = append(c.texts, w.text)
		}
		all = append(all, c)
	}
	for _, a := range q.alts {
		if a.how != kb.HowHomophone {
			continue
		}
		if i := slices.IndexFunc(all, func(c choice) bool { return c.span == a.span }); i >= 0 {
			all[i].texts = append(all[i].texts, a.text)
			continue
		}
		all = append(all, choice{a.span, []string{a.text}})
	}
	slices.SortStableFunc(all, func(a, b choice) int { return cmp.Compare(a.start, b.start) })
	var out []choice
	for _, c := range all {
		if n := len(out); n == 0 || out[n-1].end <= c.start {
			out = append(out, c)
		}
	}
	return out
}

// corrected returns q with the first of each choice in its place, and the
// second of the one that is numbered other. Letters typed apart are joined.
func (q *question) corrected(choices []choice, other int) string {
	var b strings.Builder
	at := 0
	for i, c := range choices {
		text := c.texts[0]
		if i == other {
			text = c.texts[1]
		}
		from := q.origin[c.start].Start
		if between := q.asked[min(at, from):from]; i == 0 || strings.TrimSpace(between) != "" {
			b.WriteString(between)
		}
		b.WriteString(text)
		at = q.origin[c.end-1].End
	}
	b.WriteString(q.asked[at:])
	return b.String()
}
