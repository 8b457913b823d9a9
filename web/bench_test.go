package web_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

// benchDocuments is the size of the library that the pages are measured on.
const benchDocuments = 1000

// words are what generated texts are made of.
var words = strings.Fields(`客户 交费 复电 抢修 电表 停电 通知 工单 班长 窗口 热线 承诺 时限 回访 核实 道歉 登记 电压 账单 催费
	送电 现场 报修 登门 换表 计量 派单 超时 解释 安抚`)

// generateLibrary returns a library of n documents in the mix of the embedded
// one: 40 classes, and scripts, cases and standards in turn. The same n gives
// the same library.
func generateLibrary(b *testing.B, n int) *kb.Library {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	text := func(length int) string {
		var out strings.Builder
		for range length {
			out.WriteString(words[rng.IntN(len(words))])
		}
		return out.String()
	}
	body := func(headings ...string) string {
		var out strings.Builder
		for _, h := range headings {
			fmt.Fprintf(&out, "\n## %s\n\n- %s。\n- %s。\n\n%s。\n", h, text(12), text(15), text(60))
		}
		return out.String()
	}
	const classes = 40
	files := fstest.MapFS{}
	for i := range n {
		class := fmt.Sprintf("class-%d", rng.IntN(classes))
		other := rng.IntN(max(n/3-classes, 1))*3 + classes // a script; the standards follow at +2
		common := fmt.Sprintf("---\ntitle: %s\nowner: 班长\nreviewed: 2026-06-01\nasks: [%s, %s]\n", text(4), text(5), text(6))
		var path, keys, content string
		switch {
		case i < classes:
			path, keys = fmt.Sprintf("classes/class-%d.md", i), "category: business\ndepartments: [营业厅]\n"
			content = body("是什么", "根源", "先做什么", "预防", "与相近类的界限")
		case (i-classes)%3 == 0:
			path = fmt.Sprintf("scripts/doc-%d.md", i)
			keys = fmt.Sprintf("classes: [%s]\nstage: explain\nstandards: [doc-%d]\n", class, other+2)
			content = body("场景") + "\n## 这样说\n"
			for range 8 {
				content += "\n- " + text(10) + "。\n"
			}
			content += body("不要说", "要点", "何时升级")
		case (i-classes)%3 == 1:
			path = fmt.Sprintf("complaints/%s/doc-%d.md", class, i)
			keys = fmt.Sprintf("class: %s\nchannel: hall\noccurred: 2026-01\nliability: upheld\nseverity: general\norigin: composite\n"+
				"scripts: [doc-%d]\nstandards: [doc-%d]\nmeasures: [{action: %s, owner: 班长, due: 2026-03-01}]\n", class, other, other+2, text(8))
			content = body("事件经过", "造成影响", "调查核实", "暴露问题", "处理技巧", "整改措施", "举一反三")
		default:
			path = fmt.Sprintf("standards/doc-%d.md", i)
			keys = fmt.Sprintf("classes: [%s]\ndocument: 规范\neffective: 2022\nconfidence: verified\nlimits: [{what: %s, value: 24, unit: 小时}]\n", class, text(3))
			content = body("规定", "怎么对客户说", "新旧变化")
		}
		files[path] = &fstest.MapFile{Data: []byte(common + keys + "---\n" + content)}
	}
	lib, err := kb.Load(b.Context(), kb.LoadConfig{Today: kb.DateOf(today)}, kb.Layer{FS: files})
	if err != nil {
		b.Fatal(err)
	}
	if got := len(lib.Documents()); got != n {
		b.Fatalf("got %d documents, want %d; first defects:\n%.600s", got, n, lib.Problems())
	}
	return lib
}

// BenchmarkPage measures one answer of each kind of page, from request to the
// last byte. The searcher has its answer ready, so the desk is measured without
// the search itself.
func BenchmarkPage(b *testing.B) {
	lib := generateLibrary(b, benchDocuments)
	found, err := textSearch(lib)(b.Context(), kb.Query{Text: "复电", Limit: 12})
	if err != nil || len(found.Hits) == 0 {
		b.Fatalf("got %d hits, error %v; want some", len(found.Hits), err)
	}
	s := newSite(b, lib, searcherFunc(func(context.Context, kb.Query) (kb.Results, error) { return found, nil }))
	first := func(kind kb.Kind) string { return lib.OfKind(kind)[0].URL() }
	for _, bm := range []struct{ page, target string }{
		{"desk", "/?q=复电"},
		{"typed", "/?q=复电&part=typed"},
		{"zero", "/"},
		{"script", first(kb.KindScript)},
		{"case", first(kb.KindCase)},
		{"class", first(kb.KindClass)},
	} {
		b.Run("page="+bm.page, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.log.Reset()
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, bm.target, nil))
				if w.Code != http.StatusOK {
					b.Fatalf("got status %d, want 200", w.Code)
				}
				b.SetBytes(int64(w.Body.Len()))
			}
		})
	}
}
