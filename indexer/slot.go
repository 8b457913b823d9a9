package indexer

import (
	"cmp"
	"slices"

	"anku/indexer/hanzi"
)

// A slot is a part of the question that a document should have.
type slot struct {
	start, end int
	text       string
	field      string // in which it is asked for
	df         int    // documents that have it or what stands for it
	idf        float64
}

// fillSlots chooses what is asked for: the pairs inside words, and the single
// characters that are a word.
func (x *Index) fillSlots(q *question, words []span) {
	add := func(s span) {
		text := string(q.text[s.start:s.end])
		if slices.ContainsFunc(q.slots, func(o slot) bool { return o.text == text }) {
			return
		}
		n := q.count[text]
		q.slots = append(q.slots, slot{s.start, s.end, text, fieldOf(text), n, x.idf(n)})
	}
	weak := func(s span) bool {
		return q.has(s, asking) || q.all(s, function) || weakWords[string(q.text[s.start:s.end])]
	}
	lone := func(w span) bool { return w.end-w.start == 1 && hanzi.IsHan(q.text[w.start]) && !weak(w) }
	paired := 0 // up to where characters are asked for in pairs
	for pass := range 2 {
		for k, w := range words {
			if q.has(w, asking) || pass == 0 && weak(w) {
				continue
			}
			if lone(w) && k+1 < len(words) && words[k+1].start == w.end && lone(words[k+1]) {
				// two characters side by side that are no word may be one that
				// the dictionary lacks
				if pair := (span{w.start, w.end + 1}); q.count[string(q.text[pair.start:pair.end])] > 0 {
					add(pair)
					paired = pair.end
				}
			}
			if w.end > paired && (w.end-w.start == 1 || !hanzi.IsHan(q.text[w.start])) {
				add(w)
			}
			for i := w.start; i+1 < w.end && hanzi.IsHan(q.text[w.start]); i++ {
				if s := (span{i, i + 2}); pass == 1 || !q.has(s, function) || w.end-w.start == 2 {
					add(s)
				}
			}
		}
		if len(q.slots) > 0 {
			break
		}
	}
	q.keepRarest()
}

// keepRarest drops slots beyond maxSlots: those that no document has, which say
// nothing, and the commonest.
func (q *question) keepRarest() {
	if len(q.slots) <= maxSlots {
		return
	}
	byRarity := slices.Clone(q.slots)
	slices.SortStableFunc(byRarity, func(a, b slot) int {
		if (a.df == 0) != (b.df == 0) {
			return cmp.Compare(b.df, a.df)
		}
		return cmp.Compare(a.df, b.df)
	})
	keep := map[string]bool{}
	for _, s := range byRarity[:maxSlots] {
		keep[s.text] = true
	}
	q.slots = slices.DeleteFunc(q.slots, func(s slot) bool { return !keep[s.text] })
}
