package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
)

func TestReadQrels(t *testing.T) {
	want := eval.Qrels{"q1": {"d1": 1, "d2": 2}, "q2": {"d1": 0}}
	for _, test := range []struct{ name, text string }{
		{"tabs", "q1\td1\t1\nq1\td2\t2\nq2\td1\t0\n"},
		{"spaces", "q1 d1 1\nq1   d2 2\n q2 d1 0\n"},
		{"BEIR's header", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t2\nq2\td1\t0\n"},
		{"another header", "qid docid relevance\nq1 d1 1\nq1 d2 2\nq2 d1 0\n"},
		{"TREC", "q1 0 d1 1\nq1 0 d2 2\nq2 Q0 d1 0\n"},
		{"TREC with a header", "QueryId Iteration DocId Rel\nq1 0 d1 1\nq1 0 d2 2\nq2 0 d1 0\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := eval.ReadQrels("f", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("qrels (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadQrelsBad(t *testing.T) {
	testBad(t, []bad{
		{"empty", "", "f holds no judgements, expected lines such as q1 d1 1"},
		{"only a header", "query-id corpus-id score\n", "f holds no judgements"},
		{"two columns", "q1 d1\n", "f:1: 2 columns, expected query, document and gain, or query, iteration, document and gain"},
		{"five columns", "q1 0 d1 1 x\n", "f:1: 5 columns, expected query, document and gain"},
		{"fewer than before", "q1 0 d1 1\n\nq1 d2 1\n", "f:3: 3 columns, expected 4 as before: query, iteration, document, gain"},
		{"more than before", "q1 d1 1\nq1 0 d2 1\n", "f:2: 4 columns, expected 3 as before: query, document, gain"},
		{"no number", "q1 d1 yes\n", `f:1: gain "yes", expected a whole number`},
		{"fraction", "q1 d1 0.5\n", `f:1: gain "0.5", expected a whole number`},
		{"too great", "q1 d1 9999999999\n", `f:1: gain "9999999999", expected a whole number`},
		{"header in the middle", "q1 d1 1\nquery-id corpus-id score\n", `f:2: gain "score", expected a whole number`},
		{"twice", "q1 d1 1\nq1 d1 0\n", `f:2: query "q1" judges document "d1" twice, expected once`},
	}, eval.ReadQrels, func(got eval.Qrels) bool { return got == nil })
}

// TestQrelsGaps checks that nothing is dropped without a count.
func TestQrelsGaps(t *testing.T) {
	qrels := eval.Qrels{
		"q1":     {"d1": 1, "gone": 1},
		"q2":     {"d1": 0, "junk": -1, "gone": 2}, // the same passage counts once
		"q3":     {"d2": 0},
		"absent": {"d1": 1, "gone too": 1},
	}
	queries := []eval.Query{{ID: "q1"}, {ID: "q2"}, {ID: "q3"}, {ID: "q4"}}
	got := qrels.Gaps(queries, func(id string) bool { return strings.HasPrefix(id, "d") })
	if want := (eval.Gaps{UnknownQueries: 1, UnknownPassages: 2, Unjudged: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for query, want := range map[string]int{"q1": 2, "q2": 1, "q3": 0, "q4": 0} {
		if got := qrels.Right(query); got != want {
			t.Errorf("right passages of %s: got %d, want %d", query, got, want)
		}
	}
}
