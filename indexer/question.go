package indexer

import (
	"math"
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
	read  []reading // what was spelled
	ends  []bool    // by character: whether a word ends before it
	units []string  // what a number is expected to count, such as 天
}

// A part is a distinct piece of a question that may stand in a document.
type part struct {
	text   string
	runes  []rune
	start  int     // first place in the question
	weight float64 // by the role of its characters
	inner  bool    // lies inside a word
	df     int
	idf    float64
	alts   []int // alternatives that stand for it
}

// A slot is a part of the question that a document should have.
type slot struct {
	start, end int
	text       string
	field      string // in which it is asked for
	df         int    // documents that have it or what stands for it
	idf        float64
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
	if err := x.fillSlots(q, words); err != nil {
		return err
	}
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

// known reports whether a document has the pair s.
func (q *question) known(s span) bool {
	text := string(q.text[s.start:s.end])
	return slices.ContainsFunc(q.pairs, func(p part) bool { return p.text == text && p.df > 0 })
}

// written returns s as it was typed.
func (q *question) written(s span) string {
	return q.asked[q.origin[s.start].Start:q.origin[s.end-1].End]
}

// A collector gathers the distinct parts of a question.
type collector struct {
	q                   *question
	pairs, words, chars map[string]int
}

func newCollector(q *question) *collector {
	return &collector{q, map[string]int{}, map[string]int{}, map[string]int{}}
}

func (c *collector) pair(text string, s span, inner bool) {
	weight := 1.0
	switch {
	case weakWords[text] || c.q.all(s, function):
		weight = weakWeight
	case c.q.has(s, function):
		weight = seamWeight
	}
	i, ok := c.pairs[text]
	if !ok {
		i = len(c.q.pairs)
		c.pairs[text] = i
		c.q.pairs = append(c.q.pairs, part{text: text, runes: c.q.text[s.start:s.end], start: s.start})
	}
	p := &c.q.pairs[i]
	p.weight, p.inner = max(p.weight, weight), p.inner || inner
}

func (c *collector) word(s span) {
	text := string(c.q.text[s.start:s.end])
	if _, ok := c.words[text]; ok {
		return
	}
	weight := 1.0
	if weakWords[text] || c.q.all(s, function) {
		weight = functionUse
	}
	c.words[text] = len(c.q.words)
	c.q.words = append(c.q.words, part{text: text, runes: c.q.text[s.start:s.end], start: s.start, weight: weight})
}

func (c *collector) char(at int, r rune) {
	weight := 1.0
	if c.q.roles[at] == function {
		weight = functionUse
	}
	text := string(r)
	i, ok := c.chars[text]
	if !ok {
		i = len(c.q.chars)
		c.chars[text] = i
		c.q.chars = append(c.q.chars, part{text: text, runes: c.q.text[at : at+1], start: at})
	}
	c.q.chars[i].weight = max(c.q.chars[i].weight, weight)
}

// measure finds out how rare the parts are.
func (x *Index) measure(q *question) error {
	known := map[string]int{}
	for i := range q.pairs {
		p := &q.pairs[i]
		n, err := x.frequency(fieldOf(p.text), p.text)
		if err != nil {
			return err
		}
		p.df, p.idf = n, x.idf(n)
		known[p.text] = n
	}
	for i := range q.chars {
		p := &q.chars[i]
		n, err := x.frequency(fieldChar, p.text)
		if err != nil {
			return err
		}
		p.df, p.idf = n, x.idf(n)
		known[p.text] = n
	}
	for i := range q.words {
		p := &q.words[i]
		p.df = len(x.docs)
		if len(p.runes) == 1 || !hanzi.IsHan(p.runes[0]) {
			p.df = known[p.text]
		} else {
			for j := range len(p.runes) - 1 {
				p.df = min(p.df, known[string(p.runes[j:j+2])])
			}
		}
		p.idf = x.idf(p.df)
	}
	return nil
}

// fieldOf returns the field in which a term is asked for: a lone character is
// found inside words, too.
func fieldOf(term string) string {
	r := []rune(term)
	if len(r) == 1 && hanzi.IsHan(r[0]) {
		return fieldChar
	}
	return fieldAll
}

// idf is BM25's weight of what n documents have, after Robertson and Zaragoza,
// The Probabilistic Relevance Framework (2009), with 1 added so that it is
// never negative.
func (x *Index) idf(n int) float64 {
	return math.Log(1 + (float64(len(x.docs)-n)+0.5)/(float64(n)+0.5))
}

// fillSlots chooses what is asked for: the pairs inside words, and the single
// characters that are a word.
func (x *Index) fillSlots(q *question, words []span) error {
	add := func(s span, field, text string) error {
		if slices.ContainsFunc(q.slots, func(o slot) bool { return o.text == text }) {
			return nil
		}
		n, err := x.frequency(field, text)
		if err != nil {
			return err
		}
		q.slots = append(q.slots, slot{s.start, s.end, text, field, n, x.idf(n)})
		return nil
	}
	weak := func(s span) bool {
		return q.has(s, asking) || q.all(s, function) || weakWords[string(q.text[s.start:s.end])]
	}
	lone := func(w span) bool { return w.end-w.start == 1 && hanzi.IsHan(q.text[w.start]) && !weak(w) }
	paired := 0 // up to where characters are asked for in pairs
	for pass := range 2 {
		for k, w := range words {
			if q.has(w, asking) || pass == 0 && weak(w) {
				continue
			}
			var err error
			if lone(w) && k+1 < len(words) && words[k+1].start == w.end && lone(words[k+1]) {
				// two characters side by side that are no word may be one that
				// the dictionary lacks
				if pair := (span{w.start, w.end + 1}); q.known(pair) {
					err = add(pair, fieldAll, string(q.text[pair.start:pair.end]))
					paired = pair.end
				}
			}
			if text := string(q.text[w.start:w.end]); err == nil && w.end > paired && (w.end-w.start == 1 || !hanzi.IsHan(q.text[w.start])) {
				err = add(w, fieldOf(text), text)
			}
			for i := w.start; err == nil && i+1 < w.end && hanzi.IsHan(q.text[w.start]); i++ {
				if s := (span{i, i + 2}); pass == 1 || !q.has(s, function) || w.end-w.start == 2 {
					err = add(s, fieldAll, string(q.text[i:i+2]))
				}
			}
			if err != nil {
				return err
			}
		}
		if len(q.slots) > 0 {
			break
		}
	}
	if len(q.slots) > maxSlots {
		byRarity := slices.Clone(q.slots)
		slices.SortStableFunc(byRarity, func(a, b slot) int {
			switch { // what no document has says nothing
			case (a.df == 0) != (b.df == 0):
				if a.df == 0 {
					return 1
				}
				return -1
			}
			return a.df - b.df
		})
		keep := map[string]bool{}
		for _, s := range byRarity[:maxSlots] {
			keep[s.text] = true
		}
		q.slots = slices.DeleteFunc(q.slots, func(s slot) bool { return !keep[s.text] })
	}
	return nil
}
