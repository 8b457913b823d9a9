package web_test

import (
	"context"
	"strings"
	"testing"

	"anku/kb"
)

// finding is textSearch with changed results.
func finding(lib *kb.Library, change func(*kb.Results)) searcherFunc {
	return func(ctx context.Context, q kb.Query) (kb.Results, error) {
		res, err := textSearch(lib)(ctx, q)
		change(&res)
		return res, err
	}
}

// TestDeskReasons checks that a hit says how it was found where its words do
// not show it.
func TestDeskReasons(t *testing.T) {
	reason := func(how kb.How, query, matched string) kb.Reason {
		return kb.Reason{How: how, Query: query, Matched: matched}
	}
	for _, tt := range []struct {
		name    string
		reasons []kb.Reason
		want    []string
	}{
		{"none", nil, nil},
		{"the very words", []kb.Reason{reason(kb.HowWord, "复电", "复电")}, nil},
		{"synonym", []kb.Reason{reason(kb.HowSynonym, "没电", "停电")}, []string{"同义：没电→停电"}},
		{"pinyin", []kb.Reason{reason(kb.HowPinyin, "fudian", "复电")}, []string{"拼音：fudian→复电"}},
		{"initials", []kb.Reason{reason(kb.HowInitials, "fd", "复电")}, []string{"首字母：fd→复电"}},
		{"homophone", []kb.Reason{reason(kb.HowHomophone, "抢休", "抢修")}, []string{"同音：抢休→抢修"}},
		{"prefix in letters", []kb.Reason{reason(kb.HowPrefix, "fud", "复电")}, []string{"前缀：fud→复电"}},
		{"prefix in characters", []kb.Reason{reason(kb.HowPrefix, "复", "复电"), reason(kb.HowPrefix, "app", "APP")}, nil},
		{"a step to come", []kb.Reason{reason("magic", "a", "b")}, nil},
		{"words and others", []kb.Reason{reason(kb.HowWord, "多久", "多久"), reason(kb.HowPinyin, "fudian", "复电")}, []string{"拼音：fudian→复电"}},
		{"each once, three at most", []kb.Reason{
			reason(kb.HowSynonym, "a", "1"), reason(kb.HowSynonym, "a", "1"), reason(kb.HowSynonym, "b", "2"),
			reason(kb.HowSynonym, "c", "3"), reason(kb.HowSynonym, "d", "4"),
		}, []string{"同义：a→1", "同义：b→2", "同义：c→3"}},
		{"markup", []kb.Reason{reason(kb.HowSynonym, "<b>", "</p>")}, []string{"同义：<b>→</p>"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lib := loadLibrary(t)
			s := newSite(t, lib, finding(lib, func(res *kb.Results) { res.Hits[0].Reasons = tt.reasons }))
			s.page(t, deskURL("q", "电")).wantTexts(".hit-why", tt.want...)
		})
	}
}

// TestDeskCorrections checks that other wordings are offered above the hits,
// and where nothing is found.
func TestDeskCorrections(t *testing.T) {
	long := strings.Repeat("停电", 40)
	for _, tt := range []struct {
		name        string
		query       []string
		corrections []string
		texts, urls []string
	}{
		{"none", []string{"q", "电"}, nil, nil, nil},
		{"one", []string{"q", "电"}, []string{"复电"}, []string{"复电"}, []string{deskURL("q", "复电")}},
		{
			"three at most, with the filter, from the first hit",
			[]string{"q", "电", "kind", "case", "offset", "12", "d", "say-restore"},
			[]string{"一", "二", "三", "四"},
			[]string{"一", "二", "三"},
			[]string{deskURL("q", "一", "kind", "case"), deskURL("q", "二", "kind", "case"), deskURL("q", "三", "kind", "case")},
		},
		{"nothing found", []string{"q", "抢休"}, []string{"抢修"}, []string{"抢修"}, []string{deskURL("q", "抢修")}},
		{"long", []string{"q", "电"}, []string{long}, []string{strings.Repeat("停电", 20) + "…"}, []string{deskURL("q", long)}},
		{"markup", []string{"q", "电"}, []string{`<b>"x`}, []string{`<b>"x`}, []string{deskURL("q", `<b>"x`)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lib := loadLibrary(t)
			s := newSite(t, lib, finding(lib, func(res *kb.Results) { res.Corrections = tt.corrections }))
			p := s.page(t, deskURL(tt.query...))
			p.wantTexts(".meant a", tt.texts...)
			for i, a := range p.all(".meant a") {
				if got := a.attr("href"); got != tt.urls[i] {
					t.Errorf("link %d: got %q, want %q", i, got, tt.urls[i])
				}
			}
			if len(tt.texts) > 0 {
				p.wantText(".hits .meant", "您是不是要找："+strings.Join(tt.texts, "、"))
			} else {
				p.none(".meant")
			}
		})
	}
}
