package main

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"anku/kb"
)

// A palette colours text for a terminal. The zero value colours nothing.
type palette struct{ on bool }

// newPalette colours where w is a terminal and NO_COLOR is not set.
func newPalette(w io.Writer) palette {
	file, ok := w.(*os.File)
	return palette{on: ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd()))}
}

func (p palette) paint(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p palette) bold(s string) string { return p.paint("1", s) }
func (p palette) dim(s string) string  { return p.paint("2", s) }
func (p palette) red(s string) string  { return p.paint("31", s) }

// kind returns the name of a kind in its colour.
func (p palette) kind(k kb.Kind) string {
	code := "36"
	switch k {
	case kb.KindScript:
		code = "32"
	case kb.KindCase:
		code = "35"
	case kb.KindStandard:
		code = "34"
	}
	return p.paint(code, "["+k.Label()+"]")
}

// mark returns a snippet with its matches in colour.
func (p palette) mark(s kb.Snippet) string {
	var b strings.Builder
	for _, span := range s {
		if span.Mark {
			b.WriteString(p.paint("33;1", span.Text))
		} else {
			b.WriteString(span.Text)
		}
	}
	return b.String()
}
