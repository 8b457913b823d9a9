package hanzi

// A lexicon holds the words of the caller as a trie. The zero lexicon is
// empty.
type lexicon struct {
	next map[edge]int // by node and character; the first node is 0
	word []ownWord    // by node
	head [64]uint64   // a bit for the low 12 of each word's first character
}

type edge struct {
	from int
	r    rune
}

// An ownWord is what the caller's word costs in a cut. Strong is less than any
// cut of the word by the general dictionary costs, and no more than a fairly
// common word. Weak, which holds where a longer word contains it, is just less
// than its parts.
type ownWord struct {
	strong, weak uint64 // 0: no word ends here
}

// fairlyCommon is the count of such a word in the general dictionary's corpus:
// enough that 派工 does not break 转派工单, too little to break a common word.
const fairlyCommon = 100

func (x *lexicon) add(word []rune, w ownWord) {
	if x.next == nil {
		x.next, x.word = make(map[edge]int), make([]ownWord, 1)
	}
	x.head[word[0]>>6&63] |= 1 << (word[0] & 63)
	at := 0
	for _, r := range word {
		to, found := x.next[edge{at, r}]
		if !found {
			to = len(x.word)
			x.next[edge{at, r}] = to
			x.word = append(x.word, ownWord{})
		}
		at = to
	}
	x.word[at] = w
}

// begins reports whether a word may begin with r.
func (x *lexicon) begins(r rune) bool { return x.head[r>>6&63]&(1<<(r&63)) != 0 }

// step returns the node that r leads to, or 0.
func (x *lexicon) step(at int, r rune) int { return x.next[edge{at, r}] }

func (x *lexicon) contains(word string) bool {
	at := 0
	for _, r := range word {
		if at = x.step(at, r); at == 0 {
			return false
		}
	}
	return at != 0 && x.word[at].strong != 0
}
