package web

import (
	"strings"

	"anku/kb"
)

// A stepView is the lines of a script under one heading.
type stepView struct {
	Title  string
	Anchor string // of the heading
	Lines  []lineView
}

// A lineView is one line to say.
type lineView struct {
	N     int // from 1, over all steps
	Text  string
	Parts []linePart
	Note  string
}

// A linePart is a stretch of a line; a fill-in is set apart.
type linePart struct {
	Text string
	Slot bool
}

// stepViews groups lines by their headings.
func stepViews(lines []kb.Line) []stepView {
	var out []stepView
	for i, l := range lines {
		if len(out) == 0 || out[len(out)-1].Anchor != l.Anchor {
			out = append(out, stepView{Title: l.Step, Anchor: l.Anchor})
		}
		step := &out[len(out)-1]
		step.Lines = append(step.Lines, lineView{N: i + 1, Text: l.Text, Parts: lineParts(l.Text), Note: l.Note})
	}
	return out
}

// lineParts divides a line at its fill-ins.
func lineParts(text string) []linePart {
	var out []linePart
	for text != "" {
		before, rest, opened := strings.Cut(text, "〔")
		name, after, closed := strings.Cut(rest, "〕")
		if !opened || !closed {
			return append(out, linePart{Text: text})
		}
		if before != "" {
			out = append(out, linePart{Text: before})
		}
		out = append(out, linePart{Text: "〔" + name + "〕", Slot: true})
		text = after
	}
	return out
}
