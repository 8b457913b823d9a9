package eval

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A Change is a query whose first right hit is at another rank than before.
type Change struct {
	Query         string // its id
	Before, After int    // ranks of the first right hit, 0 where none of the first ten is
}

// Difference returns by how much the reciprocal rank has grown.
func (c Change) Difference() float64 { return reciprocal(c.After) - reciprocal(c.Before) }

func reciprocal(rank int) float64 {
	if rank == 0 {
		return 0
	}
	return 1 / float64(rank)
}

// A Comparison is what changed from one run to another.
type Comparison struct {
	Better, Worse []Change // the biggest first, equal ones in the order of the queries
	Same          int      // queries that did not change
	Missing       int      // queries of which the run before knows nothing
	MRR10, Hit1   Interval
}

// Compare compares two runs of the given queries, whose right documents are in
// qrels. What a run does not answer has no right hit.
func Compare(before, after Run, queries []string, qrels Qrels) Comparison {
	var out Comparison
	old, now := before.ByQuery(), after.ByQuery()
	var beforeRR, afterRR, beforeHit, afterHit []float64
	for _, query := range queries {
		if _, ok := old[query]; !ok {
			out.Missing++
		}
		c := Change{query, firstRight(old[query], qrels[query]), firstRight(now[query], qrels[query])}
		beforeRR, afterRR = append(beforeRR, reciprocal(c.Before)), append(afterRR, reciprocal(c.After))
		beforeHit, afterHit = append(beforeHit, isFirst(c.Before)), append(afterHit, isFirst(c.After))
		switch d := c.Difference(); {
		case d > 0:
			out.Better = append(out.Better, c)
		case d < 0:
			out.Worse = append(out.Worse, c)
		default:
			out.Same++
		}
	}
	for _, changes := range [][]Change{out.Better, out.Worse} {
		slices.SortStableFunc(changes, func(a, b Change) int {
			return cmp.Compare(math.Abs(b.Difference()), math.Abs(a.Difference()))
		})
	}
	out.MRR10 = NewInterval(beforeRR, afterRR)
	out.Hit1 = NewInterval(beforeHit, afterHit)
	return out
}

func isFirst(rank int) float64 {
	if rank == 1 {
		return 1
	}
	return 0
}

// An Interval is the difference of two means over the same queries and how sure
// it is.
type Interval struct {
	Before     float64 `json:"before"`
	After      float64 `json:"after"`
	Difference float64 `json:"difference"`
	Low        float64 `json:"low"`  // 95% lie between Low
	High       float64 `json:"high"` // and High
	P          float64 `json:"p"`    // how often chance alone brings as big a difference
}

// The resamples of a bootstrap and its seed.
const (
	resamples = 10_000
	seedHigh  = 2006
	seedLow   = 1993
)

// NewInterval compares the values of the same queries before and after by a
// paired bootstrap; see the package comment. It is zero for no queries.
func NewInterval(before, after []float64) Interval {
	n := len(before)
	if n == 0 {
		return Interval{}
	}
	differences := make([]float64, n)
	var x Interval
	for i := range n {
		x.Before += before[i] / float64(n)
		x.After += after[i] / float64(n)
		differences[i] = after[i] - before[i]
	}
	x.Difference = mean(differences)
	r := rand.New(rand.NewPCG(seedHigh, seedLow)) //nolint:gosec // statistics, and repeatable
	means := make([]float64, resamples)
	asBig := 0
	for i := range means {
		sum := 0.0
		for range n {
			sum += differences[r.IntN(n)]
		}
		means[i] = sum / float64(n)
		// Sums in another order differ in the last digits.
		if math.Abs(means[i]-x.Difference) >= math.Abs(x.Difference)-1e-12 {
			asBig++
		}
	}
	slices.Sort(means)
	x.Low, x.High = Percentile(means, 0.025), Percentile(means, 0.975)
	x.P = float64(asBig) / resamples
	return x
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
