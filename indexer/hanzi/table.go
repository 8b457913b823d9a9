package hanzi

import (
	_ "embed" // for the tables
	"sort"
)

// The tables are used as they lie in the program. See the package comment.
var (
	//go:embed codes.bin
	codeTable string
	//go:embed trie.bin
	trieTable string
	//go:embed counts.bin
	countTable string
	//go:embed syllables.bin
	syllableTable string
	//go:embed readings.bin
	readingTable string
	//go:embed phrases.bin
	phraseTable string
)

// A cell is a node of the trie: where its children begin (20 bits), the
// character that leads to it (14), the line of countTable (13; 0 is no word)
// and whether phraseTable has the word.
type cell uint64

const root = 0

// cellAt reads eight bytes at once and drops the two of the next cell.
func cellAt(i uint32) cell {
	s := trieTable[6*i : 6*i+8]
	return (cell(s[0]) | cell(s[1])<<8 | cell(s[2])<<16 | cell(s[3])<<24 |
		cell(s[4])<<32 | cell(s[5])<<40 | cell(s[6])<<48 | cell(s[7])<<56) & (1<<48 - 1)
}

func (c cell) base() uint32 { return uint32(c & (1<<20 - 1)) }
func (c cell) code() uint32 { return uint32(c >> 20 & (1<<14 - 1)) }
func (c cell) word() bool   { return c>>34&(1<<13-1) != 0 }
func (c cell) phrase() bool { return c>>47&1 != 0 }
func (c cell) line() int    { return int(c >> 34 & (1<<13 - 1)) }
func (c cell) count() int   { return int(u32(countTable, 6*c.line())) }
func (c cell) cost() uint64 { return costOf(c.line()) }

func costOf(line int) uint64 { return uint64(u16(countTable, 6*line+4)) }

// lineOf returns the line of countTable of the first count that is no less
// than count.
func lineOf(count uint32) int {
	lines := len(countTable) / 6
	return min(sort.Search(lines, func(i int) bool { return u32(countTable, 6*i) >= count }), lines-1)
}

func u16(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8
}

func u32(s string, at int) uint32 {
	s = s[at : at+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// codeOf returns the number of a folded character in the trie, 0 if no word
// has it.
func codeOf(r rune) uint32 {
	if r >= t2sFirst && r <= t2sLast {
		return u16(codeTable, 2*int(r-t2sFirst))
	}
	if r >= 0 && r < 0x80 {
		return uint32(r)
	}
	return 0
}

// step returns the node that the character of this number leads to from the
// node that base belongs to, or 0.
func step(base, code uint32) (uint32, cell) {
	at := base + code
	if base == 0 || code == 0 || 6*int(at)+8 > len(trieTable) {
		return 0, 0
	}
	if c := cellAt(at); c.code() == code {
		return at, c
	}
	return 0, 0
}

// lookUp returns the node of a folded word; no node is no word.
func lookUp(word string) cell {
	at := cellAt(root)
	for _, r := range word {
		_, at = step(at.base(), codeOf(r))
	}
	return at
}

// phraseReadings calls set with each character's place at which the word of
// the node reads otherwise than its characters first do, and the syllable's
// number, which may be open.
func phraseReadings(node uint32, set func(place int, syllable uint32)) {
	lines := len(phraseTable) / 4
	i := sort.Search(lines, func(i int) bool { return u32(phraseTable, 4*i)>>12 >= node })
	for ; i < lines; i++ {
		line := u32(phraseTable, 4*i)
		if line>>12 != node {
			return
		}
		set(int(line>>9&7), line&open)
	}
}

// open is the number that stands for a reading which even the word leaves
// open.
const open = 1<<9 - 1

// readingsOf returns the numbers of the syllables that r is read as, counted
// from 1; 0 is none.
func readingsOf(r rune) (first, second uint32) {
	if r < t2sFirst || r > t2sLast {
		return 0, 0
	}
	both := u32(readingTable, 4*int(r-t2sFirst))
	return both & 0xFFFF, both >> 16
}

// A syllable's line in syllableTable: letters and cost.
const (
	syllableSize = 8
	letterSize   = 6
)

func syllableCount() int { return len(syllableTable) / syllableSize }

// syllableAt returns the letters of a syllable by its number.
func syllableAt(id int) string {
	s := syllableTable[id*syllableSize : id*syllableSize+letterSize]
	for s[len(s)-1] == 0 {
		s = s[:len(s)-1]
	}
	return s
}

func syllableCost(id int) uint32 { return u16(syllableTable, id*syllableSize+letterSize) }
