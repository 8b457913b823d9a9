package main

import (
	"testing"

	"anku/kb"
)

// TestPrinterResults lays out two hits of a far page for several terminals.
func TestPrinterResults(t *testing.T) {
	lib := testLibrary(t)
	res := kb.Results{Total: 102, Hits: []kb.Hit{
		{
			ID: "demo-calm", Kind: kb.KindScript, Title: "客户急了先稳住", Class: "demo-restore", URL: "/scripts/demo-calm",
			Lines: []string{"您先说，我听着。", "这事交给我，我来跟。", "查清楚以前，我不挂电话。"},
			Snippets: map[kb.Field][]kb.Snippet{
				kb.FieldTitle: {{{Text: "客户"}, {Text: "急", Mark: true}, {Text: "了先稳住"}}},
				kb.FieldLines: {{{Text: "您先"}, {Text: "说", Mark: true}, {Text: "，我听着。"}}},
			},
		},
		{
			ID: "demo-restore", Kind: kb.KindClass, Title: "交清以后迟迟不来电", Class: "demo-restore", URL: "/classes/demo-restore",
			Snippets: map[kb.Field][]kb.Snippet{kb.FieldBody: {{{Text: "…交清，电却\x1b[2J"}, {Text: "没有", Mark: true}}}},
		},
	}}
	for _, test := range []struct {
		name    string
		columns int
		colours bool
		want    string
	}{
		{"no terminal", 0, false, `99 [话术] 客户急了先稳住
     · 您先说，我听着。
     · 这事交给我，我来跟。
     · 查清楚以前，我不挂电话。
     交清以后迟迟不来电  /scripts/demo-calm
100 [问题类] 交清以后迟迟不来电
     …交清，电却[2J没有
     /classes/demo-restore
共 102 条，显示到第 100 条；--limit 可以多看
`},
		{"narrow", 20, false, `99 [话术] 客户急了先
          稳住
     · 您先说，我听
       着。
     · 这事交给我，
       我来跟。
     · 查清楚以前，
       我不挂电话。
     交清以后迟迟不来电
     /scripts/demo-calm
100 [问题类] 交清以
             后迟迟
             不来电
     …交清，电却[2J
     没有
     /classes/demo-restore
共 102 条，显示到第 100 条；--limit 可以多看
`},
		{"colours", 80, true, "\x1b[2m99 \x1b[0m\x1b[32m[话术]\x1b[0m \x1b[1m客户\x1b[0m\x1b[1;31m急\x1b[0m\x1b[1m了先稳住\x1b[0m\n" +
			"     \x1b[2m·\x1b[0m 您先\x1b[1;31m说\x1b[0m，我听着。\n" +
			"     \x1b[2m·\x1b[0m 这事交给我，我来跟。\n" +
			"     \x1b[2m·\x1b[0m 查清楚以前，我不挂电话。\n" +
			"     \x1b[2m交清以后迟迟不来电\x1b[0m  \x1b[2m/scripts/demo-calm\x1b[0m\n" +
			"\x1b[2m100 \x1b[0m\x1b[36m[问题类]\x1b[0m \x1b[1m交清以后迟迟不来电\x1b[0m\n" +
			"     …交清，电却[2J\x1b[1;31m没有\x1b[0m\n" +
			"     \x1b[2m/classes/demo-restore\x1b[0m\n" +
			"\x1b[2m共 102 条，显示到第 100 条；--limit 可以多看\x1b[0m\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := printer{palette: palette{on: test.colours}, columns: test.columns, lib: lib}
			if got := p.results(kb.Query{Text: "说", Offset: 98, Limit: 2}, res); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
