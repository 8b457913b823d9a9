package indexer

import (
	"slices"

	"anku/indexer/hanzi"
	"anku/kb"
)

// How much a match counts that is not by the very characters.
const (
	synonymWeight   = 0.75
	siblingWeight   = 0.5 // another word that people say for the same
	pinyinWeight    = 0.7
	prefixWeight    = 0.6
	initialsWeight  = 0.6
	homophoneWeight = 0.5
	fuzzyWeight     = 0.35
)

// Bounds of what a question is expanded to.
const (
	maxAlternatives = 96
	maxOfSpan       = 8   // for one stretch of the question
	maxScanned      = 400 // wordings that are weighed for it
)

// An alternative is another wording for a stretch of the question.
type alternative struct {
	span
	text   string
	runes  []rune
	how    kb.How
	weight float64
	df     int // documents that may have it
	slots  uint64
}

// add appends an alternative unless there is one of the same text for the
// stretch or the question has the text itself there.
func (q *question) add(a alternative) {
	if len(q.alts) >= maxAlternatives || a.text == string(q.text[a.start:a.end]) {
		return
	}
	a.runes = []rune(a.text)
	for i, o := range q.alts {
		if o.span == a.span && o.text == a.text {
			if a.weight > o.weight {
				q.alts[i] = a
			}
			return
		}
	}
	q.alts = append(q.alts, a)
}

// weighAlternatives finds out what documents have of the alternatives, drops
// those that are in none, and says for which parts and slots each stands.
func (x *Index) weighAlternatives(q *question) error {
	for i := range q.alts {
		a := &q.alts[i]
		if a.df != 0 {
			continue
		}
		var err error
		if a.df, err = x.rarity(a.text); err != nil {
			return err
		}
	}
	q.alts = slices.DeleteFunc(q.alts, func(a alternative) bool { return a.df == 0 })
	link := func(parts []part) {
		for i := range parts {
			p := &parts[i]
			p.alts = p.alts[:0]
			for j, a := range q.alts {
				if a.start <= p.start && p.start+len(p.runes) <= a.end {
					p.alts = append(p.alts, j)
				}
			}
		}
	}
	link(q.pairs)
	link(q.words)
	link(q.chars)
	for j := range q.alts {
		a := &q.alts[j]
		a.slots = 0
		for i, s := range q.slots {
			if a.start <= s.start && s.end <= a.end {
				a.slots |= 1 << i
			}
		}
	}
	return nil
}

// rarity returns at most how many documents have a wording: as many as have
// its rarest pair.
func (x *Index) rarity(text string) (int, error) {
	least := -1
	for _, g := range hanzi.Bigrams(text) {
		n, err := x.frequency(fieldOf(g.Term), g.Term)
		if err != nil {
			return 0, err
		}
		if least < 0 || n < least {
			least = n
		}
	}
	return max(least, 0), nil
}

// synonyms are the groups of a lexicon, by each of their words, folded.
type synonyms struct {
	groups  map[string][]group
	longest int // characters
}

// A group is a domain word and what people say, the domain word first.
type group []string

func newSynonyms(lex kb.Lexicon) synonyms {
	out := synonyms{groups: map[string][]group{}}
	for _, s := range lex.Synonyms {
		var g group
		for _, w := range append([]string{s.Word}, s.Said...) {
			if w = hanzi.FoldString(w); w != "" && !slices.Contains(g, w) {
				g = append(g, w)
			}
		}
		for _, w := range g {
			out.groups[w] = append(out.groups[w], g)
			out.longest = max(out.longest, runeCount(w))
		}
	}
	return out
}

// expand adds the synonyms of the words of q, wherever they stand.
func (s synonyms) expand(q *question) {
	for from := range q.text {
		for to := from + 1; to <= min(from+s.longest, len(q.text)); to++ {
			word := string(q.text[from:to])
			for _, g := range s.groups[word] {
				for i, other := range g {
					weight := siblingWeight
					if i == 0 || word == g[0] {
						weight = synonymWeight
					}
					q.add(alternative{span: span{from, to}, text: other, how: kb.HowSynonym, weight: weight})
				}
			}
		}
	}
}
