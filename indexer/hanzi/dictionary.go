package hanzi

import "sync"

// A Dictionary cuts text into words. It knows a general dictionary and words
// of its own. It may be used by several goroutines at once.
type Dictionary struct {
	own      *lexicon  // nil without words
	lattices sync.Pool // of *lattice, for their memory
}

// NewDictionary returns a dictionary that knows words besides the general
// ones, and prefers them to their parts. The general dictionary needs no
// loading.
func NewDictionary(words []string) *Dictionary {
	d := &Dictionary{}
	var own lexicon
	var l lattice // of the general dictionary
	for _, word := range words {
		chars := Fold(word)
		if len(chars) == 0 || len(chars) > maxOwn {
			continue
		}
		runes := make([]rune, len(chars))
		for i, c := range chars {
			runes[i] = c.Rune
		}
		own.add(runes, l.price(chars))
		d.own = &own
	}
	return d
}

// maxOwn is how many characters a word of the caller's may have; longer ones
// are left out.
const maxOwn = 64

// price returns what a word of the caller's costs.
func (l *lattice) price(chars []Char) ownWord {
	for i, c := range chars {
		if !IsHan(c.Rune) && !IsWord(c.Rune) && (i == 0 || !decimal(chars, i)) {
			return ownWord{1, 1} // never stands in one run
		}
	}
	l.set(chars)
	parts := l.cost[0] - 1
	return ownWord{min(parts, costOf(lineOf(fairlyCommon))), parts}
}

// Contains reports whether word is in the dictionary, in whatever spelling.
func (d *Dictionary) Contains(word string) bool {
	folded := FoldString(word)
	return folded != "" && (lookUp(folded).word() || d.own != nil && d.own.contains(folded))
}

// Frequency returns how often word, which may be a single character, stands in
// the corpus that the general dictionary was made from; 0 if it is unknown.
func Frequency(word string) int {
	return lookUp(FoldString(word)).count()
}

// Cut returns the likeliest words of text, which do not overlap. Each
// character that is written without spaces is in exactly one; Latin words and
// numbers are as in [Bigrams] unless a word such as IC卡 contains them.
func (d *Dictionary) Cut(text string) []Gram {
	chars := Fold(text)
	t := newFolded(text, chars)
	var out []Gram
	d.runs(chars, func(first int, l *lattice) {
		for i := 0; i < len(l.chars); {
			end := l.arcs[l.best[i]].end
			out = append(out, t.gram(chars, first+i, first+end))
			i = end
		}
	})
	return out
}

// Words returns the words of [Dictionary.Cut] and the words of at least two
// characters inside them, in the order in which they begin, longer ones first.
// Words of the caller's are there wherever they stand. Where the cut has one
// that only the caller knows, the general words that overlap it are there too. A single character of the cut is left out if a longer
// word has it; a Latin word or number never is.
func (d *Dictionary) Words(text string) []Gram {
	chars := Fold(text)
	t := newFolded(text, chars)
	out := make([]Gram, 0, len(chars)*3/4)
	var cut []span
	d.runs(chars, func(first int, l *lattice) {
		cut = l.cut(cut[:0])
		reach := 0
		for i, k := 0, 0; i < len(l.chars); i++ {
			for cut[k].end <= i {
				k++
			}
			arcs := l.arcs[l.first[i]:l.first[i+1]]
			for j := len(arcs) - 1; j >= 0; j-- {
				if a := arcs[j]; l.wanted(i, a, cut[k:], reach, j == 0) {
					out = append(out, t.gram(chars, first+i, first+a.end))
					reach = max(reach, a.end)
				}
			}
		}
	})
	return out
}

// A span is a word of the best cut.
type span struct {
	start, end int
	own        bool // only the caller knows it
}

func (l *lattice) cut(out []span) []span {
	for i := 0; i < len(l.chars); {
		a := l.arcs[l.best[i]]
		out = append(out, span{i, a.end, a.own && a.node == 0})
		i = a.end
	}
	return out
}

// wanted reports whether Words has the arc a from i. The best cut is from the
// word that i is in; reach is where the last word ends that was wanted; unit
// is whether a is a single character or Latin word.
func (l *lattice) wanted(i int, a arc, cut []span, reach int, unit bool) bool {
	switch {
	case unit:
		return !IsHan(l.chars[i].Rune) || cut[0].start == i && cut[0].end == a.end && reach <= i
	case a.own || a.end <= cut[0].end:
		return true
	}
	for _, s := range cut { // it crosses a border of the cut
		if s.start >= a.end {
			break
		}
		if s.own {
			return true
		}
	}
	return false
}

// maxKept is how many arcs a lattice may have room for that is kept: text
// without punctuation must not hold memory for ever.
const maxKept = 1 << 14

// runs calls f with each run of characters that words may be in, and the place
// of its first. The lattice is good until f returns.
func (d *Dictionary) runs(chars []Char, f func(first int, l *lattice)) {
	l, _ := d.lattices.Get().(*lattice)
	if l == nil {
		l = &lattice{own: d.own}
	}
	for i := 0; i < len(chars); {
		end := i
		for end < len(chars) && (IsHan(chars[end].Rune) || IsWord(chars[end].Rune) || end > i && decimal(chars, end)) {
			end++
		}
		if end > i {
			l.set(chars[i:end])
			f(i, l)
		}
		i = max(end, i+1)
	}
	if l.chars = nil; cap(l.arcs) <= maxKept {
		d.lattices.Put(l)
	}
}
