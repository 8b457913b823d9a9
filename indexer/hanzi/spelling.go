package hanzi

import (
	"cmp"
	"slices"
	"strings"
)

// A Spelling is one way to read typed letters as pinyin. If it is Partial, the
// last of Syllables is only a beginning of one.
type Spelling struct {
	Syllables []string
	Partial   bool
}

// The bounds of ParsePinyin.
const (
	maxSpellings = 8
	maxLetters   = 256
)

// ParsePinyin divides letters into syllables, in at most eight ways: those of
// the fewest syllables first, then those of the commonest. Only if the letters
// are no full syllables may the last be a beginning (fud is fu d). Letters
// that are no pinyin, or more than 256 of them, give none.
//
// Case and width do not matter; ü may be written v, and lve and nve also lue
// and nue. An apostrophe divides (xi'an), and so does the number of a tone
// (fu4dian4).
func ParsePinyin(letters string) []Spelling {
	if len(letters) > maxLetters {
		return nil
	}
	s := alphabet.Replace(FoldString(letters))
	ways := make([][]way, len(s)+1) // by place: how what follows may be read
	ways[len(s)] = []way{{}}
	for i := len(s) - 1; i >= 0; i-- {
		ways[i] = waysFrom(s, i, ways)
	}
	if s == "" || len(ways[0]) == 0 {
		return nil
	}
	var out []Spelling
	for _, w := range ways[0] {
		if w.partial && !ways[0][0].partial {
			break
		}
		out = append(out, w.spelling(ways))
	}
	return out
}

// alphabet brings the letters to the form of the table.
var alphabet = strings.NewReplacer("ü", "v", "’", "'")

// A way is a syllable and, by its rank among the ways of the next place, what
// follows it.
type way struct {
	syllable   string
	next, rank int
	partial    bool
	count      int // of syllables to the end
	cost       uint32
}

// waysFrom returns the best ways to read s from i on, best first.
func waysFrom(s string, i int, ways [][]way) []way {
	var out []way
	for end := i + 1; end <= min(i+letterSize, len(s)); end++ {
		syllable := s[i:end]
		if syllable == "lue" || syllable == "nue" {
			syllable = syllable[:1] + "ve"
		}
		if IsSyllable(syllable) {
			next := afterSyllable(s, end)
			for rank, w := range ways[next] {
				out = append(out, way{syllable, next, rank, w.partial, w.count + 1, w.cost + syllableCost(findSyllable(syllable))})
			}
		} else if end == len(s) && beginsSyllable(syllable) {
			out = append(out, way{syllable: syllable, next: end, partial: true, count: 1})
		}
	}
	slices.SortStableFunc(out, func(a, b way) int {
		if a.partial != b.partial {
			if a.partial {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(a.cost, b.cost))
	})
	return out[:min(len(out), maxSpellings)]
}

// afterSyllable returns where the next syllable begins after one that ends at
// end: behind the number of a tone and an apostrophe.
func afterSyllable(s string, end int) int {
	if end < len(s) && '0' <= s[end] && s[end] <= '5' {
		end++
	}
	if end < len(s) && s[end] == '\'' {
		end++
	}
	return end
}

func (w way) spelling(ways [][]way) Spelling {
	out := Spelling{make([]string, 0, w.count), w.partial}
	for {
		out.Syllables = append(out.Syllables, w.syllable)
		if w.count == 1 {
			return out
		}
		w = ways[w.next][w.rank]
	}
}
