package hanzi

import (
	"maps"
	"slices"
	"testing"
	"unicode/utf8"
)

// These tests look into the tables, so they are inside the package.

const wantWords = 346991

// spellings returns each word of the trie with its cell, by going from the
// cells to the root: the other way than a search goes.
func spellings(t *testing.T) map[string]uint32 {
	t.Helper()
	runes := make(map[uint32]rune)
	for r := rune(1); r <= t2sLast; r++ {
		if code := codeOf(r); code != 0 {
			if other, found := runes[code]; found {
				t.Fatalf("%q and %q have the number %d", other, r, code)
			}
			runes[code] = r
		}
	}
	cells := uint32(len(trieTable)-2) / 6
	parents := make(map[uint32]uint32) // by base
	for i := range cells {
		if c := cellAt(i); c.base() != 0 {
			if other, found := parents[c.base()]; found {
				t.Fatalf("the cells %d and %d have the base %d", other, i, c.base())
			}
			parents[c.base()] = i
		}
	}
	words := make(map[string]uint32)
	for i := range cells {
		if !cellAt(i).word() {
			continue
		}
		var word []rune
		for at := i; at != root; {
			code := cellAt(at).code()
			parent, found := parents[at-code]
			if !found || runes[code] == 0 {
				t.Fatalf("the cell %d has the character %d and hangs on no other", at, code)
			}
			word = append(word, runes[code])
			at = parent
		}
		slices.Reverse(word)
		words[string(word)] = i
	}
	return words
}

func TestEveryWordIsFound(t *testing.T) {
	words := spellings(t)
	if got := len(words); got != wantWords {
		t.Errorf("the trie has %d words, want %d", got, wantWords)
	}
	lines := len(countTable) / 6
	for word, at := range words {
		c := cellAt(at)
		if got := lookUp(word); got != c {
			t.Errorf("lookUp(%q) = %x, want %x", word, got, c)
		}
		if c.line() <= 0 || c.line() >= lines {
			t.Errorf("%q has the line %d of %d", word, c.line(), lines)
		} else if c.count() <= 0 {
			t.Errorf("%q has the count %d", word, c.count())
		}
		if folded := FoldString(word); folded != word {
			t.Errorf("%q is in the trie, but folds to %q", word, folded)
		}
		if n := utf8.RuneCountInString(word); n > 8 {
			t.Errorf("%q has %d characters, want at most 8", word, n)
		}
	}
}

func TestCountsRise(t *testing.T) {
	if len(countTable)%6 != 0 || u32(countTable, 0) != 0 {
		t.Fatalf("the counts have %d bytes and begin with %d", len(countTable), u32(countTable, 0))
	}
	for i := 1; i < len(countTable)/6; i++ {
		count, before := u32(countTable, 6*i), u32(countTable, 6*(i-1))
		if count <= before {
			t.Errorf("line %d has the count %d after %d", i, count, before)
		}
		if i > 1 && costOf(i) > costOf(i-1) {
			t.Errorf("the count %d costs %d, the lower %d costs %d", count, costOf(i), before, costOf(i-1))
		}
	}
}

func TestSyllablesAreSorted(t *testing.T) {
	if n := syllableCount(); len(syllableTable)%syllableSize != 0 || n < 390 || n > 420 {
		t.Fatalf("%d bytes are %d syllables, want about 400", len(syllableTable), n)
	}
	for id := range syllableCount() {
		s := syllableAt(id)
		if id > 0 && s <= syllableAt(id-1) {
			t.Errorf("%q stands after %q", s, syllableAt(id-1))
		}
		if !IsSyllable(s) {
			t.Errorf("IsSyllable(%q) = false", s)
		}
		for _, r := range s {
			if r < 'a' || r > 'z' {
				t.Errorf("%q has the letter %q", s, r)
			}
		}
		if got := spelling(ParsePinyin(s)); got != s {
			t.Errorf("ParsePinyin(%q) = %q first", s, got)
		}
	}
}

func spelling(ways []Spelling) string {
	if len(ways) == 0 || len(ways[0].Syllables) != 1 || ways[0].Partial {
		return ""
	}
	return ways[0].Syllables[0]
}

func TestReadingsAreSyllables(t *testing.T) {
	known := 0
	for r := rune(t2sFirst); r <= t2sLast; r++ {
		first, second := readingsOf(r)
		if first != 0 {
			known++
		}
		if n := uint32(syllableCount()); first > n || second > n || first == 0 && second != 0 || first != 0 && first == second {
			t.Errorf("%q has the readings %d and %d of %d", r, first, second, n)
		}
	}
	if known < 20000 {
		t.Errorf("%d characters have a reading, want 20000", known)
	}
}

func TestPhrases(t *testing.T) {
	words := spellings(t)
	lines := len(phraseTable) / 4
	if len(phraseTable)%4 != 0 || lines < 5000 {
		t.Fatalf("%d bytes are %d lines, want 5000", len(phraseTable), lines)
	}
	used, places := 0, make(map[uint32]int)
	for _, at := range words {
		places[at] = 0
	}
	for i := range lines {
		line := u32(phraseTable, 4*i)
		if i > 0 && line <= u32(phraseTable, 4*(i-1)) {
			t.Errorf("line %d does not rise", i)
		}
		if id := line & open; id != open && int(id) >= syllableCount() {
			t.Errorf("line %d has the syllable %d", i, id)
		}
	}
	for word, at := range words {
		runes := []rune(word)
		n := 0
		phraseReadings(at, func(place int, id uint32) {
			n++
			if place >= len(runes) {
				t.Errorf("%q has a reading at %d", word, place)
			} else if first, second := readingsOf(runes[place]); id+1 == first || id == open && second == 0 {
				t.Errorf("%q needs no reading at %d", word, place)
			}
		})
		if phrase := cellAt(at).phrase(); phrase != (n > 0) {
			t.Errorf("%q has %d readings, but its cell says %v", word, n, phrase)
		}
		used += n
	}
	if used != lines {
		t.Errorf("%d of %d lines belong to words", used, lines)
	}
}

// All but a few very rare characters are read somehow in every word.
func TestEveryWordIsRead(t *testing.T) {
	unread := make(map[rune]bool)
	for word, at := range spellings(t) {
		chars := Fold(word)
		for i, s := range read(chars, at, nil) {
			if s[0] == 0 && IsHan(chars[i].Rune) {
				unread[chars[i].Rune] = true
			}
			if len(chars) > 1 && s[1] != 0 && !cellAt(at).phrase() {
				t.Errorf("%q has two readings in %q", chars[i].Rune, word)
			}
		}
	}
	if most := 20; len(unread) > most {
		t.Errorf("%d characters have no reading, want at most %d: %q", len(unread), most, slices.Sorted(maps.Keys(unread)))
	}
}
