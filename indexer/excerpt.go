package indexer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"anku/kb"
)

const (
	snippetRunes  = 60 // length of an excerpt
	leadRunes     = 12 // text before the first match that it keeps
	fieldSnippets = 2  // excerpts of one field
)

// A passage is a sentence with matches.
type passage struct {
	start, end int
	line       span // that it is in
	marks      []match
}

// excerpts returns the sentences of text that hold most of the matches, in the
// order of the text. A line is a block of the document; a sentence does not go
// beyond it.
func excerpts(text string, found []match) ([]kb.Snippet, []match) {
	var all []passage
	at := 0
	for line := range strings.Lines(text) {
		whole := span{at, at + len(strings.TrimRight(line, "\n"))}
		for from := at; from < whole.end; {
			to := sentenceEnd(text, from, whole.end)
			p := passage{start: from, end: to, line: whole}
			for ; len(found) > 0 && found[0].start < to; found = found[1:] {
				p.marks = append(p.marks, found[0])
			}
			if len(p.marks) > 0 {
				all = append(all, p)
			}
			from = to
		}
		at += len(line)
	}
	all = best(all)
	slices.SortFunc(all, func(a, b passage) int { return a.start - b.start })
	out := make([]kb.Snippet, 0, len(all))
	var shown []match
	for _, p := range all {
		s, marks := p.excerpt(text)
		out, shown = append(out, s), append(shown, marks...)
	}
	return out, shown
}

// best returns the passages that have most, each counted by what those before
// it lack.
func best(all []passage) []passage {
	var out []passage
	seen := map[string]bool{}
	for len(out) < fieldSnippets && len(all) > 0 {
		top, most := 0, -1
		for i, p := range all {
			weight := 0
			here := map[string]bool{}
			for _, m := range p.marks {
				weight++
				if key := m.reason.Matched; !seen[key] && !here[key] {
					here[key] = true
					weight += 10 * m.runes
				}
			}
			if weight > most {
				top, most = i, weight
			}
		}
		for _, m := range all[top].marks {
			seen[m.reason.Matched] = true
		}
		out = append(out, all[top])
		all = slices.Delete(all, top, top+1)
	}
	return out
}

// sentenceEnd returns where the sentence from from on ends: after its full
// stop and the quotation marks that close it.
func sentenceEnd(text string, from, limit int) int {
	ended := false
	for i, r := range text[from:limit] {
		switch {
		case strings.ContainsRune("。！？!?；;", r):
			ended = true
		case ended && !strings.ContainsRune("”’」』）)", r):
			return from + i
		}
	}
	return limit
}

// excerpt cuts p out of text, shortened around its first marks if it is long.
func (p passage) excerpt(text string) (kb.Snippet, []match) {
	from, to := p.start, p.end
	if utf8.RuneCountInString(text[from:to]) > snippetRunes {
		from = back(text, p.marks[0].start, p.start, leadRunes)
		to = forward(text, from, p.end, snippetRunes)
		to = max(to, min(p.marks[0].end, p.end))
	}
	shown := slices.DeleteFunc(slices.Clone(p.marks), func(m match) bool { return m.start < from || m.end > to })
	return p.spans(text, from, to), shown
}

// spans returns the text from from to to with the marks of p, and dots where
// more of the line is before or behind.
func (p passage) spans(text string, from, to int) kb.Snippet {
	var out kb.Snippet
	add := func(s string, mark bool) {
		if s != "" {
			out = append(out, kb.Span{Text: s, Mark: mark})
		}
	}
	if from > p.line.start {
		add("…", false)
	}
	at := from
	for _, m := range p.marks {
		if m.start < at || m.end > to {
			continue
		}
		add(text[at:m.start], false)
		add(text[m.start:m.end], true)
		at = m.end
	}
	add(text[at:to], false)
	if to < p.line.end {
		add("…", false)
	}
	return joined(out)
}

// joined joins neighbouring spans of the same kind: marks that touch are one.
func joined(s kb.Snippet) kb.Snippet {
	var out kb.Snippet
	for _, span := range s {
		if n := len(out); n > 0 && out[n-1].Mark == span.Mark {
			out[n-1].Text += span.Text
			continue
		}
		out = append(out, span)
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
