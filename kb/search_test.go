package kb_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"anku/kb"
)

func TestQueryValidate(t *testing.T) {
	tests := []struct {
		name  string
		query kb.Query
		want  string // "" means that it is answered
	}{
		{"empty", kb.Query{}, ""},
		{"all", kb.Query{Text: "复电", Kind: kb.KindScript, Class: "a-class", Category: kb.CategoryGrid, Limit: 100, Offset: 1000}, ""},
		{"syntax is text", kb.Query{Text: `title:"x" AND * ~2 /.*/`}, ""},
		{"control characters", kb.Query{Text: "\x00\x1b[31m"}, ""},
		{"longest", kb.Query{Text: strings.Repeat("电", 5000)}, ""},
		{"too long", kb.Query{Text: strings.Repeat("电", 5001)}, "查询太长，请缩短到 5000 字以内"},
		{"100,000 characters", kb.Query{Text: strings.Repeat("😀", 100_000)}, "查询太长，请缩短到 5000 字以内"},
		{"not UTF-8", kb.Query{Text: "电\xff"}, "查询不是合法的 UTF-8 文字"},
		{"kind", kb.Query{Kind: "cases"}, "kind 只能是 script、case、standard、class 或 lesson"},
		{"category", kb.Query{Category: "power"}, "category 只能是 service、business、outage、quality 或 grid"},
		{"class", kb.Query{Class: "../a"}, "class 不是合法的问题类编号"},
		{"limit", kb.Query{Limit: 101}, "limit 要在 1 到 100 之间"},
		{"negative limit", kb.Query{Limit: -1}, "limit 要在 1 到 100 之间"},
		{"offset", kb.Query{Offset: 1001}, "offset 要在 0 到 1000 之间"},
		{"negative offset", kb.Query{Offset: -1}, "offset 要在 0 到 1000 之间"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := tt.query
			err := q.Validate()
			if tt.want != "" {
				if err == nil || err.Error() != tt.want || !errors.Is(err, kb.ErrBadQuery) {
					t.Errorf("got %v, want ErrBadQuery %q", err, tt.want)
				}
				return
			}
			want := tt.query
			if want.Limit == 0 {
				want.Limit = kb.DefaultLimit
			}
			if err != nil || q != want {
				t.Errorf("got %v and %+v, want %+v", err, q, want)
			}
		})
	}
}

var snippets = []struct {
	name string
	in   kb.Snippet
	html string
}{
	{"empty", nil, ""},
	{"plain", kb.Snippet{{Text: "交了钱"}}, "交了钱"},
	{"marked", kb.Snippet{{Text: "交了钱怎么还没"}, {Text: "来电", Mark: true}, {Text: "？"}}, "交了钱怎么还没<mark>来电</mark>？"},
	{"neighbours", kb.Snippet{{Text: "来", Mark: true}, {Text: "电", Mark: true}}, "<mark>来</mark><mark>电</mark>"},
	{"element", kb.Snippet{{Text: "<script>alert(1)</script>"}}, "&lt;script&gt;alert(1)&lt;/script&gt;"},
	{
		"own mark",
		kb.Snippet{{Text: "<mark>"}, {Text: "</mark><b>", Mark: true}, {Text: "</mark>"}},
		"&lt;mark&gt;<mark>&lt;/mark&gt;&lt;b&gt;</mark>&lt;/mark&gt;",
	},
	{
		"entities",
		kb.Snippet{{Text: "&lt;b&gt; &amp; \"x\" 'y'"}, {Text: "&", Mark: true}},
		"&amp;lt;b&amp;gt; &amp;amp; &#34;x&#34; &#39;y&#39;<mark>&amp;</mark>",
	},
	{"JSON", kb.Snippet{{Text: "\\\"\n\u2028"}}, "\\&#34;\n\u2028"},
}

func TestSnippet(t *testing.T) {
	for _, tt := range snippets {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.HTML(); got != tt.html {
				t.Errorf("HTML: got %q, want %q", got, tt.html)
			}
			text := ""
			for _, span := range tt.in {
				text += span.Text
			}
			if got := tt.in.String(); got != text {
				t.Errorf("text: got %q, want %q", got, text)
			}
			data, err := tt.in.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			var asString string
			if err := json.Unmarshal(data, &asString); err != nil || asString != tt.html {
				t.Errorf("JSON: got %s, %v, want the HTML as a string", data, err)
			}
			var back kb.Snippet
			if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, tt.in) {
				t.Errorf("back from JSON: got %+v, %v, want %+v", back, err, tt.in)
			}
		})
	}
}

// TestSnippetInResults goes through an encoder that escapes HTML and one that
// does not.
func TestSnippetInResults(t *testing.T) {
	in := kb.Results{Hits: []kb.Hit{{ID: "a", Snippets: map[kb.Field][]kb.Snippet{kb.FieldBody: {{{Text: "<"}, {Text: "电", Mark: true}}}}}}}
	escaped, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(in); err != nil {
		t.Fatal(err)
	}
	if want := `"body":["&lt;<mark>电</mark>"]`; !strings.Contains(b.String(), want) {
		t.Errorf("got %s, want %s in it", b.String(), want)
	}
	for _, data := range []string{string(escaped), b.String()} {
		var back kb.Results
		if err := json.Unmarshal([]byte(data), &back); err != nil || !reflect.DeepEqual(back, in) {
			t.Errorf("got %+v, %v, want %+v", back, err, in)
		}
	}
	var s kb.Snippet
	if err := json.Unmarshal([]byte(`["x"]`), &s); err == nil {
		t.Error("a list as a snippet: got no error")
	}
}
