//go:build ignore

package main

import (
	"log"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// correct reads readings.txt, which mends what the source reads wrongly.
func (said *readings) correct(words []string) {
	text, err := os.ReadFile("readings.txt")
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		pattern, sounds := fields[0], fields[1:]
		if r, size := utf8.DecodeRuneInString(pattern); size == len(pattern) {
			if len(sounds) < 1 || len(sounds) > 2 {
				log.Fatalf("readings.txt: %s needs one or two readings", pattern)
			}
			said.chars[r], said.fixed[r] = sounds, true
			continue
		}
		said.correctWords(words, pattern, sounds)
	}
}

// correctWords gives the words that pattern stands for the readings sounds, in
// which "-" leaves a character as it is. A pattern that begins with * stands
// for all words with this end, one that ends with * for all with this
// beginning.
func (said *readings) correctWords(words []string, pattern string, sounds []string) {
	part := strings.Trim(pattern, "*")
	if utf8.RuneCountInString(part) != len(sounds) {
		log.Fatalf("readings.txt: %s has %d readings", pattern, len(sounds))
	}
	used := false
	mend := func(word string, at int) {
		used = true
		readings := slices.Clone(said.words[word])
		for i, s := range sounds {
			if s != "-" {
				readings[at+i] = s
			}
		}
		said.words[word] = readings
	}
	for _, word := range words {
		runes := utf8.RuneCountInString(word)
		if runes < 2 {
			continue
		}
		open, end := strings.HasPrefix(pattern, "*"), strings.HasSuffix(pattern, "*")
		at := strings.Index(word, part)
		switch {
		case at < 0:
		case word == part:
			mend(word, 0)
		case open && end:
			mend(word, utf8.RuneCountInString(word[:at]))
		case open && strings.HasSuffix(word, part):
			mend(word, runes-len(sounds))
		case end && strings.HasPrefix(word, part):
			mend(word, 0)
		}
	}
	if !used {
		log.Printf("readings.txt: no word for %s", pattern)
	}
}
