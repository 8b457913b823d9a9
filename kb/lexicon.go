package kb

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// The places of the lexicon inside a library. Nothing else is read from its
// folder.
const (
	LexiconFolder = "lexicon"
	SynonymsFile  = LexiconFolder + "/synonyms.yaml"
	WordsFile     = LexiconFolder + "/words.txt"
)

// Bounds of a lexicon. Three hundred groups of seven take about 25 KB, so the
// files may grow tenfold; what is read in a layer is looked for in every
// document.
const (
	maxLexiconBytes = 256 << 10
	maxGroups       = 5000 // of synonyms in a file
	maxSaid         = 50   // ways to say one word
	minWordRunes    = 2    // one character stands in nearly every document
	maxWordRunes    = 12   // a fixed expression; what is longer is a sentence
)

// A Lexicon holds words of the library's subject that a general dictionary
// lacks or cuts wrongly, and how people put them. The zero Lexicon is empty.
type Lexicon struct {
	Synonyms []Synonym // by Word
	Words    []string  // sorted, each once
}

// A Synonym is a domain word, as the documents have it, and what people say
// instead. Whoever searches for the one finds the other.
type Synonym struct {
	Word string   `json:"word"`
	Said []string `json:"said"` // each once and none of them Word, in the author's order
}

// writeTo writes what makes two lexicons differ.
func (x Lexicon) writeTo(w io.Writer) {
	for _, s := range x.Synonyms {
		for _, word := range append([]string{s.Word}, s.Said...) {
			_, _ = io.WriteString(w, word+"\x00")
		}
		_, _ = io.WriteString(w, "\x01")
	}
	for _, word := range x.Words {
		_, _ = io.WriteString(w, word+"\x00")
	}
}

// isLexicon reports whether a path inside a library is one of the lexicon's.
func isLexicon(path string) bool { return path == SynonymsFile || path == WordsFile }

// foldWord returns what two spellings of a word have in common as far as this
// package knows: width and case. Search folds more.
func foldWord(s string) string { return strings.Map(foldRune, s) }

// foldRune folds one character; most of them, Han, are left alone.
func foldRune(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80, unicode.Is(unicode.Han, r):
		return r
	}
	if folded := width.LookupRune(r).Folded(); folded != 0 {
		r = folded
	}
	return unicode.ToLower(r)
}

// functionChars hold a sentence together. A word of nothing else says nothing
// and stands everywhere.
const functionChars = "的了吗嗎呢吧啊呀么麼嘛我你您他她它们們是在和与與及就都也还還很要会會能可这這那有没沒不把被给給让讓得地着著过過" +
	"个個怎哪谁誰几幾什甚为為如何咋啥请請想跟对對向从從到又再其或且而但因所以"

// isFunction reports whether a word consists of function characters.
func isFunction(word string) bool { return strings.Trim(word, functionChars) == "" }

// isOneRune reports whether a word is a single character.
func isOneRune(word string) bool { return utf8.RuneCountInString(word) == 1 }
