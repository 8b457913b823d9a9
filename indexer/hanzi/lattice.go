package hanzi

// A lattice is the ways to cut one run of characters into words. Its places
// are the characters of the run; between the letters of a Latin word or a
// number nothing begins or ends.
type lattice struct {
	own   *lexicon
	chars []Char
	codes []uint32 // by place: of the character in the trie
	arcs  []arc
	first []int    // by place: its first arc; one more at the end
	inner []bool   // by place: between the letters of a Latin word
	cost  []uint64 // by place: of the best cut of what follows
	best  []int    // by place: the arc that the best cut goes on with
}

// An arc is a word that may be used. Arcs of a place stand in rising length.
type arc struct {
	end  int
	cost uint64
	node uint32 // in the general dictionary, or 0
	own  bool   // a word of the caller
}

// set makes l the lattice of chars, which are all IsHan or of Latin words.
func (l *lattice) set(chars []Char) {
	n := len(chars)
	l.chars = chars
	l.arcs = l.arcs[:0]
	l.first = grow(l.first, n+1)
	l.codes = grow(l.codes, n)
	l.inner = grow(l.inner, n+1)
	l.cost = grow(l.cost, n+1)
	l.best = grow(l.best, n)
	latin := false
	for i, c := range chars {
		l.codes[i] = codeOf(c.Rune)
		before := latin
		latin = !IsHan(c.Rune)
		l.inner[i] = before && latin
	}
	l.inner[n] = false
	reach := 0 // the end of the longest word that began earlier
	for i := range n {
		l.first[i] = len(l.arcs)
		if !l.inner[i] {
			reach = max(reach, l.begin(i, reach))
		}
	}
	l.first[n] = len(l.arcs)
	l.solve()
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)[:n]
	}
	return s[:n]
}

// begin adds the words that begin at i, and returns where the longest of more
// than one character or Latin word ends. Reach is where the longest word from
// an earlier place ends.
func (l *lattice) begin(i, reach int) int {
	unit := i + 1
	for l.inner[unit] {
		unit++
	}
	start := len(l.arcs)
	l.arcs = append(l.arcs, arc{end: unit, cost: costOf(0)})
	longest := unit
	var node uint32
	at := cellAt(root)
	for j := i; j < len(l.chars); j++ {
		if node, at = step(at.base(), l.codes[j]); node == root {
			break
		}
		if end := j + 1; at.word() && !l.inner[end] {
			if end == unit {
				l.arcs[start] = arc{end: end, cost: at.cost(), node: node}
			} else {
				l.arcs = append(l.arcs, arc{end: end, cost: at.cost(), node: node})
				longest = end
			}
		}
	}
	if l.own == nil || !l.own.begins(l.chars[i].Rune) {
		return longest
	}
	return l.beginOwn(i, start, longest, reach)
}

// beginOwn adds the caller's words that begin at i to the arcs from start on.
func (l *lattice) beginOwn(i, start, longest, reach int) int {
	found := false
	for own, j := 0, i; j < len(l.chars); j++ {
		if own = l.own.step(own, l.chars[j].Rune); own == 0 {
			break
		}
		if l.own.word[own].strong != 0 && !l.inner[j+1] {
			longest, found = max(longest, j+1), true
		}
	}
	if !found {
		return longest
	}
	at := start
	for own, j := 0, i; j < longest; j++ {
		if own = l.own.step(own, l.chars[j].Rune); own == 0 {
			break
		}
		end := j + 1
		word := l.own.word[own]
		if word.strong == 0 || l.inner[end] {
			continue
		}
		cost := word.strong
		if reach >= end || longest > end {
			cost = word.weak
		}
		for at < len(l.arcs) && l.arcs[at].end < end {
			at++
		}
		if at == len(l.arcs) || l.arcs[at].end > end {
			l.arcs = append(l.arcs, arc{})
			copy(l.arcs[at+1:], l.arcs[at:])
			l.arcs[at] = arc{end: end}
		}
		l.arcs[at].cost, l.arcs[at].own = cost, true
	}
	return longest
}

// solve finds the best cut from the end to the beginning. Of two that cost the
// same, the longer word wins.
func (l *lattice) solve() {
	n := len(l.chars)
	l.cost[n] = 0
	for i := n - 1; i >= 0; i-- {
		least := ^uint64(0)
		for k := l.first[i]; k < l.first[i+1]; k++ {
			if cost := l.arcs[k].cost + l.cost[l.arcs[k].end]; cost <= least {
				least, l.best[i] = cost, k
			}
		}
		l.cost[i] = least
	}
}
