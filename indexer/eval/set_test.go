package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
)

func TestReadCorpus(t *testing.T) {
	got, err := eval.ReadCorpus("f", strings.NewReader(`
{"id": "d2", "title": "复电", "text": "结清后 24 小时内。\n第二行"}
{"_id": "d1", "title": "", "text": "", "metadata": {"url": "…"}}
{"id": 17, "title": null, "text": "没有标题"}
{"_id": "文档-3", "text": "<b>不是标记</b>"}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []eval.Passage{
		{ID: "d2", Title: "复电", Text: "结清后 24 小时内。\n第二行"},
		{ID: "d1"},
		{ID: "17", Text: "没有标题"},
		{ID: "文档-3", Text: "<b>不是标记</b>"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
}

func TestReadCorpusBad(t *testing.T) {
	const good = `{"id":"a","text":"b"}` + "\n"
	testBad(t, []bad{
		{"empty", "", "f holds no passages, expected one JSON object a line"},
		{"only blank", "\n \n", "f holds no passages"},
		{"not JSON", good + "id\ttext\n", "f:2: line is not JSON: "},
		{"two objects", `{"id":"a","text":"b"} {"id":"b","text":"b"}`, "f:1: line is not JSON: "},
		{"cut off", `{"id":"a","text":"b`, "f:1: line is not JSON: "},
		{"array", "\n[1]", `f:2: line is of type array, expected {"id": "…", "text": "…"}`},
		{"null", "null", "f:1: id is missing"},
		{"no id", `{"text":"b"}`, `f:1: id is missing, expected "id" or "_id"`},
		{"empty id", `{"id":"","text":"b"}`, "f:1: id is missing"},
		{"id with a space", `{"id":"a b","text":"b"}`, `f:1: id "a b" holds white space, expected none`},
		{"id with a wide space", `{"id":"a　b","text":"b"}`, "f:1: id \"a\\u3000b\" holds white space"},
		{"id with a line end", `{"id":"a\nb","text":"b"}`, `f:1: id "a\nb" holds white space`},
		{"id is a fraction", `{"id":1.5,"text":"b"}`, "f:1: id is of type number 1.5, expected a string"},
		{"id is a list", `{"_id":["a"],"text":"b"}`, "f:1: _id is of type array, expected a string"},
		{"no text", `{"id":"a","contents":"b"}`, `f:1: text is missing, expected {"id": "…", "text": "…"}`},
		{"text is a list", `{"id":"a","text":["b"]}`, "f:1: text is of type array, expected a string"},
		{"title is a number", `{"id":"a","title":1,"text":"b"}`, "f:1: title is of type number, expected a string"},
		{"twice", good + "\n" + good, `f:3: id "a" stands on line 1 already, expected each once`},
		{"not UTF-8", good + "{\"id\":\"b\",\"text\":\"\xb5\xe7\"}", "f:2: line is not UTF-8"},
	}, eval.ReadCorpus, func(got []eval.Passage) bool { return got == nil })
}

func TestReadQueriesBad(t *testing.T) {
	const good = `{"id":"a","text":"b"}` + "\n"
	testBad(t, []bad{
		{"empty", "", "f holds no queries, expected one JSON object a line"},
		{"blank text", `{"id":"a","text":" "}`, "f:1: text is empty, expected a question"},
		{"twice", good + `{"_id":"a","text":"c"}`, `f:2: id "a" stands on line 1 already`},
		{"not JSON", "a\tb", "f:1: line is not JSON: "},
	}, eval.ReadQueries, func(got []eval.Query) bool { return got == nil })
}
