package hanzi

import (
	_ "embed" // for the table
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed t2s.bin
var t2s string

// The code points that t2s covers.
const (
	t2sFirst = 0x3400
	t2sLast  = 0x9FFF
)

// A Char is one folded character and the bytes of the original text, from
// Start up to but not including End, that it stands for. Several characters
// may share a place (㎡ is m and 2).
type Char struct {
	Rune       rune
	Start, End int
}

// Fold returns the characters of text in the form in which they are compared.
// Bytes that are not UTF-8 fold to U+FFFD, one each.
func Fold(text string) []Char {
	out := make([]Char, 0, len(text)/2)
	for i := 0; i < len(text); {
		r, several, end := foldAt(text, i)
		if several == "" {
			out = append(out, Char{r, i, end})
		}
		for _, r := range several {
			out = append(out, Char{foldRune(r), i, end})
		}
		i = end
	}
	return out
}

// AppendFold appends the characters of [Fold], without their places, to runes.
func AppendFold(runes []rune, text string) []rune {
	for i := 0; i < len(text); {
		r, several, end := foldAt(text, i)
		if several == "" {
			runes = append(runes, r)
		}
		for _, r := range several {
			runes = append(runes, foldRune(r))
		}
		i = end
	}
	return runes
}

// foldAt folds what stands at i and ends before end: to one character, or to
// several that are still to be folded.
func foldAt(text string, i int) (r rune, several string, end int) {
	r, size := utf8.DecodeRuneInString(text[i:])
	alone := i+size >= len(text) || text[i+size] < utf8.RuneSelf || !combines(text[i+size:])
	switch {
	case alone && plain(r):
		return foldRune(r), "", i + size
	case alone && wide(r):
		return foldRune(r - wideOffset), "", i + size
	}
	n := max(norm.NFKC.NextBoundaryInString(text[i:], true), size)
	return 0, norm.NFKC.String(text[i : i+n]), i + n
}

// FoldString returns the folded text without places.
func FoldString(text string) string {
	chars := Fold(text)
	runes := make([]rune, len(chars))
	for i, c := range chars {
		runes[i] = c.Rune
	}
	return string(runes)
}

// plain reports whether r is its own NFKC form, for the characters that make
// up nearly all text.
func plain(r rune) bool {
	return r < 0x80 || r >= t2sFirst && r <= t2sLast || r >= 0x3001 && r <= 0x301F || r == utf8.RuneError
}

// wideOffset is how far the full-width form of an ASCII character lies from it.
const wideOffset = 0xFF01 - '!'

// wide reports whether r is the full-width form of an ASCII character.
func wide(r rune) bool { return 0xFF01 <= r && r <= 0xFF5E }

// combines reports whether rest begins with a mark that belongs to the
// character before it.
func combines(rest string) bool {
	if rest[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return !plain(r) && !norm.NFKC.PropertiesString(rest).BoundaryBefore()
}

// foldRune folds case and traditional form.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= t2sFirst && r <= t2sLast:
		at := 2 * int(r-t2sFirst)
		if to := rune(t2s[at]) | rune(t2s[at+1])<<8; to != 0 {
			return to
		}
		return r
	default:
		return unicode.ToLower(r)
	}
}

// IsHan reports whether r is written without spaces between words: Han,
// Hiragana, Katakana or Hangul.
func IsHan(r rune) bool {
	return r >= t2sFirst && r <= t2sLast || r >= 0x3040 && r <= 0x30FF || r >= 0xAC00 && r <= 0xD7A3 ||
		r > t2sLast && unicode.Is(unicode.Han, r)
}

// IsWord reports whether r is a letter, digit or mark of a script that divides
// words by spaces.
func IsWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return !IsHan(r) && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r))
}
