package indexer

import (
	"math"

	"anku/indexer/hanzi"
)

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
	q.count = map[string]int{}
	for i := range q.pairs {
		p := &q.pairs[i]
		n, err := x.frequency(fieldOf(p.text), p.text)
		if err != nil {
			return err
		}
		p.df, p.idf = n, x.idf(n)
		q.count[p.text] = n
	}
	for i := range q.chars {
		p := &q.chars[i]
		n, err := x.frequency(fieldChar, p.text)
		if err != nil {
			return err
		}
		p.df, p.idf = n, x.idf(n)
		q.count[p.text] = n
	}
	for i := range q.words {
		p := &q.words[i]
		p.df = len(x.docs)
		if len(p.runes) == 1 || !hanzi.IsHan(p.runes[0]) {
			p.df = q.count[p.text]
		} else {
			for j := range len(p.runes) - 1 {
				p.df = min(p.df, q.count[string(p.runes[j:j+2])])
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
