package indexer

import (
	"strings"
	"sync"
	"unicode/utf8"

	"anku/indexer/hanzi"
	"anku/kb"
)

// Bounds of the wordings that are known by their sound.
const (
	maxSounded  = 6 // characters that a typed sound may cover in one piece
	maxInitials = 8 // characters that typed initials may cover in one piece
	separator   = "\x1f"
)

// A vocabulary collects the wordings of a library by their sound, each once:
// what follows each character of titles, asks, tags, headings and class names,
// and the words of the rest. A term is the letters without divisions, the
// wording, and how many letters each of its characters has, so that
// "qiangxiuren␟抢修人␟533" is found by "qiangx" as well as by "qiangxiu". One
// vocabulary serves all documents of an index.
type vocabulary struct {
	words *hanzi.Dictionary

	mu   sync.Mutex
	seen map[string]struct{}
}

func newVocabulary(words *hanzi.Dictionary) *vocabulary {
	return &vocabulary{words: words, seen: map[string]struct{}{}}
}

// fresh reports whether term is new, and remembers it.
func (v *vocabulary) fresh(term string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.seen[term]; ok {
		return false
	}
	v.seen[term] = struct{}{}
	return true
}

// sounds returns the terms of text that are new to v.
func (v *vocabulary) sounds(text string, field kb.Field) (pinyin, initials []string) {
	add := func(out []string, term string) []string {
		if v.fresh(term) {
			out = append(out, term)
		}
		return out
	}
	if !isShort(field) && field != kb.FieldHeadings {
		for _, w := range v.words.Words(text) {
			if n := utf8.RuneCountInString(w.Term); n < 2 || n > maxInitials || !v.fresh(w.Term) {
				continue
			}
			for _, r := range runs(v.words.Pinyin(w.Term)) {
				if len(r) > 1 {
					pinyin = append(pinyin, soundTerms(r)...)
					initials = add(initials, initialTerm(r))
				}
			}
		}
		return pinyin, initials
	}
	for _, run := range runs(v.words.Pinyin(text)) {
		for i := range run {
			piece := run[i:min(i+maxSounded, len(run))]
			if !v.fresh(wordingOf(piece)) {
				continue
			}
			pinyin = append(pinyin, soundTerms(piece)...)
			if rest := run[i:min(i+maxInitials, len(run))]; len(rest) > 1 {
				initials = add(initials, initialTerm(rest))
			}
		}
	}
	return pinyin, initials
}

// runs divides readings where characters that have none stand between them.
func runs(readings []hanzi.Reading) [][]hanzi.Reading {
	var out [][]hanzi.Reading
	from := 0
	for i := range readings {
		if i+1 == len(readings) || readings[i+1].Start != readings[i].End {
			out = append(out, readings[from:i+1])
			from = i + 1
		}
	}
	return out
}

// variants returns the ways to say r: the usual one and, where characters
// have a second reading, one with that of the first such character.
func variants(r []hanzi.Reading) [][]string {
	usual := make([]string, len(r))
	second := -1
	for i, c := range r {
		usual[i] = c.Syllables[0]
		if len(c.Syllables) > 1 && second < 0 {
			second = i
		}
	}
	if second < 0 {
		return [][]string{usual}
	}
	other := append([]string{}, usual...)
	other[second] = r[second].Syllables[1]
	return [][]string{usual, other}
}

func wordingOf(r []hanzi.Reading) string {
	var b strings.Builder
	for _, c := range r {
		b.WriteRune(c.Rune)
	}
	return b.String()
}

// soundTerms returns the terms of a wording by its sound, none if it is too
// long for one piece.
func soundTerms(r []hanzi.Reading) []string {
	if len(r) > maxSounded {
		return nil
	}
	var out []string
	for _, spoken := range variants(r) {
		out = append(out, soundTerm(r, spoken))
	}
	return out
}

func soundTerm(r []hanzi.Reading, syllables []string) string {
	lengths := make([]byte, len(syllables))
	for i, s := range syllables {
		lengths[i] = '0' + byte(len(s)) //nolint:gosec // a syllable has at most six letters
	}
	return strings.Join(syllables, "") + separator + wordingOf(r) + separator + string(lengths)
}

func initialTerm(r []hanzi.Reading) string {
	var letters strings.Builder
	for _, c := range r {
		letters.WriteString(hanzi.Initial(c.Syllables[0]))
	}
	return letters.String() + separator + wordingOf(r)
}

// A wording is what the library has for something typed.
type wording struct {
	text    string
	partial bool // the last character was not typed to its end
}

// wordingsBySound returns the wordings that begin with the typed letters, cut
// to the characters that the letters reach, each once.
func (x *Index) wordingsBySound(letters string, most int) ([]wording, error) {
	var out []wording
	seen := map[string]bool{}
	err := x.scanSounds(fieldPinyin, letters, func(term string) bool {
		_, rest, _ := strings.Cut(term, separator)
		text, lengths, _ := strings.Cut(rest, separator)
		left, end, n := len(letters), 0, 0
		for left > 0 && n < len(lengths) {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
			left -= int(lengths[n] - '0')
			n++
		}
		w := wording{text[:end], left < 0}
		if !seen[w.text] {
			seen[w.text] = true
			out = append(out, w)
		}
		return len(out) < most
	})
	return out, err
}

// wordingsByInitials returns the wordings of as many characters as letters has
// that begin with them, each once.
func (x *Index) wordingsByInitials(letters string, most int) ([]wording, error) {
	var out []wording
	seen := map[string]bool{}
	err := x.scanSounds(fieldInitials, letters, func(term string) bool {
		_, text, _ := strings.Cut(term, separator)
		end := 0
		for range letters {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		if w := text[:end]; !seen[w] {
			seen[w] = true
			out = append(out, wording{w, false})
		}
		return len(out) < most
	})
	return out, err
}
