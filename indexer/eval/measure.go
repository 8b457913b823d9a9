package eval

import (
	"math"
	"slices"
)

// depth is how many hits are judged.
const depth = 10

// Measures says how well rankings answer; see the package comment for the
// formulas.
type Measures struct {
	Hit1     float64 `json:"hit@1"`
	Recall10 float64 `json:"recall@10"`
	MRR10    float64 `json:"mrr@10"`
	NDCG10   float64 `json:"ndcg@10"`
}

// Measure judges the ranking of one query: docs, best first and each once, by
// the gains of documents. It is zero where no document has a gain.
func Measure(docs []string, gains map[string]int) Measures {
	ideal := make([]int, 0, len(gains))
	for _, gain := range gains {
		if gain > 0 {
			ideal = append(ideal, gain)
		}
	}
	if len(ideal) == 0 {
		return Measures{}
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	ideal = ideal[:min(len(ideal), depth)]
	var m Measures
	found, got := 0, make([]int, 0, depth)
	for _, doc := range docs[:min(len(docs), depth)] {
		gain := max(gains[doc], 0)
		if gain > 0 {
			found++
		}
		got = append(got, gain)
	}
	if rank := firstRight(docs, gains); rank > 0 {
		m.MRR10 = 1 / float64(rank)
		if rank == 1 {
			m.Hit1 = 1
		}
	}
	m.Recall10 = float64(found) / float64(len(ideal))
	m.NDCG10 = discounted(got) / discounted(ideal)
	return m
}

// firstRight returns the rank of the first document with a gain, 0 where none
// of the first ten has one.
func firstRight(docs []string, gains map[string]int) int {
	for i, doc := range docs[:min(len(docs), depth)] {
		if gains[doc] > 0 {
			return i + 1
		}
	}
	return 0
}

// discounted returns the discounted cumulated gain.
func discounted(gains []int) float64 {
	sum := 0.0
	for i, gain := range gains {
		sum += float64(gain) / math.Log2(float64(i+2))
	}
	return sum
}

// Mean returns the mean of the measures of single queries, zero for none.
func Mean(all []Measures) Measures {
	var sum Measures
	for _, m := range all {
		sum.Hit1 += m.Hit1
		sum.Recall10 += m.Recall10
		sum.MRR10 += m.MRR10
		sum.NDCG10 += m.NDCG10
	}
	if n := float64(len(all)); n > 0 {
		return Measures{Hit1: sum.Hit1 / n, Recall10: sum.Recall10 / n, MRR10: sum.MRR10 / n, NDCG10: sum.NDCG10 / n}
	}
	return sum
}
