package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"anku/kb"
)

// Characters that may not begin or end a line of Chinese text.
const (
	closing = "，。、；：？！）》】〕」』”’…—～·,.;:?!)]}%"
	opening = "（《【〔「『“‘([{"
)

// A cell is one character of a text and whether it is marked.
type cell struct {
	r    rune
	mark bool
}

// wrap breaks text into lines of at most columns, 0 for no limit. It breaks
// between Chinese characters but not within a word of letters or digits, and
// no line begins with closing or ends with opening punctuation, unless there
// is no other place. What a terminal would not print is dropped.
func wrap(text kb.Snippet, columns int) []kb.Snippet {
	cells := cellsOf(text)
	if columns <= 0 {
		return []kb.Snippet{snippetOf(cells)}
	}
	var lines []kb.Snippet
	begin, place, used := 0, 0, 0 // place is where the line can be broken
	for i, c := range cells {
		if i > begin && breakable(cells[i-1].r, c.r) {
			place = i
		}
		for used+columnsOfRune(c.r) > columns && i > begin {
			if place <= begin {
				place = i
			}
			lines = append(lines, snippetOf(cells[begin:place]))
			for begin = place; begin < i && cells[begin].r == ' '; begin++ {
			}
			used = 0
			for _, before := range cells[begin:i] {
				used += columnsOfRune(before.r)
			}
		}
		used += columnsOfRune(c.r)
	}
	return append(lines, snippetOf(cells[begin:]))
}

// cellsOf returns the characters of text that a terminal prints.
func cellsOf(text kb.Snippet) []cell {
	var out []cell
	for _, span := range text {
		for _, r := range span.Text {
			switch {
			case unicode.IsSpace(r):
				out = append(out, cell{' ', span.Mark})
			case unicode.IsPrint(r):
				out = append(out, cell{r, span.Mark})
			}
		}
	}
	return out
}

// snippetOf joins cells; spaces at the end of a line are dropped.
func snippetOf(cells []cell) kb.Snippet {
	for len(cells) > 0 && cells[len(cells)-1].r == ' ' {
		cells = cells[:len(cells)-1]
	}
	out := kb.Snippet{}
	for i, c := range cells {
		if i == 0 || c.mark != cells[i-1].mark {
			out = append(out, kb.Span{Mark: c.mark})
		}
		out[len(out)-1].Text += string(c.r)
	}
	return out
}

// breakable reports whether a line may end between two characters.
func breakable(before, after rune) bool {
	switch {
	case before == ' ':
		return true
	case after == ' ', strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	default:
		return wide(before) || wide(after)
	}
}

// wide reports whether r takes two columns. Characters that some terminals
// draw narrow, such as “ and …, are taken for wide, so that no line is too long.
func wide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return true
	default:
		return false
	}
}

// columnsOfRune returns how many columns r takes.
func columnsOfRune(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case wide(r):
		return 2
	default:
		return 1
	}
}

// columnsOf returns how many columns s takes.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOfRune(r)
	}
	return n
}
