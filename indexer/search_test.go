package indexer_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"anku/indexer/hanzi"
	"anku/kb"
)

// testContext is for what is shared between tests; a test's own context ends
// with it.
var testContext = context.Background()

// ids returns the IDs of hits in order.
func ids(res kb.Results) []kb.ID {
	var out []kb.ID
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return out
}

func TestSearchFindsTheScript(t *testing.T) {
	x := openEmbedded(t)
	tests := []struct {
		query string
		kind  kb.Kind
		class kb.ID
	}{
		{"交了钱怎么还没来电", kb.KindScript, "biz-restore-delay"},
		{"客户要见领导", kb.KindScript, "svc-escalation"},
		{"系统坏了办不了业务", kb.KindScript, "svc-system-down"},
		{"报修了人还没到", kb.KindScript, "out-repair-late"},
		{"家里跳闸了", kb.KindScript, "out-customer-side"},
		{"这个月电费突然涨了好多", kb.KindScript, "biz-bill-spike"},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			res, err := x.Search(t.Context(), kb.Query{Text: tt.query})
			if err != nil {
				t.Fatal(err)
			}
			// the words to say are in sight at once: first, or beside the rule
			at := slices.IndexFunc(res.Hits[:min(2, len(res.Hits))], func(h kb.Hit) bool {
				return h.Kind == tt.kind && h.Class == tt.class
			})
			if at < 0 {
				t.Fatalf("first hits are %v, want a %s of %s among the first two", ids(res), tt.kind, tt.class)
			}
			h := res.Hits[at]
			if len(h.Lines) == 0 {
				t.Error("the hit has no lines to say")
			}
			if len(h.Reasons) == 0 || h.Reasons[0].How != kb.HowWord || h.Reasons[0].Matched == "" {
				t.Errorf("reasons = %+v, want a word", h.Reasons)
			}
		})
	}
}

func TestSearchFolds(t *testing.T) {
	x := openEmbedded(t)
	for _, pair := range [][2]string{
		{"交了钱怎么还没来电", "交了錢怎麼還沒來電"},
		{"投诉几天答复", "投訴幾天答覆"},
		{"95598", "９５５９８"},
		{"220V", "２２０ｖ"},
	} {
		t.Run(pair[1], func(t *testing.T) {
			want, err := x.Search(t.Context(), kb.Query{Text: pair[0]})
			if err != nil {
				t.Fatal(err)
			}
			got, err := x.Search(t.Context(), kb.Query{Text: pair[1]})
			if err != nil {
				t.Fatal(err)
			}
			if len(want.Hits) == 0 || !slices.Equal(ids(got), ids(want)) {
				t.Errorf("hits of %q are %v, of %q %v", pair[1], ids(got), pair[0], ids(want))
			}
		})
	}
}

func TestSearchLoosens(t *testing.T) {
	x := build(t, load(t, map[string]string{
		"classes/pay.md":    class("交费"),
		"scripts/cash.md":   script("现金照收", "pay", "付现金行不行", "现金我们收。"),
		"scripts/meter.md":  script("电表校验", "pay", "表走得快", "我给您登记验表。"),
		"scripts/outage.md": script("停电告知", "pay", "停电怎么不通知", "我查一下计划。"),
	}))
	tests := []struct {
		name, query string
		first       kb.ID
		total       int
	}{
		{"all terms", "现金照收", "cash", 1},
		{"one of two words", "现金验票机", "cash", 1},
		{"a sentence with one known word", "我想问一下你们这个电表到底准不准啊", "meter", 1},
		{"one character inside a word", "验", "meter", 1},
		{"a lone character beside a word", "3 金", "cash", 1},
		{"only common words", "怎么", "outage", 2},
		{"unknown", "完全无关", "", 0},
		{"punctuation", "？！……", "", 0},
		{"empty", "", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := x.Search(t.Context(), kb.Query{Text: tt.query})
			if err != nil {
				t.Fatal(err)
			}
			var first kb.ID
			if len(res.Hits) > 0 {
				first = res.Hits[0].ID
			}
			if first != tt.first || res.Total != tt.total {
				t.Errorf("%q: first %q of %d, want %q of %d", tt.query, first, res.Total, tt.first, tt.total)
			}
		})
	}
}

func TestSearchFilters(t *testing.T) {
	x := openEmbedded(t)
	all, err := x.Search(t.Context(), kb.Query{Text: "停电", Limit: kb.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all.Facets.Kind {
		res, err := x.Search(t.Context(), kb.Query{Text: "停电", Kind: kb.Kind(f.Value), Limit: kb.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != f.Count {
			t.Errorf("kind %s: %d hits, but the facet counts %d", f.Value, res.Total, f.Count)
		}
		for _, h := range res.Hits {
			if string(h.Kind) != f.Value {
				t.Errorf("kind %s: hit %s is a %s", f.Value, h.ID, h.Kind)
			}
		}
	}
	sum := 0
	for _, f := range all.Facets.Category {
		sum += f.Count
	}
	if sum != all.Total {
		t.Errorf("categories count %d documents, want %d", sum, all.Total)
	}
	res, err := x.Search(t.Context(), kb.Query{Text: "停电", Class: "out-notice", Limit: kb.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		if h.Class != "out-notice" && !slices.Contains(h.Also, "out-notice") {
			t.Errorf("class out-notice: hit %s is of %s and %v", h.ID, h.Class, h.Also)
		}
	}
}

func TestSearchPages(t *testing.T) {
	x := openEmbedded(t)
	whole, err := x.Search(t.Context(), kb.Query{Text: "电", Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var paged []kb.ID
	for offset := 0; offset < 100; offset += 7 {
		res, err := x.Search(t.Context(), kb.Query{Text: "电", Limit: 7, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		paged = append(paged, ids(res)...)
	}
	if got, want := paged[:100], ids(whole)[:100]; !slices.Equal(got, want) {
		t.Errorf("pages joined are\n%v, want\n%v", got, want)
	}
	res, err := x.Search(t.Context(), kb.Query{Text: "电", Offset: kb.MaxOffset})
	if err != nil || len(res.Hits) != 0 || res.Total != whole.Total {
		t.Errorf("behind the end: %d hits of %d, %v; want none of %d", len(res.Hits), res.Total, err, whole.Total)
	}
}

func TestSearchTakesTextAsText(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{
		"*", "/.*/", "title:复电", "复电~2", `"复电`, "+复电 -慢", "复电^9", "\\", "(((", "{}", "<script>alert(1)</script>",
		"\x00\x01\x02复电", "\u202e复电", "😀", "a\u0301", "\ufeff", "复\n电\t慢", strings.Repeat("电", 5000),
		strings.Repeat("客户反映停电抢修电费投诉营业厅", 333), strings.Repeat("a ", 2500), strings.Repeat("（", 5000),
	} {
		t.Run(fmt.Sprintf("%.20q", text), func(t *testing.T) {
			res, err := x.Search(t.Context(), kb.Query{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			if res.Hits == nil || res.Corrections == nil || res.Facets.Kind == nil {
				t.Error("a list is nil and would be null in JSON")
			}
		})
	}
}

func TestSearchRefuses(t *testing.T) {
	x := openEmbedded(t)
	for name, q := range map[string]kb.Query{
		"too long":        {Text: strings.Repeat("电", 5001)},
		"very long":       {Text: strings.Repeat("电", 100_000)},
		"not UTF-8":       {Text: "\xff\xfe"},
		"lone surrogate":  {Text: "\xed\xa0\x80"},
		"kind":            {Text: "电", Kind: "nonsense"},
		"category":        {Text: "电", Category: "nonsense"},
		"class":           {Text: "电", Class: "../../etc"},
		"negative limit":  {Text: "电", Limit: -1},
		"large limit":     {Text: "电", Limit: 101},
		"negative offset": {Text: "电", Offset: -1},
		"large offset":    {Text: "电", Offset: 1 << 62},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := x.Search(t.Context(), q)
			if !errors.Is(err, kb.ErrBadQuery) {
				t.Errorf("error %v, want ErrBadQuery", err)
			}
		})
	}
}

func TestSearchStopsWithItsContext(t *testing.T) {
	x := openEmbedded(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(ctx, kb.Query{Text: "停电"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func FuzzSearch(f *testing.F) {
	x := openEmbedded(f)
	for _, s := range []string{"交了钱怎么还没来电", "*", "/.*/", "a:b~2", `"`, "\x00", "電３號樓", "3 号", "🙂‍↔️", "é\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		res, err := x.Search(t.Context(), kb.Query{Text: text, Limit: 3})
		if errors.Is(err, kb.ErrBadQuery) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			for _, snippets := range h.Snippets {
				for _, s := range snippets {
					html := s.HTML()
					if strings.Count(html, "<mark>") != strings.Count(html, "</mark>") ||
						strings.ContainsAny(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(html), "<>") {
						t.Errorf("%q: broken marks in %q", text, html)
					}
				}
			}
		}
		if res.Total > 0 && len(hanzi.Bigrams(text)) == 0 {
			t.Errorf("%q has no words but %d hits", text, res.Total)
		}
	})
}

func TestSearchWithoutActiveDocuments(t *testing.T) {
	x := build(t, load(t, map[string]string{
		"classes/pay.md": strings.Replace(class("交费"), "category:", "status: draft\ncategory:", 1),
	}))
	for _, text := range []string{"交费", "费", "95598"} {
		res, err := x.Search(t.Context(), kb.Query{Text: text})
		if err != nil || res.Total != 0 {
			t.Errorf("%q: %d hits, %v; want none", text, res.Total, err)
		}
	}
}

// TestFacetsAgreeWithFilters holds that narrowing a query finds as many
// documents as the facets say, however far it was loosened.
func TestFacetsAgreeWithFilters(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{"交了钱怎么还没来电", "拒收现金", "营业厅排队", "电", "表转得快", "完全无关的一句话"} {
		all, err := x.Search(t.Context(), kb.Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		counts := map[kb.Kind]int{}
		for _, f := range all.Facets.Kind {
			counts[kb.Kind(f.Value)] = f.Count
		}
		for _, kind := range kb.Kinds() {
			res, err := x.Search(t.Context(), kb.Query{Text: text, Kind: kind})
			if err != nil {
				t.Fatal(err)
			}
			if res.Total != counts[kind] {
				t.Errorf("%q: kind %s finds %d, but the facets count %d", text, kind, res.Total, counts[kind])
			}
		}
	}
}
