package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/kb"
)

// A suggester searches as one function says and suggests as another.
type suggester struct {
	searcherFunc
	suggest func(ctx context.Context, text string, limit int) (kb.Suggestions, error)
}

// Suggest implements web.Searcher.
func (s suggester) Suggest(ctx context.Context, text string, limit int) (kb.Suggestions, error) {
	return s.suggest(ctx, text, limit)
}

// suggesting is textSearch with the given suggestions for every text.
func suggesting(lib *kb.Library, list ...kb.Suggestion) suggester {
	return suggester{textSearch(lib), func(_ context.Context, text string, limit int) (kb.Suggestions, error) {
		return kb.Suggestions{Query: text, Suggestions: list[:min(limit, len(list))]}, nil
	}}
}

// ask is a suggestion of a question of a script.
func ask(text string) kb.Suggestion {
	return kb.Suggestion{
		Text: text, Snippet: kb.Snippet{{Text: text}}, Field: kb.FieldAsks,
		ID: "say-restore", Kind: kb.KindScript, URL: "/scripts/say-restore",
	}
}

// TestAPISuggestPassesTheText checks what the searcher is asked.
func TestAPISuggestPassesTheText(t *testing.T) {
	type asked struct {
		Text  string
		Limit int
	}
	for _, tt := range []struct {
		name, parameters string
		want             asked
	}{
		{"nothing", "", asked{"", 8}},
		{"text as it is", "q=" + url.QueryEscape(` "复" AND title:/.*/~2 😀`+"\x00\t"), asked{` "复" AND title:/.*/~2 😀` + "\x00\t", 8}},
		{"bounds", "q=a&limit=20", asked{"a", 20}},
		{"least", "q=a&limit=1", asked{"a", 1}},
		{"empty number", "q=a&limit=", asked{"a", 8}},
		{"what only search knows", "q=a&kind=poem&offset=-1", asked{"a", 8}},
		{"longest text", "q=" + strings.Repeat("%F0%9F%98%80", kb.MaxQueryRunes), asked{strings.Repeat("😀", kb.MaxQueryRunes), 8}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got asked
			s := newSite(t, loadLibrary(t), suggester{suggest: func(_ context.Context, text string, limit int) (kb.Suggestions, error) {
				got = asked{text, limit}
				return kb.Suggestions{}, nil
			}})
			s.get(t, "/api/v1/suggest?"+tt.parameters)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSuggestErrors checks that what a searcher refuses is said, and that what
// goes wrong in it is not.
func TestSuggestErrors(t *testing.T) {
	bad := kb.Query{Text: "\xff"}
	for _, tt := range []struct {
		name   string
		err    error
		status int
		code   string
	}{
		{"refused", bad.Validate(), http.StatusBadRequest, "bad_query"},
		{"failed", errors.New("secret"), http.StatusInternalServerError, "internal"},
	} {
		lib := loadLibrary(t)
		s := newSite(t, lib, suggester{textSearch(lib), func(context.Context, string, int) (kb.Suggestions, error) {
			return kb.Suggestions{}, tt.err
		}})
		a := s.ask(t, "GET", "/api/v1/suggest?q=a")
		code, message := apiError(t, a)
		if a.StatusCode != tt.status || code != tt.code || strings.Contains(message, "secret") {
			t.Errorf("%s: got status %d, code %q, message %q; want %d, %q", tt.name, a.StatusCode, code, message, tt.status, tt.code)
		}
		if got := s.ask(t, "GET", "/?q=a&part=typed").StatusCode; got != tt.status {
			t.Errorf("%s, on the desk: got status %d, want %d", tt.name, got, tt.status)
		}
	}
}

// TestDeskSuggests checks which suggestions come with the hits, and that they
// come only while a query is being typed.
func TestDeskSuggests(t *testing.T) {
	lib := loadLibrary(t)
	title := kb.Suggestion{Text: "欠费交清了，还没来电", Field: kb.FieldTitle, ID: "say-restore", Kind: kb.KindScript}
	var many []kb.Suggestion
	for i := range 20 {
		many = append(many, ask(fmt.Sprintf("电 %d", i)))
	}
	for _, tt := range []struct {
		name, text string
		list       []kb.Suggestion
		want       []string
	}{
		{"none", "电", nil, nil},
		{"as they come", "电", []kb.Suggestion{ask("电费高"), ask("电表转")}, []string{"电费高", "电表转"}},
		{"five at most", "电", many, []string{"电 0", "电 1", "电 2", "电 3", "电 4"}},
		{"not what is typed", " 电，费 ", []kb.Suggestion{ask("电费？"), ask("电费高")}, []string{"电费高"}},
		{"not in other case", "APP", []kb.Suggestion{ask("app"), ask("app 缴费")}, []string{"app 缴费"}},
		{"not twice", "电", []kb.Suggestion{ask("电费高"), ask("电费高？")}, []string{"电费高"}},
		{"no title that is a hit", "电", []kb.Suggestion{title, ask("电费高")}, []string{"电费高"}},
		{"a title that is no hit", "抢修", []kb.Suggestion{title}, []string{title.Text}},
		{"nothing for nothing", " ", []kb.Suggestion{ask("电费高")}, nil},
		{"nothing for a pasted text", strings.Repeat("电", 31), []kb.Suggestion{ask("电费高")}, nil},
		{"something for a long one", strings.Repeat("电", 30), []kb.Suggestion{ask("电费高")}, []string{"电费高"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, lib, suggesting(lib, tt.list...))
			p := s.page(t, deskURL("q", tt.text, "part", "typed"))
			p.wantTexts("template[data-suggested] .suggestion-text", tt.want...)
			for _, target := range []string{deskURL("q", tt.text), deskURL("q", tt.text, "part", "1")} {
				s.page(t, target).none(".suggestion")
			}
		})
	}
}

// TestSuggestionRow checks what a row shows and where it leads.
func TestSuggestionRow(t *testing.T) {
	lib := loadLibrary(t)
	marked := ask("复电 要多久")
	marked.Snippet = kb.Snippet{{Text: "复电", Mark: true}, {Text: " 要多久"}}
	other := ask("复电难")
	other.Snippet, other.Kind, other.ID = kb.Snippet{{Text: "别的", Mark: true}}, kb.KindClass, "biz-restore"
	s := newSite(t, lib, suggesting(lib, marked, other))
	p := s.page(t, deskURL("q", "fud", "kind", "case", "part", "typed"))
	p.wantTexts("template .suggestion mark", "复电") // a snippet of another text is not shown
	p.wantTexts("template .suggestion .kind", "话术", "问题类")
	want := [][2]string{
		{"Suggestion-1", deskURL("q", "复电 要多久", "d", "say-restore")}, // without the filter, which might hide it
		{"Suggestion-2", deskURL("q", "复电难", "d", "biz-restore")},
	}
	for i, row := range p.all("template [role=option]") {
		if got := [2]string{row.attr("id"), row.attr("data-url")}; got != want[i] {
			t.Errorf("row %d: got %q, want %q", i, got, want[i])
		}
		if got := row.attr("aria-selected"); got != "false" {
			t.Errorf("row %d: got aria-selected %q, want false", i, got)
		}
	}
}

// TestSuggestionList checks what stands ready on the desk: an empty list with a
// name, which is not shown. The script alone makes the box control it, because
// without it nothing would.
func TestSuggestionList(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, target := range []string{"/", "/?q=电"} {
		p := s.page(t, target)
		list := p.one("main [role=listbox][hidden]")
		if list.attr("aria-label") == "" || list.attr("id") == "" || list.text() != "" {
			t.Errorf("%s: list has name %q, ID %q and text %q; want a name, an ID and no text",
				target, list.attr("aria-label"), list.attr("id"), list.text())
		}
		p.none("[role=combobox]")
	}
	s.page(t, "/classes").none("[role=listbox]")
}
