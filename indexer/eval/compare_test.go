package eval_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
)

func TestCompare(t *testing.T) {
	ranked := func(query string, docs ...string) eval.Ranking {
		r := eval.Ranking{Query: query}
		for i, doc := range docs {
			r.Hits = append(r.Hits, eval.Scored{Doc: doc, Score: float64(-i)})
		}
		return r
	}
	qrels := eval.Qrels{}
	queries := []string{"same", "up", "lost", "down", "far up", "new", "neither"}
	for _, q := range queries {
		qrels[q] = map[string]int{"r": 1}
	}
	before := eval.Run{
		ranked("same", "r"), ranked("up", "x", "r"), ranked("lost", "x", "r"), ranked("down", "r", "x"),
		ranked("far up", "x", "y", "z", "r"), ranked("neither", "x"), ranked("unasked", "r"),
	}
	after := eval.Run{
		ranked("same", "r"), ranked("up", "r", "x"), ranked("lost", hits("r", 11)...), ranked("down", "x", "r"),
		ranked("far up", "x", "r"), ranked("new", "r"), ranked("neither", "y"),
	}
	got := eval.Compare(before, after, queries, qrels)
	want := eval.Comparison{
		Better: []eval.Change{{"new", 0, 1}, {"up", 2, 1}, {"far up", 4, 2}},
		Worse:  []eval.Change{{"lost", 2, 0}, {"down", 1, 2}}, // equally much: in the order of the queries
		Same:   2, Missing: 1,
		MRR10: got.MRR10, Hit1: got.Hit1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comparison (-want +got):\n%s", diff)
	}
	for _, test := range []struct {
		name          string
		of            eval.Interval
		before, after float64
	}{
		{"mrr@10", got.MRR10, (1 + 0.5 + 0.5 + 1 + 0.25) / 7, (1 + 1 + 0.5 + 0.5 + 1) / 7},
		{"hit@1", got.Hit1, 2.0 / 7, 3.0 / 7},
	} {
		if math.Abs(test.of.Before-test.before) > 1e-12 || math.Abs(test.of.After-test.after) > 1e-12 ||
			math.Abs(test.of.Difference-(test.after-test.before)) > 1e-12 {
			t.Errorf("%s: got %+v, want %.6f before and %.6f after", test.name, test.of, test.before, test.after)
		}
		if test.of.Low > test.of.Difference || test.of.High < test.of.Difference {
			t.Errorf("%s: got %+v, want the difference inside the interval", test.name, test.of)
		}
	}
}

func TestNewInterval(t *testing.T) {
	constant := func(n int, v float64) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = v
		}
		return out
	}
	t.Run("none", func(t *testing.T) {
		if got := eval.NewInterval(nil, nil); got != (eval.Interval{}) {
			t.Errorf("got %+v, want zero", got)
		}
	})
	t.Run("the same", func(t *testing.T) {
		got := eval.NewInterval(constant(50, 0.5), constant(50, 0.5))
		if want := (eval.Interval{Before: got.Before, After: got.After, P: 1}); got != want || math.Abs(got.Before-0.5) > 1e-12 {
			t.Errorf("got %+v, want no difference, surely by chance", got)
		}
	})
	t.Run("always a little more", func(t *testing.T) {
		got := eval.NewInterval(constant(50, 0.25), constant(50, 0.5))
		if got.Difference != 0.25 || got.Low != 0.25 || got.High != 0.25 || got.P != 0 {
			t.Errorf("got %+v, want exactly 0.25 more, never by chance", got)
		}
	})
	// For many queries the interval is that of the normal distribution, mean
	// ± 1.96 s/√n, and p is its two-sided tail; the bootstrap of 10,000
	// resamples is within a few hundredths of that.
	t.Run("as the normal distribution", func(t *testing.T) {
		const n = 400
		r := rand.New(rand.NewPCG(3, 4))
		before, after := make([]float64, n), make([]float64, n)
		sum, squares := 0.0, 0.0
		for i := range n {
			before[i] = r.Float64()
			after[i] = before[i] + 0.05 + r.NormFloat64()*0.5
			d := after[i] - before[i]
			sum += d
			squares += d * d
		}
		m := sum / n
		deviation := math.Sqrt(squares/n-m*m) / math.Sqrt(n)
		got := eval.NewInterval(before, after)
		if math.Abs(got.Low-(m-1.96*deviation)) > 0.1*deviation || math.Abs(got.High-(m+1.96*deviation)) > 0.1*deviation {
			t.Errorf("interval: got [%.4f, %.4f], want about [%.4f, %.4f]", got.Low, got.High, m-1.96*deviation, m+1.96*deviation)
		}
		if want := math.Erfc(math.Abs(m) / deviation / math.Sqrt2); math.Abs(got.P-want) > 0.02 {
			t.Errorf("p: got %.4f, want about %.4f", got.P, want)
		}
		if again := eval.NewInterval(before, after); again != got {
			t.Errorf("again: got %+v, want %+v", again, got)
		}
	})
}
