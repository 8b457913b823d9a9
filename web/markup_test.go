package web_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
	"anku/web"
)

// markup is what must arrive on a page as text.
const markup = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;`

// markupLibrary has markup wherever an author can write text.
func markupLibrary(t *testing.T) *kb.Library {
	t.Helper()
	quoted := `'` + strings.ReplaceAll(markup, "'", "''") + `'`
	common := "title: " + quoted + "\nowner: " + quoted + "\nreviewed: 2026-06-01\ntags: [" + quoted + "]\nasks: [" + quoted + "]\nsources: [" + quoted + "]\n"
	body := func(headings ...string) string {
		var b strings.Builder
		for _, h := range headings {
			fmt.Fprintf(&b, "\n## %s\n\n- `%s`\n", h, markup)
		}
		return b.String()
	}
	file := func(keys, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\n" + common + keys + "---\n" + body)}
	}
	lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: kb.DateOf(today)}, kb.Layer{Name: markup, FS: fstest.MapFS{
		"library.yaml": {Data: []byte("name: " + quoted + "\n")},
		"classes/one.md": file("category: business\ndepartments: ["+quoted+"]\n",
			body("是什么", "根源", "先做什么", "预防", "与相近类的界限")),
		"scripts/say.md": file("classes: [one]\nstage: opening\nstandards: [rule]\n",
			body("场景", "这样说", "不要说", "要点", "何时升级")),
		"standards/rule.md": file("classes: [one]\ndocument: "+quoted+"\narticle: "+quoted+"\neffective: 2022\nconfidence: verified\n"+
			"limits: [{what: "+quoted+", value: "+quoted+", unit: "+quoted+", where: "+quoted+"}]\n",
			body("规定", "怎么对客户说", "新旧变化")),
		"complaints/one/told.md": file("class: one\nchannel: hall\noccurred: 2026-01\nliability: upheld\nseverity: general\norigin: composite\n"+
			"scripts: [say]\nstandards: [rule]\nmeasures: [{action: "+quoted+", owner: "+quoted+", due: 2026-02-01}]\n"+
			"questions: [{kind: single, stem: "+quoted+", options: ["+quoted+", b], answer: A, explain: "+quoted+"}]\n",
			body("事件经过", "造成影响", "调查核实", "暴露问题", "处理技巧", "整改措施", "举一反三")),
		"lessons/teach.md": file("minutes: 30\naudience: "+quoted+"\ngoals: ["+quoted+"]\nclasses: [one]\ncases: [told]\nscripts: [say]\n",
			body("一")),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(lib.Documents()); got != 5 {
		t.Fatalf("got %d documents, want 5; defects:\n%s", got, lib.Problems())
	}
	return lib
}

// TestMarkupIsText checks that no text of a document, a query or a snippet
// becomes markup.
func TestMarkupIsText(t *testing.T) {
	lib := markupLibrary(t)
	found := searcherFunc(func(_ context.Context, q kb.Query) (kb.Results, error) {
		res := kb.Results{Query: q.Text, Total: len(lib.Documents()), Corrections: []string{markup}}
		for _, d := range lib.Documents() {
			s := []kb.Snippet{{{Text: markup, Mark: true}, {Text: markup}}}
			res.Hits = append(res.Hits, kb.Hit{
				ID: d.ID, Kind: d.Kind, Title: d.Title, Class: d.MainClass(), Lines: []string{markup}, URL: d.URL(),
				Snippets: map[kb.Field][]kb.Snippet{kb.FieldTitle: {{{Text: markup, Mark: true}}}, kb.FieldBody: s},
				Reasons:  []kb.Reason{{How: kb.HowSynonym, Query: markup, Matched: markup}},
			})
			res.Facets.Kind = append(res.Facets.Kind, kb.FacetCount{Value: string(d.Kind), Count: 1})
		}
		return res, nil
	})
	hint := ask(markup + "以后") // not the title of a hit
	hint.Snippet = kb.Snippet{{Text: markup, Mark: true}, {Text: "以后"}}
	typed := suggester{found, func(context.Context, string, int) (kb.Suggestions, error) {
		return kb.Suggestions{Suggestions: []kb.Suggestion{hint}}, nil
	}}
	fragment := newSite(t, lib, typed).page(t, deskURL("q", "x", "part", "typed"))
	fragment.wantTexts(".suggestion mark", strings.Join(strings.Fields(markup), " "))
	fragment.none("script")
	fragment.none("[onerror]")
	nothing := searcherFunc(func(context.Context, kb.Query) (kb.Results, error) { return kb.Results{}, nil })
	for _, tt := range []struct {
		name     string
		searcher web.Searcher
		targets  []string
	}{
		{"hits", found, []string{
			"/", deskURL("q", markup), deskURL("q", markup, "d", "say"), "/classes", "/scripts", "/cases", "/standards", "/lessons",
			"/classes/one", "/scripts/say", "/cases/told", "/standards/rule", "/lessons/teach", "/nothing",
		}},
		{"no hits", nothing, []string{deskURL("q", markup), deskURL("q", markup, "kind", "case")}},
	} {
		s := newSite(t, lib, tt.searcher)
		for _, target := range tt.targets {
			body := s.ask(t, "GET", target).body
			p := parsePage(t, body)
			if scripts := p.all("script"); len(scripts) != 1 {
				t.Errorf("%s %.60s: got %d scripts, want only the one of the page", tt.name, target, len(scripts))
			}
			p.none("img")
			p.none("[onerror]")
			if !strings.Contains(p.one("body").text(), "<script>alert(1)</script>") {
				t.Errorf("%s %.60s: page does not show the markup as text", tt.name, target)
			}
		}
	}
}
