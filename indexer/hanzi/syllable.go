package hanzi

import (
	"sort"
	"strings"
)

// IsSyllable reports whether s is a toneless pinyin syllable in small letters,
// ü being v.
func IsSyllable(s string) bool {
	id := findSyllable(s)
	return id < syllableCount() && syllableAt(id) == s
}

// findSyllable returns the number of the first syllable that is not before s.
func findSyllable(s string) int {
	return sort.Search(syllableCount(), func(i int) bool { return syllableAt(i) >= s })
}

// beginsSyllable reports whether s is a beginning of a syllable, or all of it.
func beginsSyllable(s string) bool {
	id := findSyllable(s)
	return s != "" && id < syllableCount() && strings.HasPrefix(syllableAt(id), s)
}

// Initial returns the letter that stands for a syllable where only initials
// are typed: its first.
func Initial(syllable string) string {
	return syllable[:min(1, len(syllable))]
}

// FuzzySyllable maps a syllable to its class under the usual confusions of
// southern speakers: z and zh, c and ch, s and sh, n and l at the beginning;
// an and ang, en and eng, in and ing at the end. Two syllables that may be
// taken for each other have the same class.
func FuzzySyllable(s string) string {
	switch {
	case len(s) > 1 && s[1] == 'h' && strings.IndexByte("zcs", s[0]) >= 0:
		s = s[:1] + s[2:]
	case strings.HasPrefix(s, "n"):
		s = "l" + s[1:]
	}
	for _, end := range []string{"ang", "eng", "ing"} {
		if strings.HasSuffix(s, end) {
			return s[:len(s)-1]
		}
	}
	return s
}
