package main

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"anku/kb"
)

// A style is the parameters of a terminal's colour sequence; "" changes
// nothing.
type style string

// The styles. They read well on dark and on light ground.
const (
	stylePlain style = ""
	styleBold  style = "1"
	styleDim   style = "2"
	styleRed   style = "31"
	styleMatch style = "1;31"
)

// kindStyle is the colour of the name of each kind.
func kindStyle(k kb.Kind) style {
	switch k {
	case kb.KindScript:
		return "32"
	case kb.KindCase:
		return "35"
	case kb.KindStandard:
		return "34"
	default:
		return "36"
	}
}

// A palette colours text for a terminal. The zero value colours nothing.
type palette struct{ on bool }

// newPalette colours where w is a terminal and NO_COLOR is not set.
func newPalette(w io.Writer) palette {
	return palette{on: terminalColumns(w) > 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Bounds on the columns that are used: narrower cannot be laid out, and wider
// lines are hard to read.
const (
	minColumns     = 40
	maxColumns     = 100
	defaultColumns = 80 // of a terminal that does not tell
)

// terminalColumns returns how many columns text may take, 0 where w is no
// terminal.
func terminalColumns(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	columns, _, err := term.GetSize(int(file.Fd()))
	if err != nil || columns == 0 {
		columns = defaultColumns
	}
	return min(max(columns, minColumns), maxColumns)
}

func (p palette) paint(s style, text string) string {
	if !p.on || s == stylePlain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func (p palette) dim(s string) string { return p.paint(styleDim, s) }
func (p palette) red(s string) string { return p.paint(styleRed, s) }

// kind returns the name of a kind in its colour.
func (p palette) kind(k kb.Kind) string { return p.paint(kindStyle(k), "["+k.Label()+"]") }

// snippet returns a snippet in a style, with its matches in theirs.
func (p palette) snippet(s kb.Snippet, base style) string {
	var b strings.Builder
	for _, span := range s {
		if span.Mark {
			b.WriteString(p.paint(styleMatch, span.Text))
		} else {
			b.WriteString(p.paint(base, span.Text))
		}
	}
	return b.String()
}
