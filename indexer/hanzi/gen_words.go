//go:build ignore

// This program writes the tables of the general dictionary and of pinyin:
// codes.bin, trie.bin, counts.bin, syllables.bin, readings.bin, phrases.bin.
// The package comment describes them, LICENSES.md names the sources.
package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"anku/indexer/hanzi"
)

const (
	wordSource   = "@node-rs/jieba@2.0.3"
	pinyinSource = "pinyin-pro@3.29.4"

	first, last = 0x3400, 0x9FFF // the code points of the tables
	longest     = 8              // characters of a word
	undecided   = 1<<9 - 1       // in phrases.bin: the phrase leaves the reading open
)

func main() {
	log.SetFlags(0)
	if err := write(); err != nil {
		log.Fatal(err)
	}
}

func write() error {
	dir, err := os.MkdirTemp("", "words")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fetch(dir, wordSource); err != nil {
		return err
	}
	if err := fetch(dir, pinyinSource); err != nil {
		return err
	}
	counts, written, err := dictionary(filepath.Join(dir, "dict.txt"))
	if err != nil {
		return err
	}
	words := slices.Sorted(maps.Keys(counts))

	said, err := pronounce(dir, words, written)
	if err != nil {
		return err
	}
	said.correct(words)
	if err := said.choose(counts); err != nil {
		return err
	}

	codes := newCodes(words)
	trie := newTrie(codes, words)
	ids := countIDs(counts)
	cells := make([]byte, 6*len(trie.cells)+2) // two more, so that a cell can be read as eight bytes
	for i, c := range trie.cells {
		cell := uint64(c.base) | uint64(c.code)<<20
		if c.word != "" {
			cell |= uint64(1+line(ids, counts[c.word])) << 34
			if said.exception(c.word) {
				cell |= 1 << 47
			}
		}
		for b := range 6 {
			cells[6*i+b] = byte(cell >> (8 * b))
		}
	}
	if len(trie.cells) >= 1<<20 || len(codes.all) >= 1<<14 || len(ids) >= 1<<13-1 {
		return fmt.Errorf("%d cells, %d codes and %d counts do not fit their bits", len(trie.cells), len(codes.all), len(ids))
	}
	log.Printf("%d words, %d cells, %d codes, %d counts", len(words), len(trie.cells), len(codes.all), len(ids))
	return errors.Join(
		os.WriteFile("codes.bin", codes.table(), 0o644),
		os.WriteFile("trie.bin", cells, 0o644),
		os.WriteFile("counts.bin", countTable(ids, counts), 0o644),
		os.WriteFile("syllables.bin", said.syllableTable(counts), 0o644),
		os.WriteFile("readings.bin", said.readingTable(), 0o644),
		os.WriteFile("phrases.bin", said.phraseTable(trie), 0o644),
	)
}

// dictionary reads the counts of the words, folded and merged, and how a word
// is mostly written: 乾隆 is not read like its folded form. Words of Latin
// letters alone need no dictionary.
func dictionary(path string) (counts map[string]int, written map[string]string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	counts, written = make(map[string]int), make(map[string]string)
	most := make(map[string]int)
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			return nil, nil, fmt.Errorf("%s: %q is no word with a count", path, line)
		}
		n, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
		word := hanzi.FoldString(fields[0])
		if usable([]rune(word)) {
			counts[word] += max(n, 1)
			if n > most[word] || written[word] == "" {
				most[word], written[word] = n, fields[0]
			}
		}
	}
	return counts, written, nil
}

func usable(word []rune) bool {
	han := false
	for _, r := range word {
		switch {
		case r >= first && r <= last:
			han = true
		case r < 0x80 && hanzi.IsWord(r):
		default:
			return false
		}
	}
	return han && len(word) <= longest
}

// countIDs returns the different counts, rising.
func countIDs(counts map[string]int) []int {
	ids := slices.Collect(maps.Values(counts))
	slices.Sort(ids)
	return slices.Compact(ids)
}

func line(ids []int, count int) int {
	i, _ := slices.BinarySearch(ids, count)
	return i
}

// countTable holds for each count the count itself and what a word of it costs
// in a cut: the negative logarithm of its share. The first line is a character
// that is not in the dictionary.
func countTable(ids []int, counts map[string]int) []byte {
	total := 0
	for _, n := range counts {
		total += n
	}
	var out []byte
	for _, n := range append([]int{0}, ids...) {
		cost := 2048 * math.Log(float64(total)/float64(max(n, 1)))
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
		out = binary.LittleEndian.AppendUint16(out, uint16(math.Round(cost)))
	}
	return out
}

// codes number the characters of the dictionary, the commonest lowest. ASCII
// stands for itself.
type codes struct {
	all  []rune
	code map[rune]uint16
}

func newCodes(words []string) *codes {
	seen := make(map[rune]int)
	for _, w := range words {
		for _, r := range w {
			if r >= 0x80 {
				seen[r]++
			}
		}
	}
	c := &codes{all: make([]rune, 0x80), code: make(map[rune]uint16)}
	c.all = append(c.all, slices.SortedFunc(maps.Keys(seen), func(a, b rune) int {
		return cmp.Or(seen[b]-seen[a], int(a-b))
	})...)
	for i, r := range c.all {
		if i < 0x80 {
			r = rune(i)
		}
		c.code[r] = uint16(i)
	}
	return c
}

func (c *codes) table() []byte {
	var out []byte
	for r := rune(first); r <= last; r++ {
		out = binary.LittleEndian.AppendUint16(out, c.code[r])
	}
	return out
}
