package eval_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
	"anku/kb"
)

func readLabels(name string, r io.Reader) ([]eval.Label, error) {
	return eval.ReadLabels(name, r, known)
}

func readComplaints(name string, r io.Reader) ([]eval.Complaint, error) {
	return eval.ReadComplaints(name, r, known)
}

func TestReadLabels(t *testing.T) {
	const body = "交了 钱\tpay\tscript\tcolloquial\n" +
		"表转得快\tmeter, pay,meter\tstandard\t\n" +
		"交了 钱\tpay\tcase\n" +
		" 交了_钱 \toutage\tclass\tx\n"
	want := []eval.Label{
		{ID: "交了_钱", Query: "交了 钱", Classes: []kb.ID{"pay"}, Intent: kb.KindScript, Note: "colloquial"},
		{ID: "表转得快", Query: "表转得快", Classes: []kb.ID{"meter", "pay"}, Intent: kb.KindStandard},
		{ID: "交了_钱_2", Query: "交了 钱", Classes: []kb.ID{"pay"}, Intent: kb.KindCase},
		{ID: "交了_钱_3", Query: "交了_钱", Classes: []kb.ID{"outage"}, Intent: kb.KindClass, Note: "x"},
	}
	for name, head := range map[string]string{
		"no header": "", "header": "query\tclass_id\tintent\tnote\n", "another header": "\nquery_text\tclass\n", "class first": "class_id\tquery\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readLabels("f", strings.NewReader(head+body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("labels (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadLabelsBad(t *testing.T) {
	const good = "停电\toutage\tscript\tkeyword\n"
	testBad(t, []bad{
		{"empty", "", "f holds no queries, expected query<TAB>class<TAB>intent<TAB>note"},
		{"only a header", "query\tclass_id\tintent\tnote\n", "f holds no queries"},
		{"spaces for tabs", good + "停电 outage script keyword\n", "f:2: 1 columns, expected query, class, intent and note, divided by tabs"},
		{"too many columns", "停电\toutage\tscript\tnote\tmore\n", "f:1: 5 columns"},
		{"unknown class", good + "停电\toutage,pai\tscript\n", `f:2: class "pai" is unknown, expected the id of a class, or several with commas`},
		{"no class", "停电\t\tscript\n", `f:1: class "" is unknown`},
		{"comma at the end", "停电\toutage,\tscript\n", `f:1: class "" is unknown`},
		{"unknown intent", "停电\toutage\tpage\n", `f:1: intent "page" is unknown, expected script, case, standard, class or lesson`},
		{"no query", "\toutage\tscript\n", "f:1: query is empty, expected a question"},
		{"header twice", "query\tclass_id\tintent\tnote\nquery\tclass_id\tintent\tnote\n", `f:2: intent "intent" is unknown`},
	}, readLabels, func(got []eval.Label) bool { return got == nil })
}

func TestReadComplaints(t *testing.T) {
	const body = "pay\t交了钱还是黑的，问“几点来电”。\n" +
		"meter,pay\t表转得快\t2026-01\tx\n"
	want := []eval.Complaint{
		{Classes: []kb.ID{"pay"}, Text: "交了钱还是黑的，问“几点来电”。"},
		{Classes: []kb.ID{"meter", "pay"}, Text: "表转得快"},
	}
	for name, head := range map[string]string{"no header": "", "header": "class_id\ttext\n"} {
		t.Run(name, func(t *testing.T) {
			got, err := readComplaints("f", strings.NewReader(head+body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("complaints (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadComplaintsBad(t *testing.T) {
	testBad(t, []bad{
		{"empty", "", "f holds no complaints, expected class<TAB>text"},
		{"no text", "pay\n", "f:1: text is missing, expected class and text, divided by a tab"},
		{"blank text", "pay\t \n", "f:1: text is missing"},
		{"unknown class", "pay\tx\npai\tx\n", `f:2: class "pai" is unknown`},
	}, readComplaints, func(got []eval.Complaint) bool { return got == nil })
}
