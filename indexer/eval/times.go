package eval

import (
	"math"
	"slices"
	"time"
)

// Times sums up how long queries took, one after the other.
type Times struct {
	P50, P99, Max time.Duration
	PerSecond     float64 // queries that one client gets answered
	Slowest       int     // index of the query that took Max
}

// NewTimes sums up the times of single queries; it is zero for none.
func NewTimes(each []time.Duration) Times {
	if len(each) == 0 {
		return Times{}
	}
	var t Times
	var sum time.Duration
	for i, took := range each {
		sum += took
		if took > each[t.Slowest] {
			t.Slowest = i
		}
	}
	sorted := slices.Sorted(slices.Values(each))
	t.P50, t.P99, t.Max = Percentile(sorted, 0.50), Percentile(sorted, 0.99), sorted[len(sorted)-1]
	if sum > 0 {
		t.PerSecond = float64(len(each)) / sum.Seconds()
	}
	return t
}

// Percentile returns the smallest of the sorted values that at least the share
// p of all do not exceed, the nearest rank. There must be a value.
func Percentile[T any](sorted []T, p float64) T {
	// 0.07 × 100 is a little more than 7 in binary.
	rank := int(math.Ceil(p*float64(len(sorted)) - 1e-9))
	return sorted[min(max(rank, 1), len(sorted))-1]
}
