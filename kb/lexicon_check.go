package kb

import (
	"strings"
	"unicode/utf8"
)

// A word is too broad where it stands in more than two thirds of the documents
// of a library that has some. In the embedded library 客户 stands in all of
// them, 电话 in four of five; 营业厅 (5 of 9) and 停电 (1 of 3) are words that
// people do put in other ways.
const (
	fewDocuments             = 30
	broadShare, broadOfShare = 2, 3
)

// checkRemovals reports groups that take away what the layers beneath do not
// have.
func (ld *loader) checkRemovals(groups []group) {
	for _, g := range groups {
		if _, there := ld.words.groups[g.word.key]; len(g.said) == 0 && !there {
			ld.report("lexicon-target", g.word.Position, "下面的层里没有 “%s” 这一组，没有什么可去掉的，删掉这一组或者写上说法", clip(g.word.text))
		}
	}
}

// checkGroups applies the rules for synonyms that need the whole library to
// the groups of a layer. The layers above it are not there yet: what they
// replace and hide is no fault of this one.
func (ld *loader) checkGroups(groups []group) {
	if len(groups) == 0 {
		return
	}
	find := newWordFinder()
	for _, g := range groups {
		for _, s := range g.all() {
			find.add(s.key)
		}
	}
	documents := 0
	for id := range ld.top {
		if d := ld.newest(id); d != nil && d.Status == StatusActive {
			find.scan(foldWord(searchedText(d)))
			documents++
		}
	}
	holders := ld.words.holders()
	for _, g := range groups {
		if len(g.said) == 0 {
			continue
		}
		ld.checkTarget(g, find)
		ld.checkSwallowed(g, holders)
		for _, s := range g.all() {
			if n := find.documents(s.key); documents >= fewDocuments && n*broadOfShare > documents*broadShare {
				ld.report("lexicon-broad", s.Position, "“%s” 在 %d 份文档里有 %d 份都写着，差不多什么都搜得到，换成更具体的词或者删掉",
					clip(s.text), documents, n)
			}
		}
	}
}

// newest returns the document with the given ID as its file is now, or its
// last sound version where nothing can be read; nil where there is neither.
func (ld *loader) newest(id ID) *Document {
	if d := ld.top[id].document; d != nil {
		return d
	}
	if e := ld.entries[id]; e != nil {
		return e.document
	}
	return nil
}

// searchedText returns the text that d can be found by.
func searchedText(d *Document) string {
	var b strings.Builder
	add := func(texts ...string) {
		for _, t := range texts {
			b.WriteString(t)
			b.WriteByte('\n')
		}
	}
	add(d.Title)
	add(d.Asks...)
	add(d.Tags...)
	if d.Standard != nil {
		add(d.Standard.Document, d.Standard.Article)
	}
	for _, s := range d.Sections {
		add(s.Heading)
		add(s.Heads...)
		add(s.Text)
	}
	return b.String()
}

// checkTarget reports a group whose word no document has, and what may be
// meant instead.
func (ld *loader) checkTarget(g group, find *wordFinder) {
	if find.documents(g.word.key) > 0 {
		return
	}
	for _, s := range g.said {
		if find.documents(s.key) > 0 {
			ld.report("lexicon-target", g.word.Position, "文档里没有 “%s” 这个词，倒是有 “%s”，把它写成 word", clip(g.word.text), clip(s.text))
			return
		}
	}
	ld.report("lexicon-target", g.word.Position, "文档里没有 “%s” 这个词，改成文档的写法或者删掉这一组", clip(g.word.text))
}

// holders returns the groups of the stock by each of their words.
func (s *wordStock) holders() map[string][]group {
	out := map[string][]group{}
	for _, g := range s.groups {
		for _, w := range g.all() {
			out[w.key] = append(out[w.key], g)
		}
	}
	return out
}

// checkSwallowed reports g if all its words are in another group. Of two equal
// ones the later is reported.
func (ld *loader) checkSwallowed(g group, holders map[string][]group) {
	rarest := holders[g.word.key]
	for _, s := range g.said {
		if len(holders[s.key]) < len(rarest) {
			rarest = holders[s.key]
		}
	}
	var by *group
	for i, other := range rarest {
		if other.word.key == g.word.key || !other.swallows(g) {
			continue
		}
		if len(other.said) == len(g.said) && other.word.File == g.word.File && other.word.Compare(g.word.Position) > 0 {
			continue
		}
		if by == nil || other.word.Compare(by.word.Position) < 0 {
			by = &rarest[i]
		}
	}
	if by != nil {
		ld.report("lexicon-swallow", g.word.Position, "“%s” 一组的词都在 “%s” 一组里（%s:%d），删掉这一组",
			clip(g.word.text), clip(by.word.text), by.word.File, by.word.Line)
	}
}

// swallows reports whether every word of other is one of g.
func (g group) swallows(other group) bool {
	if len(other.said) > len(g.said) {
		return false
	}
	mine := map[string]bool{}
	for _, s := range g.all() {
		mine[s.key] = true
	}
	for _, s := range other.all() {
		if !mine[s.key] {
			return false
		}
	}
	return true
}

// A wordFinder counts in how many texts each of many words stands. Words have
// two characters or more. At each place of a text it looks up the two
// characters there, which nearly always are the beginning of no word, so that
// thousands of words cost little more than one.
type wordFinder struct {
	found   map[string]*occurrence
	lengths map[[2]rune][]int // in bytes, of the words that begin so
	texts   int
}

// An occurrence is in how many texts a word stands.
type occurrence struct {
	texts int
	last  int // number of the last of them
}

func newWordFinder() *wordFinder {
	return &wordFinder{found: map[string]*occurrence{}, lengths: map[[2]rune][]int{}}
}

// add has the finder look for word.
func (x *wordFinder) add(word string) {
	if x.found[word] != nil {
		return
	}
	x.found[word] = &occurrence{}
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	begin := [2]rune{first, second}
	for _, n := range x.lengths[begin] {
		if n == len(word) {
			return
		}
	}
	x.lengths[begin] = append(x.lengths[begin], len(word))
}

// scan counts the words of one more text.
func (x *wordFinder) scan(text string) {
	x.texts++
	first, size := utf8.DecodeRuneInString(text)
	for i := 0; i < len(text); {
		second, next := utf8.DecodeRuneInString(text[i+size:])
		for _, n := range x.lengths[[2]rune{first, second}] {
			if i+n > len(text) {
				continue
			}
			if o := x.found[text[i:i+n]]; o != nil && o.last != x.texts {
				o.texts++
				o.last = x.texts
			}
		}
		i += size
		first, size = second, next
	}
}

// documents returns in how many texts word stands.
func (x *wordFinder) documents(word string) int { return x.found[word].texts }
