package kb

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// A Position is a place in a file. Line and Col count from 1, Col in
// characters, because most of the text is Chinese. A defect of a file as a
// whole is placed at 1:1.
type Position struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Col  int    `json:"column"`
}

// String returns "file:line:col".
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

// Compare orders positions by file, line and column.
func (p Position) Compare(other Position) int {
	switch {
	case p.File < other.File:
		return -1
	case p.File > other.File:
		return 1
	case p.Line != other.Line:
		return p.Line - other.Line
	default:
		return p.Col - other.Col
	}
}

// A lineIndex finds the line and column of a byte offset.
type lineIndex struct {
	src    []byte
	starts []int // byte offset at which each line begins
}

func newLineIndex(src []byte) lineIndex {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return lineIndex{src: src, starts: starts}
}

// at returns the line and column of offset, which is clamped to the source.
func (l lineIndex) at(offset int) (line, col int) {
	offset = min(max(offset, 0), len(l.src))
	line = sort.SearchInts(l.starts, offset+1)
	return line, utf8.RuneCount(l.src[l.starts[line-1]:offset]) + 1
}
