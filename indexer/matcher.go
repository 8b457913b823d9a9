package indexer

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"anku/indexer/hanzi"
	"anku/kb"
)

const (
	snippetRunes  = 60 // length of an excerpt
	leadRunes     = 12 // text before the first match that it keeps
	fieldSnippets = 2  // excerpts of one field
	maxReasons    = 3
)

// A matcher finds the terms of a query in text and says where.
type matcher struct {
	terms  map[string]string // term to its wording in the query
	single bool              // whether a term is one Han character
	query  string            // folded
}

func newMatcher(terms []term, text string) *matcher {
	m := &matcher{terms: make(map[string]string, len(terms)), query: hanzi.FoldString(text)}
	for _, t := range terms {
		m.terms[t.text] = t.written
		m.single = m.single || t.single()
	}
	return m
}

// grams returns the units of text that terms are compared with, in order.
func (m *matcher) grams(text string) []hanzi.Gram {
	grams := hanzi.Bigrams(text)
	if m.single {
		grams = append(grams, hanzi.Unigrams(text)...)
		slices.SortFunc(grams, func(a, b hanzi.Gram) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	}
	return grams
}

// A place is a stretch of bytes in a text.
type place struct{ start, end int }

// places returns where terms stand in text, touching and overlapping ones
// joined, in order.
func (m *matcher) places(text string) []place {
	var out []place
	for _, g := range m.grams(text) {
		if _, ok := m.terms[g.Term]; !ok {
			continue
		}
		if n := len(out); n > 0 && g.Start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, g.End)
			continue
		}
		out = append(out, place{g.Start, g.End})
	}
	return out
}

// explain fills snippets with excerpts of the fields that match, and returns
// the longest wordings that query and document share.
func (m *matcher) explain(byField map[kb.Field]string, snippets map[kb.Field][]kb.Snippet) []kb.Reason {
	var shared []wording
	for _, field := range kb.Fields() {
		text := byField[field]
		found := m.places(text)
		if len(found) == 0 {
			continue
		}
		snippets[field] = excerpts(text, found)
		for _, p := range found {
			shared = addWording(shared, text[p.start:p.end])
		}
	}
	slices.SortStableFunc(shared, func(a, b wording) int {
		return cmp.Compare(utf8.RuneCountInString(b.folded), utf8.RuneCountInString(a.folded))
	})
	reasons := []kb.Reason{}
	for _, w := range shared[:min(len(shared), maxReasons)] {
		reasons = append(reasons, kb.Reason{How: kb.HowWord, Query: m.asked(w), Matched: w.text})
	}
	return reasons
}

// A wording is a stretch of a document that matches.
type wording struct{ text, folded string }

// addWording adds text unless a wording that contains it is there already, and
// drops those that it contains.
func addWording(shared []wording, text string) []wording {
	w := wording{text, hanzi.FoldString(text)}
	for _, other := range shared {
		if strings.Contains(other.folded, w.folded) {
			return shared
		}
	}
	shared = slices.DeleteFunc(shared, func(other wording) bool { return strings.Contains(w.folded, other.folded) })
	return append(shared, w)
}

// asked returns what the query has for a wording of the document: the same, or
// its terms where they stand apart in the query.
func (m *matcher) asked(w wording) string {
	if strings.Contains(m.query, w.folded) {
		return w.folded
	}
	var parts []string
	for _, g := range m.grams(w.text) {
		if written, ok := m.terms[g.Term]; ok && !slices.Contains(parts, written) {
			parts = append(parts, written)
		}
	}
	return strings.Join(parts, " ")
}

// excerpts returns the passages of text that hold most of the matches, in the
// order of the text. Passages are parts of lines, because a line is a block of
// the document.
func excerpts(text string, found []place) []kb.Snippet {
	type passage struct {
		place
		marks  []place
		weight int
	}
	var all []passage
	at := 0
	for line := range strings.Lines(text) {
		end := at + len(strings.TrimSuffix(line, "\n"))
		var marks []place
		weight := 0
		for ; len(found) > 0 && found[0].start < end; found = found[1:] {
			marks = append(marks, found[0])
			weight += found[0].end - found[0].start
		}
		if len(marks) > 0 {
			all = append(all, passage{place{at, end}, marks, weight})
		}
		at += len(line)
	}
	slices.SortStableFunc(all, func(a, b passage) int { return b.weight - a.weight })
	all = all[:min(len(all), fieldSnippets)]
	slices.SortFunc(all, func(a, b passage) int { return a.start - b.start })
	out := make([]kb.Snippet, 0, len(all))
	for _, p := range all {
		out = append(out, excerpt(text, p.place, p.marks))
	}
	return out
}

// excerpt cuts line out of text around its first marks.
func excerpt(text string, line place, marks []place) kb.Snippet {
	from, to := line.start, line.end
	if utf8.RuneCountInString(text[from:to]) > snippetRunes {
		from = back(text, marks[0].start, line.start, leadRunes)
		to = forward(text, from, line.end, snippetRunes)
		to = max(to, min(marks[0].end, line.end))
	}
	var out kb.Snippet
	add := func(s string, mark bool) {
		if s != "" {
			out = append(out, kb.Span{Text: s, Mark: mark})
		}
	}
	if from > line.start {
		add("…", false)
	}
	at := from
	for _, m := range marks {
		if m.start < at || m.end > to {
			continue
		}
		add(text[at:m.start], false)
		add(text[m.start:m.end], true)
		at = m.end
	}
	add(text[at:to], false)
	if to < line.end {
		add("…", false)
	}
	return out
}

// back returns the offset n characters before at, not before low.
func back(text string, at, low, n int) int {
	for ; n > 0 && at > low; n-- {
		_, size := utf8.DecodeLastRuneInString(text[low:at])
		at -= size
	}
	return at
}

// forward returns the offset n characters after at, not after high.
func forward(text string, at, high, n int) int {
	for ; n > 0 && at < high; n-- {
		_, size := utf8.DecodeRuneInString(text[at:high])
		at += size
	}
	return at
}
