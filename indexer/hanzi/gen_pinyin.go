//go:build ignore

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"anku/indexer/hanzi"
)

// script prints a line for each line of its input: a character with all its
// readings, a longer word with the one reading of each character.
const script = `
import { pinyin } from './dist/index.mjs';
import { readFileSync } from 'node:fs';
const options = { toneType: 'none', type: 'array', v: true };
const out = [];
for (const word of readFileSync(0, 'utf8').split('\n')) {
	const multiple = [...word].length === 1;
	out.push(pinyin(word, { ...options, multiple }).join(' '));
}
process.stdout.write(out.join('\n'));
`

// interjections have sounds that nobody types.
var interjections = map[string]string{"n": "en", "ng": "en", "m": "mu", "hng": "heng", "ê": "ei"}

// readings are what characters and words sound like. A character has one or
// two, likeliest first; a word has one for each character, "" where it is no
// Han character, "?" where the word leaves it open.
type readings struct {
	chars     map[rune][]string
	words     map[string][]string
	fixed     map[rune]bool // characters whose readings were given by hand
	syllables []string      // all, sorted
}

// pronounce asks the package in dir for the readings of every character and
// word, as it is mostly written.
func pronounce(dir string, words []string, written map[string]string) (*readings, error) {
	var lines, folded []string
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			lines, folded = append(lines, written[w]), append(folded, w)
		}
	}
	for r := rune(first); r <= last; r++ {
		lines, folded = append(lines, string(r)), append(folded, string(r))
	}
	path := filepath.Join(dir, "readings.mjs")
	if err := os.WriteFile(path, []byte(script), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.Command("node", path)
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, strings.NewReader(strings.Join(lines, "\n")), os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pinyinSource, err)
	}
	answers := strings.Split(string(text), "\n")
	if len(answers) != len(lines) {
		return nil, fmt.Errorf("%s gave %d lines for %d", pinyinSource, len(answers), len(lines))
	}
	said := &readings{make(map[rune][]string), make(map[string][]string), make(map[rune]bool), nil}
	for i, line := range lines {
		sounds := strings.Fields(answers[i])
		for j, s := range sounds {
			if other := interjections[s]; other != "" {
				s = other
			}
			if !standard(s) {
				s = ""
			}
			sounds[j] = s
		}
		if r, size := utf8.DecodeRuneInString(line); size == len(line) {
			sounds = slices.DeleteFunc(sounds, func(s string) bool { return s == "" })
			said.chars[r] = distinct(sounds)
		} else if len(sounds) != utf8.RuneCountInString(line) {
			return nil, fmt.Errorf("%s reads %s as %v", pinyinSource, line, sounds)
		} else {
			said.words[folded[i]] = sounds
		}
	}
	for r := rune(first); r <= last; r++ { // 紬 becomes 䌷, which the package does not know
		f, _ := utf8.DecodeRuneInString(hanzi.FoldString(string(r)))
		if len(said.chars[f]) == 0 {
			said.chars[f] = slices.Clone(said.chars[r])
		}
	}
	return said, nil
}

// distinct returns what differs in sounds, in the same order: tones are gone.
func distinct(sounds []string) []string {
	var out []string
	for _, s := range sounds {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// standard reports whether s has the form of a syllable. The package gives
// back what it cannot read, and knows a few sounds of dialects.
func standard(s string) bool {
	dialect := []string{"rua", "tei", "zhei", "lo", "kei", "den", "nun", "zh", "qianwa", "chua", "shei"}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" && strings.ContainsAny(s, "aeiouv") && len(s) <= 6 && !slices.Contains(dialect, s)
}

// choose leaves each character at most two readings: those that its words
// have, by how often they have it.
func (said *readings) choose(counts map[string]int) error {
	type sound struct {
		r        rune
		syllable string
	}
	heard, all := make(map[sound]int), make(map[rune]int)
	for word, sounds := range said.words {
		for i, r := range []rune(word) {
			if s := sounds[i]; s != "" && s != "?" && r >= first {
				heard[sound{r, s}] += counts[word]
				all[r] += counts[word]
			}
		}
	}
	for r, sounds := range said.chars {
		if said.fixed[r] || len(sounds) == 0 {
			continue
		}
		slices.SortStableFunc(sounds, func(a, b string) int { return heard[sound{r, b}] - heard[sound{r, a}] })
		n := 1
		if len(sounds) > 1 && 25*heard[sound{r, sounds[1]}] > all[r] { // a reading of less than 4 % is not a common one
			n = 2
		}
		said.chars[r] = sounds[:n]
	}
	seen := make(map[string]bool)
	for _, sounds := range said.chars {
		for _, s := range sounds {
			seen[s] = true
		}
	}
	for word, sounds := range said.words {
		for i, r := range []rune(word) {
			switch s := sounds[i]; {
			case r < first || s == "?":
			case s == "" && len(said.chars[r]) > 0:
				sounds[i] = said.chars[r][0]
			case s != "":
				seen[s] = true
			}
		}
	}
	said.syllables = slices.Sorted(maps.Keys(seen))
	if len(said.syllables) >= undecided {
		return fmt.Errorf("%d syllables do not fit their bits", len(said.syllables))
	}
	return nil
}

// exception reports whether a word is not read as its characters are first
// read.
func (said *readings) exception(word string) bool {
	for i, r := range []rune(word) {
		if said.differs(word, i, r) {
			return true
		}
	}
	return false
}

func (said *readings) differs(word string, i int, r rune) bool {
	sounds, usual := said.words[word], said.chars[r]
	return sounds != nil && r >= first && len(usual) > 0 && sounds[i] != usual[0]
}

// syllableTable holds for each syllable its letters, filled up with zeros to
// six bytes, and the negative logarithm of how often it is heard.
func (said *readings) syllableTable(counts map[string]int) []byte {
	heard, total := make(map[string]int), 0
	for word, n := range counts {
		sounds := said.words[word]
		if sounds == nil {
			r, _ := utf8.DecodeRuneInString(word)
			sounds = said.chars[r][:min(1, len(said.chars[r]))]
		}
		for _, s := range sounds {
			heard[s] += n
			total += n
		}
	}
	var out []byte
	for _, s := range said.syllables {
		cost := 2048 * math.Log(float64(total)/float64(max(heard[s], 1)))
		out = append(out, s...)
		out = append(out, make([]byte, 6-len(s))...)
		out = binary.LittleEndian.AppendUint16(out, uint16(math.Round(cost)))
	}
	return out
}

// readingTable holds for each code point two numbers of syllables, counted
// from 1; 0 is none.
func (said *readings) readingTable() []byte {
	var out []byte
	for r := rune(first); r <= last; r++ {
		var ids [2]uint16
		for i, s := range said.chars[r] {
			ids[i] = uint16(1 + said.id(s))
		}
		out = binary.LittleEndian.AppendUint16(out, ids[0])
		out = binary.LittleEndian.AppendUint16(out, ids[1])
	}
	return out
}

// phraseTable holds, in rising order, for each character that its word reads
// otherwise than first: the word's cell, the character's place and the
// syllable's number.
func (said *readings) phraseTable(t *trie) []byte {
	var entries []uint32
	for word, cell := range t.place {
		for i, r := range []rune(word) {
			if !said.differs(word, i, r) {
				continue
			}
			id := undecided
			if s := said.words[word][i]; s != "?" {
				id = said.id(s)
			}
			entries = append(entries, uint32(cell)<<12|uint32(i)<<9|uint32(id))
		}
	}
	slices.Sort(entries)
	log.Printf("%d syllables, %d exceptions", len(said.syllables), len(entries))
	var out bytes.Buffer
	if err := binary.Write(&out, binary.LittleEndian, entries); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

func (said *readings) id(syllable string) int {
	i, found := slices.BinarySearch(said.syllables, syllable)
	if !found {
		log.Fatalf("%q is no syllable", syllable)
	}
	return i
}
