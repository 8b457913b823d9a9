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

// A lineIndex finds the line and column of a byte offset. A file may be one
// line with thousands of defects, so characters are counted beforehand.
type lineIndex struct {
	src    []byte
	starts []int // byte offset at which each line begins
	runes  []int // characters that begin before each multiple of runeStride
}

// runeStride is the distance in bytes between two counts of characters.
const runeStride = 256

func newLineIndex(src []byte) lineIndex {
	l := lineIndex{src: src, starts: []int{0}, runes: make([]int, 0, len(src)/runeStride+1)}
	runes := 0
	for i, c := range src {
		if i%runeStride == 0 {
			l.runes = append(l.runes, runes)
		}
		if utf8.RuneStart(c) {
			runes++
		}
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	if len(src)%runeStride == 0 {
		l.runes = append(l.runes, runes)
	}
	return l
}

// at returns the line and column of offset, which is clamped to the source.
func (l lineIndex) at(offset int) (line, col int) {
	offset = min(max(offset, 0), len(l.src))
	line = sort.SearchInts(l.starts, offset+1)
	return line, l.runesBefore(offset) - l.runesBefore(l.starts[line-1]) + 1
}

// runesBefore counts the characters that begin before offset.
func (l lineIndex) runesBefore(offset int) int {
	n := l.runes[offset/runeStride]
	for _, c := range l.src[offset-offset%runeStride : offset] {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}
