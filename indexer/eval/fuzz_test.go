package eval_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"

	"anku/indexer/eval"
)

// checkError checks that an error of a reader names its file, and a line that
// the text has.
func checkError(t *testing.T, text string, err error) {
	t.Helper()
	if !strings.HasPrefix(err.Error(), "f:") && !strings.HasPrefix(err.Error(), "f holds") {
		t.Errorf("error: got %q, want it to begin with the name of the file", err)
	}
	var at *eval.LineError
	if zipped := strings.HasPrefix(text, "\x1f\x8b"); errors.As(err, &at) && !zipped && (at.Line < 1 || at.Line > strings.Count(text, "\n")+1) {
		t.Errorf("error: got line %d, want one of %q", at.Line, text)
	}
}

// checkID checks that an id can stand in a run file.
func checkID(t *testing.T, id string) {
	t.Helper()
	if id == "" || strings.ContainsFunc(id, unicode.IsSpace) {
		t.Errorf("id: got %q, want one without white space", id)
	}
}

// fuzz feeds a reader with texts like seeds; check is told of what it accepts.
func fuzz[T any](f *testing.F, seeds []string, read func(name string, r io.Reader) (T, error), check func(t *testing.T, got T)) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Add(zipped(f, seeds[0]))
	f.Fuzz(func(t *testing.T, text string) {
		got, err := read("f", strings.NewReader(text))
		if err != nil {
			checkError(t, text, err)
			return
		}
		check(t, got)
	})
}

func FuzzReadCorpus(f *testing.F) {
	fuzz(f, []string{
		`{"id":"d1","title":"复电","text":"结清后"}` + "\n" + `{"_id":7,"text":""}`,
		`{"id":1e5}`, `[]`, `{"id":"a b","text":null}`, "\uFEFF\n\xff",
	}, eval.ReadCorpus, func(t *testing.T, got []eval.Passage) {
		seen := map[string]bool{}
		for _, p := range got {
			checkID(t, p.ID)
			if seen[p.ID] {
				t.Errorf("id %q: got it twice", p.ID)
			}
			seen[p.ID] = true
		}
	})
}

func FuzzReadQueries(f *testing.F) {
	fuzz(f, []string{`{"id":"q1","text":"停电"}`, `{"_id":"q1","text":" "}`}, eval.ReadQueries,
		func(t *testing.T, got []eval.Query) {
			for _, q := range got {
				checkID(t, q.ID)
				if strings.TrimSpace(q.Text) == "" {
					t.Errorf("query %q: got no text", q.ID)
				}
			}
		})
}

func FuzzReadQrels(f *testing.F) {
	fuzz(f, []string{"q1 d1 1\nq2\td1\t0", "query-id\tcorpus-id\tscore\nq1 d1 -2", "q1 0 d1 1", "a b rel", "1 2"}, eval.ReadQrels,
		func(t *testing.T, got eval.Qrels) {
			for query, gains := range got {
				checkID(t, query)
				docs := make([]string, 0, len(gains))
				for doc := range gains {
					checkID(t, doc)
					docs = append(docs, doc)
				}
				m := eval.Measure(docs, gains)
				for name, v := range map[string]float64{"hit@1": m.Hit1, "recall@10": m.Recall10, "mrr@10": m.MRR10, "ndcg@10": m.NDCG10} {
					if !(v >= 0 && v <= 1+1e-9) {
						t.Errorf("%s: got %g, want it between 0 and 1", name, v)
					}
				}
			}
		})
}

// FuzzReadRun checks that a run that was read can be written, and is read again
// in the same order.
func FuzzReadRun(f *testing.F) {
	fuzz(f, []string{"q1 Q0 d1 1 9.5 tag\nq1 Q0 d2 2 9.5 tag\nq2 Q0 d1 1 -1 tag", "q Q0 d 1 1e308 t\nq Q0 e 2 1e307 t"}, eval.ReadRun,
		func(t *testing.T, got eval.Run) {
			var b strings.Builder
			if err := eval.WriteRun(&b, got); err != nil {
				if strings.Contains(err.Error(), "holds white space") {
					return // a control character, which is none to strings.Fields
				}
				t.Fatal(err)
			}
			again, err := eval.ReadRun("f", strings.NewReader(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range got {
				if a, b := strings.Join(r.Docs(), " "), strings.Join(again[i].Docs(), " "); again[i].Query != r.Query || a != b {
					t.Errorf("query %q: got %q again, want %q", r.Query, b, a)
				}
			}
		})
}

func FuzzReadLabels(f *testing.F) {
	fuzz(f, []string{"query\tclass_id\tintent\tnote\n停电\toutage,pay\tscript\tkeyword", "a\tpay\tcase", "\t\t"}, readLabels,
		func(t *testing.T, got []eval.Label) {
			seen := map[string]bool{}
			for _, l := range got {
				checkID(t, l.ID)
				if seen[l.ID] || len(l.Classes) == 0 || !l.Intent.Valid() || l.Query == "" {
					t.Errorf("got %+v, want an id of its own, classes, a kind and a query", l)
				}
				seen[l.ID] = true
			}
		})
}

func FuzzReadComplaints(f *testing.F) {
	fuzz(f, []string{"class_id\ttext\npay\t交了钱\tx", "pay\n"}, readComplaints,
		func(t *testing.T, got []eval.Complaint) {
			for _, c := range got {
				if len(c.Classes) == 0 || c.Text == "" {
					t.Errorf("got %+v, want classes and text", c)
				}
			}
		})
}
