package indexer

import (
	"slices"
	"strings"

	"anku/indexer/hanzi"
	"anku/kb"
)

const (
	// keptRunes is up to how many characters of a library its documents are
	// kept folded; a larger one folds them as they are scored.
	keptRunes = 4 << 20
	// leadOfBody is how much of a document without questions of its own is
	// taken for what it is about.
	leadOfBody = 60
	maxIDs     = 512 // distinct characters of a question and its alternatives
)

// fieldWeight is how often a word in a field counts.
var fieldWeight = map[kb.Field]float64{
	kb.FieldTitle: 2, kb.FieldAsks: 1.5, kb.FieldClass: 1, kb.FieldTags: 1.5,
	kb.FieldLines: 1, kb.FieldHeadings: 0.5, kb.FieldBody: 1,
}

// A foldedDocument is the text of a document as it is scored.
type foldedDocument struct {
	parts []foldedPart
	runes []rune // of all parts, one after the other
}

// A foldedPart is a title, a question or a passage.
type foldedPart struct {
	text   []rune
	weight float64
	head   int // characters that say what the document is about
}

// fold returns the parts of d, in the memory of into, which may be nil.
func (x *Index) fold(d *kb.Document, into *foldedDocument) *foldedDocument {
	out := into
	if out == nil {
		out = &foldedDocument{}
	}
	out.parts = out.parts[:0]
	runes := out.runes[:0]
	byField := texts(x.lib, d)
	add := func(text string, field kb.Field, head bool) {
		if text == "" {
			return
		}
		from := len(runes)
		runes = hanzi.AppendFold(runes, text)
		p := foldedPart{text: runes[from:len(runes):len(runes)], weight: fieldWeight[field]}
		if head {
			p.head = len(p.text)
			if field == kb.FieldBody {
				p.head = min(p.head, leadOfBody)
			}
		}
		out.parts = append(out.parts, p)
	}
	for _, field := range kb.Fields() {
		switch field {
		case kb.FieldAsks:
			for _, a := range d.Asks {
				add(a, field, true)
			}
		default:
			add(byField[field], field, field == kb.FieldTitle || field == kb.FieldBody && len(d.Asks) == 0)
		}
	}
	out.runes = runes
	return out
}

// keepFolded folds all documents if the library has at most keptRunes
// characters.
func (x *Index) keepFolded(total int) {
	if total > keptRunes {
		return
	}
	for i := range x.docs {
		x.docs[i].folded = x.fold(x.docs[i].Document, nil)
	}
}

// folded returns the text of a document as it is scored, perhaps in the memory
// of into.
func (x *Index) folded(doc int32, into *foldedDocument) *foldedDocument {
	if f := x.docs[doc].folded; f != nil {
		return f
	}
	return x.fold(x.docs[doc].Document, into)
}

// A scanner counts the parts of one question in documents.
type scanner struct {
	ids     [1 << 16]uint16
	pairs   [maxIDs * maxIDs]uint16 // by two ids: a needle pair, from 1
	runes   []rune                  // that have ids
	set     []int                   // cells of pairs that are not 0
	starts  [][]int                 // by pair: needles that begin with it
	needles []needle
	latin   map[string]int // needles of Latin letters and digits
	text    foldedDocument // of the document being scanned, where none is kept
	single  []int          // by id: the needle of a lone character, from 1

	count []float64 // by needle
	head  []bool    // by needle: in the present head
}

// A needle is what a scanner looks for.
type needle struct {
	runes []rune
}

// newScanner prepares to look for the parts of q. It is freed by x.done.
func (x *Index) newScanner() *scanner {
	s, _ := x.scanners.Get().(*scanner)
	if s == nil {
		s = &scanner{}
	}
	s.latin = map[string]int{}
	return s
}

func (x *Index) done(s *scanner) {
	for _, r := range s.runes {
		s.ids[r] = 0
	}
	for _, i := range s.set {
		s.pairs[i] = 0
	}
	s.runes, s.set, s.starts, s.needles, s.single = s.runes[:0], s.set[:0], s.starts[:0], s.needles[:0], s.single[:0]
	s.count, s.head = s.count[:0], s.head[:0]
	x.scanners.Put(s)
}

// id returns the number of a character, 0 if there are too many.
func (s *scanner) id(r rune) uint16 {
	if r >= 1<<16 {
		return 0
	}
	if s.ids[r] == 0 && len(s.runes) < maxIDs-1 {
		s.runes = append(s.runes, r)
		s.single = append(s.single, 0)
		s.ids[r] = uint16(len(s.runes)) //nolint:gosec // below maxIDs
	}
	return s.ids[r]
}

// look makes s count text and returns the number of the needle, -1 if it cannot.
func (s *scanner) look(text []rune) int {
	for i, n := range s.needles {
		if slices.Equal(n.runes, text) {
			return i
		}
	}
	n := len(s.needles)
	switch {
	case len(text) == 0:
		return -1
	case !hanzi.IsHan(text[0]):
		s.latin[string(text)] = n
	case len(text) == 1:
		id := s.id(text[0])
		if id == 0 {
			return -1
		}
		s.single[id-1] = n + 1
	default:
		a, b := s.id(text[0]), s.id(text[1])
		if a == 0 || b == 0 {
			return -1
		}
		cell := int(a)*maxIDs + int(b)
		if s.pairs[cell] == 0 {
			s.starts = append(s.starts, nil)
			s.pairs[cell] = uint16(len(s.starts)) //nolint:gosec // at most a few hundred
			s.set = append(s.set, cell)
		}
		k := s.pairs[cell] - 1
		s.starts[k] = append(s.starts[k], n)
	}
	s.needles = append(s.needles, needle{text})
	s.count = append(s.count, 0)
	s.head = append(s.head, false)
	return n
}

// scan counts the needles in the text from its beginning and calls head after
// each head. It reports whether a number with one of the units stands in it.
func (s *scanner) scan(d *foldedDocument, units []string, head func()) (counted bool) {
	clear(s.count)
	for _, p := range d.parts {
		clear(s.head)
		prev := uint16(0)
		for i := 0; i < len(p.text); i++ {
			r := p.text[i]
			if i == p.head && i > 0 {
				head()
				clear(s.head)
			}
			if len(units) > 0 && !counted && isNumeral(r) {
				counted = beginsWithUnit(p.text[i+1:], units)
			}
			if r < 1<<16 && s.ids[r] != 0 {
				id := s.ids[r]
				if n := s.single[id-1]; n > 0 {
					s.hit(n-1, p.weight)
				}
				if prev != 0 {
					if k := s.pairs[int(prev)*maxIDs+int(id)]; k > 0 {
						for _, n := range s.starts[k-1] {
							if w := s.needles[n].runes; len(w) == 2 || hasPrefix(p.text[i-1:], w) {
								s.hit(n, p.weight)
							}
						}
					}
				}
				prev = id
				continue
			}
			prev = 0
			if len(s.latin) > 0 && hanzi.IsWord(r) {
				end := i + 1
				for end < len(p.text) && (hanzi.IsWord(p.text[end]) || p.text[end] == '.' && isDigit(p.text[end-1]) && end+1 < len(p.text) && isDigit(p.text[end+1])) {
					end++
				}
				if n, ok := s.latin[string(p.text[i:end])]; ok {
					s.hit(n, p.weight)
				}
				i = end - 1
			}
		}
		if p.head >= len(p.text) {
			head()
		}
	}
	return counted
}

func (s *scanner) hit(n int, weight float64) {
	s.count[n] += weight
	s.head[n] = true
}

func hasPrefix(text, prefix []rune) bool {
	return len(text) >= len(prefix) && slices.Equal(text[:len(prefix)], prefix)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isNumeral reports whether r ends a number.
func isNumeral(r rune) bool {
	return isDigit(r) || strings.ContainsRune("一二三四五六七八九十百千万亿两", r)
}

// beginsWithUnit reports whether the text after a number begins with a unit,
// perhaps after 个, 多 or the like.
func beginsWithUnit(text []rune, units []string) bool {
	for _, r := range text[:min(3, len(text))] {
		if slices.Contains(units, string(r)) {
			return true
		}
	}
	return false
}

// units are what questions of a quantity expect to be counted.
var units = []struct{ asked, units string }{
	{"多少钱", "元块万"},
	{"多久", "天日月年时分周"},
	{"多长时间", "天日月年时分周"},
	{"什么时候", "年月日时"},
	{"何时", "年月日时"},
	{"哪年", "年"},
	{"哪一年", "年"},
	{"哪天", "日"},
	{"哪一天", "日"},
	{"多高", "米尺"},
	{"多远", "米里"},
	{"多长", "米里尺年分"},
	{"多大", "岁米亩"},
	{"面积", "米里亩顷"},
	{"人口", "人万"},
}

// countedUnits returns the units of the quantities that a folded question asks
// for, such as 天 in 几天.
func countedUnits(text string) []string {
	var out []string
	for _, u := range units {
		if strings.Contains(text, u.asked) {
			out = append(out, strings.Split(u.units, "")...)
		}
	}
	for _, asks := range []string{"多少", "第几", "几"} {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, asks)
			if !found {
				break
			}
			rest = after
			for i, r := range strings.TrimPrefix(after, "个") {
				if i == 0 && hanzi.IsHan(r) && !strings.ContainsRune("是的了", r) {
					out = append(out, string(r))
				}
				break
			}
		}
	}
	return out
}
