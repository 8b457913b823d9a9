package indexer

import (
	"cmp"
	"slices"

	"anku/indexer/hanzi"
	"anku/kb"
)

const (
	maxReasons = 3
	// markedIDF is how rare a character must be to be marked by itself: a
	// quarter of the documents have one of 1.4.
	markedIDF = 1.4
)

// A matcher finds in text what answers a question, and says where and why.
type matcher struct {
	q      *question
	loose  bool            // parts of words count, too
	starts map[rune][]int  // by character: places in the question
	alts   map[rune][]int  // by character: alternatives that begin with it
	inner  map[string]bool // pairs inside words
	single map[rune]bool   // characters that are a word of the question, and whether they are rare
	latin  map[string]int  // words and numbers, and their places in the question
}

func newMatcher(q *question) *matcher {
	m := &matcher{q: q, starts: map[rune][]int{}, alts: map[rune][]int{}, inner: map[string]bool{}, single: map[rune]bool{}, latin: map[string]int{}}
	for i, r := range q.text {
		m.starts[r] = append(m.starts[r], i)
	}
	for i, a := range q.alts {
		m.alts[a.runes[0]] = append(m.alts[a.runes[0]], i)
	}
	for _, p := range q.pairs {
		switch {
		case !hanzi.IsHan(p.runes[0]):
			m.latin[p.text] = p.start
		case p.inner && p.weight >= seamWeight:
			m.inner[p.text] = true
		}
	}
	for _, s := range q.slots {
		if r := q.text[s.start:s.end]; len(r) == 1 && hanzi.IsHan(r[0]) && s.field == fieldChar {
			m.single[r[0]] = len(q.slots) == 1 || s.idf >= markedIDF
		} else if len(r) == 2 && hanzi.IsHan(r[0]) {
			m.inner[string(r)] = true
		}
	}
	return m
}

// A match is a stretch of a text, in bytes, and why it matches.
type match struct {
	start, end int
	reason     kb.Reason
	runes      int
	asked      span // in the question
}

// matches returns what answers the question in text, in order and apart.
func (m *matcher) matches(text string) []match {
	chars := hanzi.Fold(text)
	var out []match
	for i := 0; i < len(chars); {
		n, asked, how := m.at(chars, i)
		if n == 0 {
			i++
			continue
		}
		end := i + n
		for end < len(chars) && chars[end].Start < chars[end-1].End {
			end++ // all of a place that several characters share
		}
		found := match{start: chars[i].Start, end: chars[end-1].End, runes: n, asked: asked}
		found.reason = kb.Reason{How: how, Query: m.q.written(asked), Matched: text[found.start:found.end]}
		if k := len(out); k == 0 || out[k-1].end <= found.start {
			out = append(out, found)
		}
		i = end
	}
	return out
}

// at returns how many characters from i on answer the question, what of it, and
// how.
func (m *matcher) at(chars []hanzi.Char, i int) (int, span, kb.How) {
	r := chars[i].Rune
	if !hanzi.IsHan(r) {
		return m.latinAt(chars, i)
	}
	best, from := 0, 0
	for _, s := range m.starts[r] {
		n := 0
		for s+n < len(m.q.text) && i+n < len(chars) && m.q.text[s+n] == chars[i+n].Rune && hanzi.IsHan(chars[i+n].Rune) && m.q.roles[s+n] != asking {
			n++
		}
		if n > best {
			best, from = n, s
		}
	}
	from, best = m.trim(from, best)
	for k := 1; k < best; k++ { // a longer alternative begins inside
		for _, j := range m.alts[chars[i+k].Rune] {
			if a := m.q.alts[j]; k+len(a.runes) > best && begins(chars[i+k:], a.runes) {
				best = k
				break
			}
		}
	}
	asked := span{from, from + best}
	how := m.q.howOf(asked)
	for _, k := range m.alts[r] {
		a := m.q.alts[k]
		if len(a.runes) > best && begins(chars[i:], a.runes) {
			best, asked, how = len(a.runes), a.span, a.how
			if read := m.q.howOf(a.span); stepOf(read) > stepOf(how) {
				how = read
			}
		}
	}
	return best, asked, how
}

// trim cuts what a question and a text share down to what tells: it ends
// before function characters, and is nothing where no word or part of a word is
// left.
func (m *matcher) trim(from, n int) (at, length int) {
	if n == 0 || m.q.roles[from] == function && n > 1 && m.q.roles[from+1] == function {
		return from, 0
	}
	for n > 1 && (!m.loose && !m.q.ends[from+n] || m.q.roles[from+n-1] == function && !m.inner[string(m.q.text[from+n-2:from+n])]) {
		n-- // in the middle of a word, or behind what tells
	}
	switch {
	case n == 1 && m.lone(m.q.text[from]):
		return from, 1
	case n == 1:
		return from, 0
	case n > 2:
		return from, n
	case m.inner[string(m.q.text[from:from+2])]:
		return from, n
	}
	if m.lone(m.q.text[from]) {
		return from, 1
	}
	return from, 0
}

// lone reports whether a character is marked by itself: a word of the question
// that is rare or, where nothing else is left, any.
func (m *matcher) lone(r rune) bool {
	rare, ok := m.single[r]
	return ok && (rare || m.loose)
}

// latinAt is at for letters and digits: whole words and numbers.
func (m *matcher) latinAt(chars []hanzi.Char, i int) (int, span, kb.How) {
	if !hanzi.IsWord(chars[i].Rune) || i > 0 && hanzi.IsWord(chars[i-1].Rune) {
		return 0, span{}, ""
	}
	var word []rune
	for j := i; j < len(chars); j++ {
		r := chars[j].Rune
		point := r == '.' && isDigit(chars[j-1].Rune) && j+1 < len(chars) && isDigit(chars[j+1].Rune)
		if !hanzi.IsWord(r) && !point {
			break
		}
		word = append(word, r)
	}
	text := string(word)
	if at, ok := m.latin[text]; ok {
		return len(word), span{at, at + len(word)}, kb.HowWord
	}
	for _, k := range m.alts[word[0]] {
		if a := m.q.alts[k]; a.text == text {
			return len(word), a.span, a.how
		}
	}
	return 0, span{}, ""
}

func begins(chars []hanzi.Char, runes []rune) bool {
	if len(chars) < len(runes) {
		return false
	}
	for i, r := range runes {
		if chars[i].Rune != r {
			return false
		}
	}
	return true
}

// explain fills snippets with excerpts of the fields that match, and returns
// the best reasons: the surest step first, then the longest wording.
func (m *matcher) explain(byField map[kb.Field]string, snippets map[kb.Field][]kb.Snippet) []kb.Reason {
	found := m.collect(byField, snippets)
	if len(found) == 0 { // a part of a longer word is all that it has
		m.loose = true
		found = m.collect(byField, snippets)
		m.loose = false
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(stepOf(a.reason.How), stepOf(b.reason.How)), cmp.Compare(b.runes, a.runes))
	})
	reasons := []kb.Reason{}
	covered := map[string]bool{}
	for _, f := range found {
		key := hanzi.FoldString(f.reason.Query)
		if covered[key] || len(reasons) == maxReasons {
			continue
		}
		covered[key] = true
		reasons = append(reasons, f.reason)
	}
	return reasons
}

// collect fills snippets and returns the matches that they show.
func (m *matcher) collect(byField map[kb.Field]string, snippets map[kb.Field][]kb.Snippet) []match {
	var found []match
	for _, field := range kb.Fields() {
		text := byField[field]
		matches := m.matches(text)
		if len(matches) == 0 {
			continue
		}
		var shown []match
		snippets[field], shown = excerpts(text, matches)
		found = append(found, shown...)
	}
	return found
}

// stepOf orders the steps of the ladder.
func stepOf(h kb.How) int {
	return slices.Index([]kb.How{kb.HowWord, kb.HowSynonym, kb.HowPinyin, kb.HowInitials, kb.HowPrefix, kb.HowHomophone}, h)
}
