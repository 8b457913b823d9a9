package hanzi

import "unicode/utf8"

// A Gram is one unit of text that search compares, and the bytes of the
// original that it stands for.
type Gram struct {
	Term       string
	Start, End int
}

// Bigrams returns the overlapping pairs of characters of text that is written
// without spaces, and the whole words and numbers of other scripts. A lone
// character between words stands for itself. A point between digits belongs to
// the number.
func Bigrams(text string) []Gram {
	chars := Fold(text)
	t := newFolded(text, chars)
	out := make([]Gram, 0, len(chars))
	for i := 0; i < len(chars); {
		switch r := chars[i].Rune; {
		case IsHan(r):
			end := i + 1
			for end < len(chars) && IsHan(chars[end].Rune) {
				end++
			}
			if end == i+1 {
				out = append(out, t.gram(chars, i, end))
			}
			for ; i+1 < end; i++ {
				out = append(out, t.gram(chars, i, i+2))
			}
			i = end
		case IsWord(r):
			end := i + 1
			for end < len(chars) && (IsWord(chars[end].Rune) || decimal(chars, end)) {
				end++
			}
			out = append(out, t.gram(chars, i, end))
			i = end
		default:
			i++
		}
	}
	return out
}

// Unigrams returns each character of text that is written without spaces.
func Unigrams(text string) []Gram {
	var out []Gram
	chars := Fold(text)
	t := newFolded(text, chars)
	for i, c := range chars {
		if IsHan(c.Rune) {
			out = append(out, t.gram(chars, i, i+1))
		}
	}
	return out
}

// A folded is a whole text in its folded form, of which the terms are parts:
// one piece of memory for all.
type folded struct {
	text string
	at   []int // by character: where it begins in text; one more at the end
}

func newFolded(text string, chars []Char) folded {
	out := make([]byte, 0, len(text))
	at := make([]int, len(chars)+1)
	for i, c := range chars {
		at[i] = len(out)
		out = utf8.AppendRune(out, c.Rune)
	}
	at[len(chars)] = len(out)
	return folded{string(out), at}
}

// gram returns the characters from start up to end.
func (t folded) gram(chars []Char, start, end int) Gram {
	return Gram{t.text[t.at[start]:t.at[end]], chars[start].Start, chars[end-1].End}
}

// decimal reports whether chars[i] is a point between two digits.
func decimal(chars []Char, i int) bool {
	return chars[i].Rune == '.' && i+1 < len(chars) && digit(chars[i-1].Rune) && digit(chars[i+1].Rune)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
