package main

import (
	"strings"
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

// TestPrinterReasons checks that a hit says how it was found where its words do
// not show it.
func TestPrinterReasons(t *testing.T) {
	for _, test := range []struct {
		name    string
		reasons []kb.Reason
		want    string
	}{
		{"the very words", []kb.Reason{{How: kb.HowWord, Query: "复电", Matched: "复电"}}, ""},
		{"prefix in characters", []kb.Reason{{How: kb.HowPrefix, Query: "复", Matched: "复电"}}, ""},
		{"a step to come", []kb.Reason{{How: "magic", Query: "a", Matched: "b"}}, ""},
		{"each once, three at most", []kb.Reason{
			{How: kb.HowSynonym, Query: "没电", Matched: "停电"},
			{How: kb.HowPinyin, Query: "fudian", Matched: "复电"},
			{How: kb.HowPinyin, Query: "fudian", Matched: "复电"},
			{How: kb.HowPrefix, Query: "fud", Matched: "复电"},
			{How: kb.HowInitials, Query: "fd", Matched: "复电"},
		}, "     同义：没电→停电 · 拼音：fudian→复电 · 前缀：fud→复电\n"},
		{"nothing that a terminal obeys", []kb.Reason{{How: kb.HowHomophone, Query: "抢\x1b[2J休", Matched: "抢修"}}, "     同音：抢[2J休→抢修\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := printer{lib: testLibrary(t)}
			res := kb.Results{Total: 1, Hits: []kb.Hit{{ID: "x", Kind: kb.KindCase, Title: "题", URL: "/cases/x", Reasons: test.reasons}}}
			want := " 1 [案例] 题\n" + test.want + "     /cases/x\n"
			if got := p.results(kb.Query{Text: "说"}, res); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// TestPrinterCorrections checks that other wordings are offered first, hits or
// not.
func TestPrinterCorrections(t *testing.T) {
	long := strings.Repeat("停电", 30)
	for _, test := range []struct {
		name        string
		corrections []string
		columns     int
		want        string
	}{
		{"one", []string{"抢修"}, 0, "您是不是要找：“抢修”\n"},
		{"three at most", []string{"一", "二", "三", "四"}, 0, "您是不是要找：“一”、“二”、“三”\n"},
		{"long", []string{long}, 0, "您是不是要找：“" + long[:len("停电")*20] + "…”\n"},
		{"nothing that a terminal obeys", []string{"抢\x1b[2J\n修"}, 0, "您是不是要找：“抢 [2J 修”\n"},
		{"narrow", []string{"抢修", "抢休"}, 24, "您是不是要找：“抢修”、\n“抢休”\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := printer{columns: test.columns, lib: testLibrary(t)}
			got := p.results(kb.Query{Text: "抢休"}, kb.Results{Corrections: test.corrections})
			if want := test.want + "没有找到 “抢休”。换个说法试试，比如事情本身：停电、复电、电费、换表。\n"; got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
