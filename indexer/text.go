package indexer

import (
	"strings"
	"unicode/utf8"

	"anku/indexer/hanzi"
)

// A term is one distinct unit of a query.
type term struct {
	text    string
	written string // as the query has it
}

// single reports whether t is one Han character.
func (t term) single() bool {
	r, size := utf8.DecodeRuneInString(t.text)
	return size == len(t.text) && hanzi.IsHan(r)
}

// field returns the field in which t must match: a lone character is found
// inside words, too.
func (t term) field() string {
	if t.single() {
		return fieldChar
	}
	return fieldAll
}

// functionChars hold a sentence together; terms made of them alone do not say
// what it is about.
const functionChars = "的了吗呢吧啊呀么我你他她它们是在和与及就都也还很要会能可这那有没不把被给让得地着过个怎哪谁几什为如何咋啥"

// commonTerms are terms with other characters that say as little.
var commonTerms = wordSet("么办 咋办 么样 怎样 哪里 哪儿 多少 多久 一下 一个 这样 那样 人家 自己 的话 时候 已经 应该 需要 请问 我想 想要 想问 要求 是否 以及 或者 办呢 么回 回事 因为 所以 但是")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// common reports whether t holds a sentence together and says nothing by
// itself.
func (t term) common() bool {
	return commonTerms[t.text] || strings.Trim(t.text, functionChars) == ""
}

// particles are function characters that are hardly ever part of a word. A
// bigram with one of them is a seam between words (钱怎, 没来) that is rare by
// accident, so it counts for less.
const (
	particles  = "的了吗呢吧啊呀么怎哪谁啥咋就都也还很没不"
	seamWeight = 0.3
)

// weight returns how much t counts.
func (t term) weight() float64 {
	if strings.ContainsAny(t.text, particles) {
		return seamWeight
	}
	return 1
}

// distinct returns the distinct terms of grams in order.
func distinct(text string, grams []hanzi.Gram) []term {
	var out []term
	seen := map[string]bool{}
	for _, g := range grams {
		if !seen[g.Term] {
			seen[g.Term] = true
			out = append(out, term{g.Term, text[g.Start:g.End]})
		}
	}
	return out
}

// telling returns the terms that say something, or all if none does.
func telling(terms []term) []term {
	var out []term
	for _, t := range terms {
		if !t.common() {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return terms
	}
	return out
}
