package eval_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
)

func TestWriteRun(t *testing.T) {
	var b strings.Builder
	err := eval.WriteRun(&b, eval.Run{
		{Query: "q1", Hits: []eval.Scored{{"d1", 9.5}, {"d2", 9.5}, {"d3", 9.5}, {"d4", 1.25}}},
		{Query: "q2"},
		{Query: "q3", Hits: []eval.Scored{{"文档", 0}, {"d1", 0}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `q1 Q0 d1 1 9.5 anku
q1 Q0 d2 2 9.499999 anku
q1 Q0 d3 3 9.499998 anku
q1 Q0 d4 4 1.25 anku
q3 Q0 文档 1 0 anku
q3 Q0 d1 2 -1e-45 anku
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("run (-want +got):\n%s", diff)
	}
}

// TestWriteRunFalls checks that scores fall in single precision, whatever came.
func TestWriteRunFalls(t *testing.T) {
	for _, test := range []struct {
		name   string
		scores []float64
	}{
		{"equal", []float64{3, 3, 3, 3}},
		{"rising", []float64{1, 2, 3}},
		{"closer than single precision", []float64{1 + 2e-12, 1 + 1e-12, 1}},
		{"negative", []float64{-1, -1, -2}},
		{"infinite", []float64{math.Inf(1), math.Inf(1), 1}},
		{"no numbers", []float64{math.NaN(), 2, math.NaN(), 1}},
		{"too great for single precision", []float64{1e300, 1e299, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var hits []eval.Scored
			for i, score := range test.scores {
				hits = append(hits, eval.Scored{Doc: "d" + strconv.Itoa(i), Score: score})
			}
			var b strings.Builder
			if err := eval.WriteRun(&b, eval.Run{{Query: "q", Hits: hits}}); err != nil {
				t.Fatal(err)
			}
			last := float32(math.Inf(1))
			for line := range strings.Lines(b.String()) {
				score, err := strconv.ParseFloat(strings.Fields(line)[4], 32)
				if err != nil {
					t.Fatal(err)
				}
				if !(float32(score) < last) {
					t.Errorf("%q: got a score of %g after %g, want it to fall", line, score, last)
				}
				last = float32(score)
			}
			back, err := eval.ReadRun("f", strings.NewReader(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			want := eval.Ranking{Hits: hits}.Docs()
			if diff := cmp.Diff(want, back.ByQuery()["q"]); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWriteRunBad(t *testing.T) {
	for _, test := range []struct {
		name string
		run  eval.Run
		want string
	}{
		{"query", eval.Run{{Query: "q 1"}}, `run: query id "q 1" holds white space, expected none`},
		{"document", eval.Run{{Query: "q", Hits: []eval.Scored{{"d 1", 1}}}}, `run: document id "d 1" holds white space, expected none`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			if err := eval.WriteRun(&b, test.run); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error: got %v, want it to begin with %q", err, test.want)
			}
		})
	}
}

// TestReadRun checks that a run is taken by its scores, as trec_eval takes it.
func TestReadRun(t *testing.T) {
	got, err := eval.ReadRun("f", strings.NewReader(`q2 Q0 d1 1 0.5 other
q1	Q0	d1	2	3.0	other
q1 Q0 d2 1 3.0 other
q2 Q0 d2 0 1e3 other
q1 Q0 d3 3 7 other
`))
	if err != nil {
		t.Fatal(err)
	}
	want := eval.Run{
		{Query: "q2", Hits: []eval.Scored{{"d2", 1000}, {"d1", 0.5}}},
		{Query: "q1", Hits: []eval.Scored{{"d3", 7}, {"d2", 3}, {"d1", 3}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run (-want +got):\n%s", diff)
	}
}

func TestReadRunBad(t *testing.T) {
	const good = "q1 Q0 d1 1 9.5 tag\n"
	testBad(t, []bad{
		{"empty", "", "f holds no hits, expected lines such as q1 Q0 d1 1 9.5 tag"},
		{"five columns", good + "q1 Q0 d2 2 9\n", "f:2: 5 columns, expected 6: query, Q0, document, rank, score, tag"},
		{"rank", "q1 Q0 d1 first 9.5 tag", `f:1: rank "first", expected a whole number`},
		{"score", "q1 Q0 d1 1 high tag", `f:1: score "high", expected a number`},
		{"infinite score", "q1 Q0 d1 1 Inf tag", `f:1: score "Inf", expected a number`},
		{"no number", "q1 Q0 d1 1 NaN tag", `f:1: score "NaN", expected a number`},
		{"twice", good + "q2 Q0 d1 1 2 tag\n" + good, `f:3: query "q1" has document "d1" on line 1 already, expected it once`},
	}, eval.ReadRun, func(got eval.Run) bool { return got == nil })
}
