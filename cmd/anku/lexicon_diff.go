package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"anku/kb"
)

// A lexiconDiff is what anku lexicon diff prints: the queries whose first hits
// differ, and how the lexicons do.
type lexiconDiff struct {
	Queries int           `json:"queries"`
	Changed int           `json:"changed"`
	Changes []hitsChange  `json:"changes"`
	Lexicon lexiconChange `json:"lexicon"`
}

// A hitsChange is a query whose first hits differ.
type hitsChange struct {
	Query  string    `json:"query"`
	Before []diffHit `json:"before"`
	After  []diffHit `json:"after"`
}

// A diffHit is one of the first hits of a query. Place is where it is on the
// other side, from 1, or 0 where it is not among the first.
type diffHit struct {
	ID    kb.ID    `json:"id"`
	Title string   `json:"title"`
	Mark  diffMark `json:"mark"`
	Place int      `json:"place"`
}

// A diffMark says how a hit of one side stands to the other.
type diffMark string

// The marks.
const (
	markSame  diffMark = "same"
	markMoved diffMark = "moved"
	markNew   diffMark = "new"  // only after
	markGone  diffMark = "gone" // only before
)

// A lexiconChange is how two lexicons differ.
type lexiconChange struct {
	Added        []kb.Synonym  `json:"added"`
	Removed      []kb.Synonym  `json:"removed"`
	Changed      []groupChange `json:"changed"`
	WordsAdded   []string      `json:"words_added"`
	WordsRemoved []string      `json:"words_removed"`
}

// A groupChange is how two groups of the same word differ.
type groupChange struct {
	Word    string   `json:"word"`
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// newLexiconDiff compares two sides that were asked the same queries.
func newLexiconDiff(queries []string, before, after diffSide) lexiconDiff {
	d := lexiconDiff{Queries: len(queries), Changes: []hitsChange{}, Lexicon: newLexiconChange(before.lexicon, after.lexicon)}
	for i, text := range queries {
		c := hitsChange{text, mark(before.hits[i], after.hits[i], markGone), mark(after.hits[i], before.hits[i], markNew)}
		differs := func(h diffHit) bool { return h.Mark != markSame }
		if slices.ContainsFunc(c.Before, differs) || slices.ContainsFunc(c.After, differs) {
			d.Changes = append(d.Changes, c)
		}
	}
	d.Changed = len(d.Changes)
	return d
}

// mark returns hits with where the other side has them; alone is the mark of
// those that it does not have.
func mark(hits, other []diffHit, alone diffMark) []diffHit {
	out := slices.Clone(hits)
	for i := range out {
		h := &out[i]
		h.Place = 1 + slices.IndexFunc(other, func(o diffHit) bool { return o.ID == h.ID })
		switch h.Place {
		case 0:
			h.Mark = alone
		case i + 1:
			h.Mark = markSame
		default:
			h.Mark = markMoved
		}
	}
	return out
}

// newLexiconChange compares two lexicons; in what order people's words are
// makes no difference.
func newLexiconChange(before, after kb.Lexicon) lexiconChange {
	c := lexiconChange{
		Added: []kb.Synonym{}, Removed: []kb.Synonym{}, Changed: []groupChange{},
		WordsAdded: missing(after.Words, before.Words), WordsRemoved: missing(before.Words, after.Words),
	}
	old := map[string]kb.Synonym{}
	for _, s := range before.Synonyms {
		old[s.Word] = s
	}
	for _, s := range after.Synonyms {
		o, there := old[s.Word]
		delete(old, s.Word)
		g := groupChange{s.Word, missing(s.Said, o.Said), missing(o.Said, s.Said)}
		switch {
		case !there:
			c.Added = append(c.Added, s)
		case len(g.Added)+len(g.Removed) > 0:
			c.Changed = append(c.Changed, g)
		}
	}
	for _, s := range before.Synonyms {
		if _, left := old[s.Word]; left {
			c.Removed = append(c.Removed, s)
		}
	}
	return c
}

// missing returns the words that are not in other.
func missing(words, other []string) []string {
	in := make(map[string]bool, len(other))
	for _, w := range other {
		in[w] = true
	}
	out := []string{}
	for _, w := range words {
		if !in[w] {
			out = append(out, w)
		}
	}
	return out
}

// print writes d for a person.
func (d lexiconDiff) print(w io.Writer) error {
	var b strings.Builder
	p := newPalette(w)
	for _, c := range d.Changes {
		c.print(&b, p)
	}
	fmt.Fprintf(&b, "%d 个问题，%d 个的前三条结果变了\n", d.Queries, d.Changed)
	d.Lexicon.print(&b, p)
	_, err := io.WriteString(w, b.String())
	return err
}

// markColumns is the room for a mark.
const markColumns = 15

// print writes the hits after the change with their places before it, then
// those that have gone.
func (c hitsChange) print(b *strings.Builder, p palette) {
	b.WriteString(p.paint(styleBold, oneLine(c.Query)) + "\n")
	line := func(place, mark string, s style, h diffHit) {
		pad := strings.Repeat(" ", max(markColumns-columnsOf(mark), 1))
		fmt.Fprintf(b, "  %s %s%s%s  %s\n", place, p.paint(s, mark), pad, oneLine(h.Title), p.dim(string(h.ID)))
	}
	for i, h := range c.After {
		place := fmt.Sprint(i + 1)
		switch h.Mark {
		case markNew:
			line(place, "新", styleMatch, h)
		case markMoved:
			way := "升"
			if h.Place < i+1 {
				way = "降"
			}
			line(place, fmt.Sprintf("%s，原第 %d", way, h.Place), stylePlain, h)
		default:
			line(place, "没变", styleDim, h)
		}
	}
	for i, h := range c.Before {
		if h.Mark == markGone {
			line("-", fmt.Sprintf("掉出，原第 %d", i+1), styleRed, h)
		}
	}
	b.WriteString("\n")
}

// print writes the differences of the lexicon.
func (c lexiconChange) print(b *strings.Builder, p palette) {
	if len(c.Added)+len(c.Removed)+len(c.Changed)+len(c.WordsAdded)+len(c.WordsRemoved) == 0 {
		b.WriteString("词库没有变\n")
		return
	}
	fmt.Fprintf(b, "近义词多 %d 组、少 %d 组、改 %d 组，专用词多 %d 个、少 %d 个\n",
		len(c.Added), len(c.Removed), len(c.Changed), len(c.WordsAdded), len(c.WordsRemoved))
	line := func(sign, head string, words []string) {
		text := head + "：" + strings.Join(words, "、")
		if sign == "-" {
			text = p.red(text)
		}
		fmt.Fprintf(b, "  %s %s\n", sign, text)
	}
	for _, s := range c.Added {
		line("+", s.Word, s.Said)
	}
	for _, s := range c.Removed {
		line("-", s.Word, s.Said)
	}
	for _, g := range c.Changed {
		var words []string
		for _, w := range g.Added {
			words = append(words, "+"+w)
		}
		for _, w := range g.Removed {
			words = append(words, "-"+w)
		}
		line("~", g.Word, words)
	}
	if len(c.WordsAdded) > 0 {
		line("+", "专用词", c.WordsAdded)
	}
	if len(c.WordsRemoved) > 0 {
		line("-", "专用词", c.WordsRemoved)
	}
}
