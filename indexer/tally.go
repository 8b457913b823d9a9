package indexer

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"anku/indexer/hanzi"
)

const (
	// k1 and b of BM25, as Robertson and Zaragoza name them: how soon more of
	// the same stops to count, and how much a long document has to have.
	k1 = 0.6
	b  = 0.75
	// enough is how many matching documents end the loosening.
	enough = 5
	// shortBonus is what a term counts more for standing in a title, a question
	// or a tag.
	shortBonus = 0.3
	// budget is how many postings of a long question are read before its
	// commonest parts are left out. They decide little by then.
	budget = 60_000
)

// A tally counts what each document has of a question.
type tally struct {
	score   []float32
	slots   []uint64
	touched []int32
	read    int
}

func (x *Index) newTally() *tally {
	if t, _ := x.tallies.Get().(*tally); t != nil {
		return t
	}
	return &tally{score: make([]float32, len(x.docs)), slots: make([]uint64, len(x.docs))}
}

// free forgets all counts.
func (x *Index) free(t *tally) {
	for _, d := range t.touched {
		t.score[d], t.slots[d] = 0, 0
	}
	t.touched, t.read = t.touched[:0], 0
	x.tallies.Put(t)
}

func (t *tally) add(doc int, score float64, slots uint64) {
	if t.score[doc] == 0 && t.slots[doc] == 0 {
		t.touched = append(t.touched, int32(doc)) //nolint:gosec // numbers of documents
	}
	t.score[doc] += float32(score)
	t.slots[doc] |= slots
}

// saturate is BM25's share of a term that stands freq times in a document.
func (x *Index) saturate(freq float64, doc int) float64 {
	return freq / (freq + float64(x.norms[doc]))
}

// count reads the postings of what q asks for, the rarest first.
func (x *Index) count(ctx context.Context, q *question, t *tally) error {
	order := make([]int, len(q.slots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.slots[a].df, q.slots[b].df) })
	for _, i := range order {
		s, bit := q.slots[i], uint64(1)<<i
		if s.df == 0 {
			continue
		}
		if len(q.slots) > longSlots && t.read > budget {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		t.read += s.df
		err := x.postings(s.field, s.text, func(doc int, freq uint64) {
			t.add(doc, s.idf*x.saturate(float64(max(freq, 1)), doc), bit)
		})
		if err != nil {
			return err
		}
		short := fieldShort
		if s.field == fieldChar {
			short = fieldShortChar
		}
		if err := x.postings(short, s.text, func(doc int, _ uint64) { t.add(doc, shortBonus*s.idf, 0) }); err != nil {
			return err
		}
	}
	for _, p := range q.pairs {
		if p.df == 0 || p.weight < seamWeight || slices.ContainsFunc(q.slots, func(s slot) bool { return s.text == p.text }) {
			continue
		}
		if len(q.slots) > longSlots && t.read > budget {
			break
		}
		t.read += p.df
		err := x.postings(fieldOf(p.text), p.text, func(doc int, freq uint64) {
			if t.slots[doc] != 0 {
				t.add(doc, p.weight*p.idf*x.saturate(float64(max(freq, 1)), doc), 0)
			}
		})
		if err != nil {
			return err
		}
	}
	return x.countAlternatives(ctx, q, t)
}

// countAlternatives gives documents that lack what is asked for credit for
// what stands for it.
func (x *Index) countAlternatives(ctx context.Context, q *question, t *tally) error {
	order := make([]int, len(q.alts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.alts[b].weight, q.alts[a].weight) })
	for _, i := range order {
		a := q.alts[i]
		if a.slots == 0 || len(q.slots) > longSlots && t.read > budget {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		docs, err := x.having(a.text)
		if err != nil {
			return err
		}
		t.read += len(docs)
		if len(a.runes) > 2 {
			docs = slices.DeleteFunc(docs, func(d int32) bool { return !x.contains(d, a.runes) })
		}
		for _, doc := range docs {
			credit := 0.0
			for j, s := range q.slots {
				if bit := uint64(1) << j; a.slots&bit != 0 && t.slots[doc]&bit == 0 {
					credit += s.idf * a.weight
				}
			}
			if credit > 0 {
				t.add(int(doc), credit*x.saturate(1, int(doc)), a.slots)
			}
		}
	}
	return nil
}

// having returns the documents that have all pairs of a wording.
func (x *Index) having(text string) ([]int32, error) {
	var out []int32
	for i, g := range hanzi.Bigrams(text) {
		var docs []int32
		err := x.postings(fieldOf(g.Term), g.Term, func(doc int, _ uint64) {
			docs = append(docs, int32(doc)) //nolint:gosec // numbers of documents
		})
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out = docs
			continue
		}
		out = slices.DeleteFunc(out, func(d int32) bool {
			_, found := slices.BinarySearch(docs, d)
			return !found
		})
	}
	return out, nil
}

// shares are how much of a question a document must have, strictest first, by
// the weight of its parts: all of a few words; of more, what the ranking needs
// to choose from. On lecoqa_answer, beginning with all of 4 to 12 parts kept the
// right passage from being ranked for 4.6 % of the questions.
func (q *question) shares() []float64 {
	switch {
	case len(q.slots) <= fewSlots && len(q.text) <= fewRunes:
		return []float64{1, 0.65, someOf, 0}
	case len(q.slots) <= shortSlots:
		return []float64{0.3, 0}
	}
	return []float64{0}
}

// someOf is the share with which a document still answers; less is taken only
// where nothing else is found.
const someOf = 0.25

// strict counts the documents that have all that q asks for.
func (q *question) strict(t *tally) int {
	n := 0
	full := uint64(1)<<len(q.slots) - 1
	for _, d := range t.touched {
		if t.slots[d] == full {
			n++
		}
	}
	return n
}

// matching returns the documents that have enough of q, as many as the
// strictest share finds that finds enough of them.
func (q *question) matching(t *tally) []int32 {
	var known uint64
	for _, d := range t.touched {
		known |= t.slots[d]
	}
	asked := q.weigh(known)
	has := make([]float32, len(t.touched))
	for k, d := range t.touched {
		has[k] = q.weigh(t.slots[d])
	}
	var out []int32
	for _, share := range q.shares() {
		out = out[:0]
		least := max(float32(share)*asked-1e-3, 1e-6)
		for k, d := range t.touched {
			if has[k] >= least {
				out = append(out, d)
			}
		}
		if len(out) >= enough || len(out) > 0 && share <= someOf {
			break
		}
	}
	return out
}

// weigh returns what the given slots weigh together.
func (q *question) weigh(slots uint64) float32 {
	sum := 0.0
	for ; slots != 0; slots &= slots - 1 {
		sum += q.slots[bits.TrailingZeros64(slots)].idf
	}
	return float32(sum)
}

// contains reports whether a document has the wording in one piece, as far as
// that is known without reading it.
func (x *Index) contains(doc int32, wording []rune) bool {
	f := x.docs[doc].folded
	if f == nil || !hanzi.IsHan(wording[0]) {
		return true
	}
	return slices.ContainsFunc(f.parts, func(p foldedPart) bool {
		for i := range p.text {
			if p.text[i] == wording[0] && hasPrefix(p.text[i:], wording) {
				return true
			}
		}
		return false
	})
}

// nth returns the nth highest score of the documents, or a little less, so that
// few more than n have it or a higher one.
func (t *tally) nth(docs []int32, n int) float32 {
	if len(docs) <= n {
		return 0
	}
	const steps = 1024
	most := float32(0)
	for _, d := range docs {
		most = max(most, t.score[d])
	}
	var count [steps + 1]int32
	scale := steps / most
	for _, d := range docs {
		count[int(t.score[d]*scale)]++
	}
	step := steps
	for sum := 0; step > 0; step-- {
		if sum += int(count[step]); sum >= n {
			break
		}
	}
	return float32(step) / scale
}
