package indexer

import (
	"slices"
	"unicode/utf8"

	"anku/indexer/hanzi"
)

const (
	maxRunes    = 1200 // characters of a question that are looked at
	maxSlots    = 64   // parts of it that are asked for; the rarest of a longer one
	fewSlots    = 3    // up to here all of them must match,
	fewRunes    = 8    // if it is no sentence
	shortSlots  = 6    // up to here a question is a few words
	longSlots   = 12   // from here on a question is a text, of which no document has all
	weakWeight  = 0.2  // of what only holds the sentence together
	seamWeight  = 0.6  // of what has a part in it
	functionUse = 0.3  // of a function character
)

// A question is a query as it is understood.
type question struct {
	text   []rune // folded, with what letters spell in their place
	roles  []role
	origin []hanzi.Char
	asked  string // as it was typed

	pairs []part // bigrams, Latin words and numbers
	words []part // words of the best cut
	chars []part // characters
	slots []slot // what is asked for
	alts  []alternative
	read  []reading      // what was spelled
	ends  []bool         // by character: whether a word ends before it
	count map[string]int // by pair or character: documents that have it
	units []string       // what a number is expected to count, such as 天
}

// ask understands a query: letters that spell something are read as it, and the
// text is cut into parts.
func (x *Index) ask(text string) (*question, error) {
	q := &question{asked: text}
	chars := hanzi.Fold(text)
	if len(chars) > maxRunes {
		chars = chars[:maxRunes]
		q.asked = text[:chars[maxRunes-1].End]
	}
	if err := x.decode(q, chars); err != nil {
		return nil, err
	}
	q.text = make([]rune, len(q.origin))
	for i, c := range q.origin {
		q.text[i] = c.Rune
	}
	q.roles = rolesOf(q.text)
	q.units = countedUnits(string(q.text))
	return q, x.cutQuestion(q)
}

// isTerm reports whether r can be part of a term.
func isTerm(r rune) bool { return hanzi.IsHan(r) || hanzi.IsWord(r) }

// cutQuestion fills the parts and slots of q.
func (x *Index) cutQuestion(q *question) error {
	plain := string(q.text)
	at := places(q.text)
	unit := make([]int, len(q.text)) // by character: its word
	var words []span
	for _, w := range x.words.Cut(plain) {
		parts, err := x.divide(q, span{at[w.Start], at[w.End]})
		if err != nil {
			return err
		}
		for _, s := range parts {
			for i := s.start; i < s.end; i++ {
				unit[i] = len(words) + 1
			}
			words = append(words, s)
		}
	}
	q.ends = make([]bool, len(q.text)+1)
	begins := make([]bool, len(q.text)+1)
	inside := x.words.Words(plain)
	for _, w := range inside {
		begins[at[w.Start]] = true
	}
	for _, w := range inside {
		q.ends[at[w.End]] = begins[at[w.End]] // 停电 in 停电通知, but not 电通
	}
	for _, w := range words {
		q.ends[w.end] = true
	}
	alone := func(i int) bool { s := words[unit[i]-1]; return s.end-s.start == 1 }

	c := newCollector(q)
	for _, g := range hanzi.Bigrams(plain) {
		s := span{at[g.Start], at[g.End]}
		if q.has(s, asking) {
			continue
		}
		if w := words; !hanzi.IsHan(q.text[s.start]) && unit[s.start] > 0 && w[unit[s.start]-1] != s {
			for k := unit[s.start] - 1; k < len(w) && w[k].start < s.end; k++ {
				c.pair(string(q.text[w[k].start:w[k].end]), w[k], true)
			}
			continue
		}
		c.pair(g.Term, s, s.end-s.start < 2 || unit[s.start] == unit[s.end-1] || !hanzi.IsHan(q.text[s.start]) || !q.has(s, function) && alone(s.start) && alone(s.end-1))
	}
	for _, w := range words {
		if !q.has(w, asking) {
			c.word(w)
		}
	}
	for i, r := range q.text {
		if hanzi.IsHan(r) && q.roles[i] != asking {
			c.char(i, r)
		}
	}
	if err := x.measure(q); err != nil {
		return err
	}
	x.fillSlots(q, words)
	x.synonyms.expand(q)
	q.addReadings()
	if err := x.complete(q, words); err != nil {
		return err
	}
	return x.weighAlternatives(q)
}

// places maps bytes of a text to characters.
func places(text []rune) map[int]int {
	at := make(map[int]int, len(text)+1)
	n := 0
	for i, r := range text {
		at[n] = i
		n += utf8.RuneLen(r)
	}
	at[n] = len(text)
	return at
}

// A span is a stretch of characters.
type span struct{ start, end int }

// pure divides a word such as IC卡 into the parts that [hanzi.Bigrams] has.
func (q *question) pure(s span) []span {
	for i := s.start + 1; i < s.end; i++ {
		if hanzi.IsHan(q.text[i]) != hanzi.IsHan(q.text[i-1]) || (q.roles[i] == asking) != (q.roles[i-1] == asking) {
			return append([]span{{s.start, i}}, q.pure(span{i, s.end})...)
		}
	}
	return []span{s}
}

// divide is pure, and parts a number from the letters behind it where no term
// begins with both: 95598tousu, but not 10k.
func (x *Index) divide(q *question, s span) ([]span, error) {
	var out []span
	for _, p := range q.pure(s) {
		i := p.start
		for i < p.end && isDigit(q.text[i]) {
			i++
		}
		if i > p.start && i < p.end && q.text[i] >= 'a' && q.text[i] <= 'z' {
			known := false
			err := x.scan(fieldAll, string(q.text[p.start:p.end]), func(string) bool { known = true; return false })
			if err != nil {
				return nil, err
			}
			if !known {
				out = append(out, span{p.start, i})
				p.start = i
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// has reports whether a character of s has the role.
func (q *question) has(s span, r role) bool { return slices.Contains(q.roles[s.start:s.end], r) }

// all reports whether all characters of s have the role.
func (q *question) all(s span, r role) bool {
	return !slices.ContainsFunc(q.roles[s.start:s.end], func(o role) bool { return o != r })
}

// written returns s as it was typed.
func (q *question) written(s span) string {
	return q.asked[q.origin[s.start].Start:q.origin[s.end-1].End]
}
