package eval_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"anku/indexer/eval"
)

func TestMeasure(t *testing.T) {
	one := map[string]int{"a": 1}
	log2 := math.Log2
	for _, test := range []struct {
		name  string
		docs  []string
		gains map[string]int
		want  eval.Measures
	}{
		{"first", []string{"a", "b"}, one, eval.Measures{Hit1: 1, Recall10: 1, MRR10: 1, NDCG10: 1}},
		// 1/log2(3) = 0.6309
		{"second", []string{"b", "a"}, one, eval.Measures{Recall10: 1, MRR10: 0.5, NDCG10: 1 / log2(3)}},
		{"tenth", hits("a", 10), one, eval.Measures{Recall10: 1, MRR10: 0.1, NDCG10: 1 / log2(11)}},
		{"eleventh", hits("a", 11), one, eval.Measures{}},
		{"not found", []string{"b", "c"}, one, eval.Measures{}},
		{"nothing found", nil, one, eval.Measures{}},
		{"nothing right", []string{"a"}, map[string]int{"a": 0, "b": -2}, eval.Measures{}},
		{"not judged", []string{"a"}, nil, eval.Measures{}},
		// Two of three right ones, at 2 and 4:
		// DCG = 1/log2(3) + 1/log2(5) = 0.63093 + 0.43068 = 1.06161,
		// ideal = 1 + 1/log2(3) + 1/log2(4) = 2.13093; 1.06161/2.13093 = 0.49819.
		{
			"two of three",
			[]string{"x", "a", "y", "b"},
			map[string]int{"a": 1, "b": 1, "c": 1},
			eval.Measures{Recall10: 2.0 / 3, MRR10: 0.5, NDCG10: 0.498189},
		},
		// A negative gain is no gain, and takes nothing away.
		{"junk first", []string{"junk", "a"}, map[string]int{"a": 1, "junk": -2}, eval.Measures{Recall10: 1, MRR10: 0.5, NDCG10: 1 / log2(3)}},
		// The example of the article on discounted cumulative gain in Wikipedia:
		// gains 3, 2, 3, 0, 1, 2 have DCG 3 + 1.26186 + 1.5 + 0 + 0.38685 + 0.71241
		// = 6.86113. The best ranking of these and of d7 (3) and d8 (2), which were
		// not found, is 3, 3, 3, 2, 2, 2, 1: 3 + 1.89279 + 1.5 + 0.86135 + 0.77371
		// + 0.71241 + 0.33333 = 9.07360, the first six of them 8.740 as there.
		// 6.86113/9.07360 = 0.75616. Five are found of the seven that have a gain.
		{
			"graded",
			[]string{"d1", "d2", "d3", "d4", "d5", "d6"},
			map[string]int{"d1": 3, "d2": 2, "d3": 3, "d4": 0, "d5": 1, "d6": 2, "d7": 3, "d8": 2},
			eval.Measures{Hit1: 1, Recall10: 5.0 / 7, MRR10: 1, NDCG10: 0.756164},
		},
		// Twelve right ones, ten of which can be among the first ten.
		{"more right than places", numbered(10), gainsOf(numbered(12)), eval.Measures{Hit1: 1, Recall10: 1, MRR10: 1, NDCG10: 1}},
		// 3 of min(10, 12).
		{
			"some of more than places",
			[]string{"d0", "d1", "d2"},
			gainsOf(numbered(12)),
			// 1 + 0.63093 + 0.5 = 2.13093 of the sum for ten, 4.54356.
			eval.Measures{Hit1: 1, Recall10: 0.3, MRR10: 1, NDCG10: 0.469000},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := eval.Measure(test.docs, test.gains)
			for _, m := range []struct {
				name      string
				got, want float64
			}{
				{"hit@1", got.Hit1, test.want.Hit1},
				{"recall@10", got.Recall10, test.want.Recall10},
				{"mrr@10", got.MRR10, test.want.MRR10},
				{"ndcg@10", got.NDCG10, test.want.NDCG10},
			} {
				if math.Abs(m.got-m.want) > 5e-6 {
					t.Errorf("%s: got %.6f, want %.6f", m.name, m.got, m.want)
				}
			}
		})
	}
}

// hits returns a ranking that has doc at rank.
func hits(doc string, rank int) []string {
	out := numbered(rank)
	out[rank-1] = doc
	return out
}

// numbered returns n documents.
func numbered(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("d%d", i)
	}
	return out
}

// gainsOf judges all docs right.
func gainsOf(docs []string) map[string]int {
	out := map[string]int{}
	for _, doc := range docs {
		out[doc] = 1
	}
	return out
}

func TestMean(t *testing.T) {
	got := eval.Mean([]eval.Measures{
		{Hit1: 1, Recall10: 1, MRR10: 1, NDCG10: 1},
		{Hit1: 0, Recall10: 0.5, MRR10: 0.25, NDCG10: 0.5},
	})
	if want := (eval.Measures{Hit1: 0.5, Recall10: 0.75, MRR10: 0.625, NDCG10: 0.75}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := eval.Mean(nil); got != (eval.Measures{}) {
		t.Errorf("of none: got %+v, want zero", got)
	}
}

func TestNewTimes(t *testing.T) {
	each := make([]time.Duration, 200)
	for i := range each {
		each[i] = time.Duration((i*77)%200+1) * time.Millisecond // 1 to 200 in some order
	}
	got := eval.NewTimes(each)
	// The nearest ranks are 100 and 198; the sum is 20.1 s.
	want := eval.Times{
		P50: 100 * time.Millisecond, P99: 198 * time.Millisecond, Max: 200 * time.Millisecond,
		PerSecond: 200 / 20.1, Slowest: got.Slowest,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if each[got.Slowest] != got.Max {
		t.Errorf("slowest: got number %d, which took %v, want one that took %v", got.Slowest, each[got.Slowest], got.Max)
	}
	if got := eval.NewTimes(nil); got != (eval.Times{}) {
		t.Errorf("of none: got %+v, want zero", got)
	}
}

func TestPercentile(t *testing.T) {
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = i + 1
	}
	for _, test := range []struct {
		sorted []int
		p      float64
		want   int
	}{
		{[]int{7}, 0.5, 7},
		{[]int{7}, 0.99, 7},
		{[]int{1, 2}, 0.5, 1},
		{[]int{1, 2, 3}, 0.5, 2},
		{[]int{1, 2, 3}, 0, 1},
		{[]int{1, 2, 3}, 1, 3},
		{hundred, 0.07, 7}, // 0.07 × 100 is 7.000000000000001
		{hundred, 0.99, 99},
		{hundred, 0.991, 100},
		{[]int{15, 20, 35, 40, 50}, 0.3, 20}, // the example of Wikipedia's article on percentiles
		{[]int{15, 20, 35, 40, 50}, 0.05, 15},
		{[]int{15, 20, 35, 40, 50}, 0.4, 20},
	} {
		t.Run(fmt.Sprintf("%g of %d", test.p, len(test.sorted)), func(t *testing.T) {
			if got := eval.Percentile(test.sorted, test.p); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}
