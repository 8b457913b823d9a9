package indexer

import "math"

// The features of a document for a question, each between 0 and about 1.
const (
	featInner    = iota // BM25 of pairs inside words
	featCross           // BM25 of pairs across the border of words
	featChar            // BM25 of characters
	featHasPair         // share of the pairs that it has at all
	featHasChar         // share of the characters
	featHasWord         // share of the words
	featUnit            // it has a number of what the question counts
	featHeadPair        // share of the pairs in the best title, question or beginning
	featHeadChar        // share of the characters in it
	featLength          // logarithm of its length, to the average
	features
)

// weights say what each feature counts. They were found by coordinate ascent
// on the development parts of the public sets and the development queries; see
// the package comment.
var weights = [features]float64{
	featInner: 14.6, featCross: 3.3, featChar: 6.3, featHasPair: 4.1, featHasChar: 0.5, featHasWord: 0.8,
	featUnit: 1.9, featHeadPair: 1, featHeadChar: 1.2, featLength: -0.22,
}

// highest is the score of a document that has all of a question in every way,
// by the size of the weights.
var highest = func() float64 {
	sum := 0.0
	for i, w := range weights {
		if i != featLength {
			sum += math.Abs(w)
		}
	}
	return sum
}()

// A scorer scores documents for one question.
type scorer struct {
	x *Index
	q *question
	s *scanner

	pairs, words, chars          []int // needles of the parts
	alts                         []int // and of the alternatives
	pairMass, charMass, wordMass float64
}

func (x *Index) newScorer(q *question) *scorer {
	c := &scorer{x: x, q: q, s: x.newScanner()}
	needles := func(parts []part) ([]int, float64) {
		out := make([]int, len(parts))
		mass := 0.0
		for i, p := range parts {
			out[i] = c.s.look(p.runes)
			mass += p.weight * p.idf
		}
		return out, max(mass, 1e-9)
	}
	c.pairs, c.pairMass = needles(q.pairs)
	c.words, c.wordMass = needles(q.words)
	c.chars, c.charMass = needles(q.chars)
	c.alts = make([]int, len(q.alts))
	for i, a := range q.alts {
		c.alts[i] = c.s.look(a.runes)
	}
	return c
}

// free gives back what c works with.
func (c *scorer) free() { c.x.done(c.s) }

// share returns how much a document has of p, whose needle is n: f of how
// often it stands there, or of an alternative.
func (c *scorer) share(p part, n int, f func(float64) float64) float64 {
	best := 0.0
	if n >= 0 && c.s.count[n] > 0 {
		best = f(c.s.count[n])
	}
	for _, i := range p.alts {
		if k := c.alts[i]; k >= 0 && c.s.count[k] > 0 {
			best = max(best, c.q.alts[i].weight*f(c.s.count[k]))
		}
	}
	return best
}

// inHead returns how much the present head has of p.
func (c *scorer) inHead(p part, n int) float64 {
	best := 0.0
	if n >= 0 && c.s.head[n] {
		return 1
	}
	for _, i := range p.alts {
		if k := c.alts[i]; k >= 0 && c.s.head[k] {
			best = max(best, c.q.alts[i].weight)
		}
	}
	return best
}

// features returns the features of a document.
func (c *scorer) features(doc int32) [features]float64 {
	var f [features]float64
	head := func() {
		pair, char := 0.0, 0.0
		for i, p := range c.q.pairs {
			if p.weight > 0 {
				pair += p.weight * p.idf * c.inHead(p, c.pairs[i])
			}
		}
		for i, p := range c.q.chars {
			char += p.weight * p.idf * c.inHead(p, c.chars[i])
		}
		f[featHeadPair] = max(f[featHeadPair], pair/c.pairMass)
		f[featHeadChar] = max(f[featHeadChar], char/c.charMass)
	}
	if c.s.scan(c.x.folded(doc, &c.s.text), c.q.units, head) {
		f[featUnit] = 1
	}
	saturate := func(n float64) float64 { return c.x.saturate(n, int(doc)) }
	one := func(float64) float64 { return 1 }
	for i, p := range c.q.pairs {
		v := p.weight * p.idf / c.pairMass
		if p.inner {
			f[featInner] += v * c.share(p, c.pairs[i], saturate)
		} else {
			f[featCross] += v * c.share(p, c.pairs[i], saturate)
		}
		f[featHasPair] += v * c.share(p, c.pairs[i], one)
	}
	for i, p := range c.q.chars {
		v := p.weight * p.idf / c.charMass
		f[featChar] += v * c.share(p, c.chars[i], saturate)
		f[featHasChar] += v * c.share(p, c.chars[i], one)
	}
	for i, p := range c.q.words {
		v := p.weight * p.idf / c.wordMass
		f[featHasWord] += v * c.share(p, c.words[i], one)
	}
	f[featLength] = math.Log((c.x.docs[doc].length + 10) / (c.x.length + 10))
	return f
}

// score returns how well a document answers.
func (c *scorer) score(doc int32) float64 {
	total := 0.0
	for i, v := range c.features(doc) {
		total += weights[i] * v
	}
	return total
}
