package hanzi

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
	out := make([]Gram, 0, len(chars))
	for i := 0; i < len(chars); {
		switch r := chars[i].Rune; {
		case IsHan(r):
			end := i + 1
			for end < len(chars) && IsHan(chars[end].Rune) {
				end++
			}
			if end == i+1 {
				out = append(out, gram(chars[i:end]))
			}
			for ; i+1 < end; i++ {
				out = append(out, gram(chars[i:i+2]))
			}
			i = end
		case IsWord(r):
			end := i + 1
			for end < len(chars) && (IsWord(chars[end].Rune) || decimal(chars, end)) {
				end++
			}
			out = append(out, gram(chars[i:end]))
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
	for i, c := range chars {
		if IsHan(c.Rune) {
			out = append(out, gram(chars[i:i+1]))
		}
	}
	return out
}

func gram(chars []Char) Gram {
	runes := make([]rune, len(chars))
	for i, c := range chars {
		runes[i] = c.Rune
	}
	return Gram{string(runes), chars[0].Start, chars[len(chars)-1].End}
}

// decimal reports whether chars[i] is a point between two digits.
func decimal(chars []Char, i int) bool {
	return chars[i].Rune == '.' && i+1 < len(chars) && digit(chars[i-1].Rune) && digit(chars[i+1].Rune)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
