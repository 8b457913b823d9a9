package web_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/kb"
)

func TestAPIGolden(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	s.status.Problems = kb.Problems{{
		Position: kb.Position{File: "scripts/x.md", Line: 4, Col: 1}, Rule: "unknown-key",
		Severity: kb.SeverityError, Message: "不认识的键 “ask”",
	}}
	for _, tt := range []struct{ file, target string }{
		{"search.golden.json", "/api/v1/search?q=" + url.QueryEscape("交了钱怎么还没来电")},
		{"search-nothing.golden.json", "/api/v1/search?q=zzz"},
		{"suggest.golden.json", "/api/v1/suggest?q=" + url.QueryEscape("电") + "&limit=4"},
		{"suggest-nothing.golden.json", "/api/v1/suggest?q=zzz"},
		{"classes.golden.json", "/api/v1/classes"},
		{"document-class.golden.json", "/api/v1/documents/biz-restore"},
		{"document-script.golden.json", "/api/v1/documents/say-restore"},
		{"document-case.golden.json", "/api/v1/documents/dark-till-night"},
		{"document-standard.golden.json", "/api/v1/documents/restore-old"},
		{"document-lesson.golden.json", "/api/v1/documents/close-the-loop"},
		{"readyz.golden.json", "/readyz"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			compareGolden(t, tt.file, indentJSON(t, s.get(t, tt.target).body))
		})
	}
}

func TestAPIDocumentSource(t *testing.T) {
	lib := loadLibrary(t)
	s := newSite(t, lib, nil)
	got := s.get(t, "/api/v1/documents/say-restore?format=md").body
	if diff := cmp.Diff(lib.Document("say-restore").Source, got); diff != "" {
		t.Errorf("source differs from the file (-want +got):\n%s", diff)
	}
}

// TestAPISearchPassesTheQuery checks what the searcher is asked.
func TestAPISearchPassesTheQuery(t *testing.T) {
	for _, tt := range []struct {
		name, parameters string
		want             kb.Query
	}{
		{"nothing", "", kb.Query{Limit: kb.DefaultLimit}},
		{"text as it is", "q=" + url.QueryEscape(` "复电" AND title:/.*/~2 😀`+"\x00\t"), kb.Query{
			Text: ` "复电" AND title:/.*/~2 😀` + "\x00\t", Limit: kb.DefaultLimit,
		}},
		{"everything", "q=a&kind=case&class=biz-restore&category=outage&limit=3&offset=7", kb.Query{
			Text: "a", Kind: kb.KindCase, Class: "biz-restore", Category: "outage", Limit: 3, Offset: 7,
		}},
		{"bounds", "q=a&limit=100&offset=1000", kb.Query{Text: "a", Limit: 100, Offset: 1000}},
		{"empty numbers", "q=a&limit=&offset=", kb.Query{Text: "a", Limit: kb.DefaultLimit}},
		{"first of several", "q=a&q=b&limit=1&limit=2", kb.Query{Text: "a", Limit: 1}},
		{"longest text", "q=" + strings.Repeat("%F0%9F%98%80", kb.MaxQueryRunes), kb.Query{
			Text: strings.Repeat("😀", kb.MaxQueryRunes), Limit: kb.DefaultLimit,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got kb.Query
			s := newSite(t, loadLibrary(t), searcherFunc(func(_ context.Context, q kb.Query) (kb.Results, error) {
				got = q
				return kb.Results{}, nil
			}))
			s.get(t, "/api/v1/search?"+tt.parameters)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("query (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAPISendsMarksAsTheyAre checks that JSON is readable and safe: marks are
// marks, and text that looks like markup is escaped inside the string.
func TestAPISendsMarksAsTheyAre(t *testing.T) {
	s := newSite(t, loadLibrary(t), searcherFunc(func(context.Context, kb.Query) (kb.Results, error) {
		return kb.Results{Hits: []kb.Hit{{ID: "x", Snippets: map[kb.Field][]kb.Snippet{
			kb.FieldBody: {{{Text: "<script>a & b"}, {Text: "复电", Mark: true}}},
		}}}}, nil
	}))
	body := s.get(t, "/api/v1/search?q=x").body
	if want := `"&lt;script&gt;a &amp; b<mark>复电</mark>"`; !strings.Contains(body, want) {
		t.Errorf("got %s, want it to contain %s", body, want)
	}
}

// TestAPIErrors checks that every API error has the one form.
func TestAPIErrors(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	codes := map[int]string{404: "not_found", 405: "method_not_allowed"}
	for _, r := range routes(t, s) {
		if r.status < 400 || r.mediaType != typeJSON {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			code, message := apiError(t, s.ask(t, r.method, r.target))
			if want := codes[r.status]; want != "" && code != want {
				t.Errorf("got code %q, want %q", code, want)
			} else if want == "" && code != "bad_query" && code != "bad_request" && code != "too_long" {
				t.Errorf("got code %q, want bad_query, bad_request or too_long", code)
			}
			if !strings.HasSuffix(message, "。") || strings.Count(message, "。") != 1 {
				t.Errorf("got message %q, want one sentence", message)
			}
		})
	}
}

// apiError returns what an error answer says, and fails the test if it says
// anything else.
func apiError(t *testing.T, a answer) (code, message string) {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		t.Fatalf("error is not JSON: %v\n%.300s", err, a.body)
	}
	code, _ = body["code"].(string)
	message, _ = body["message"].(string)
	if len(body) != 2 || code == "" || message == "" {
		t.Errorf("got error %s, want code and message only", a.body)
	}
	return code, message
}
