package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anku/kb"
	"anku/web"
)

// today is the day on which the tests happen.
var today = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

// loadLibrary loads the library of testdata, which has a document of every kind
// and status.
func loadLibrary(t testing.TB) *kb.Library {
	t.Helper()
	lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: kb.DateOf(today)},
		kb.Layer{Name: "测试", FS: os.DirFS("testdata/library")})
	if err != nil {
		t.Fatal(err)
	}
	if n := lib.Problems().Errors(); n > 0 {
		t.Fatalf("test library has %d errors:\n%s", n, lib.Problems())
	}
	return lib
}

// A source hands out one snapshot and counts who holds it.
type source struct {
	web.Snapshot
	status  web.Status
	holders atomic.Int64
}

// Acquire implements web.Source.
func (s *source) Acquire() (web.Snapshot, func()) {
	s.holders.Add(1)
	return s.Snapshot, func() { s.holders.Add(-1) }
}

// Status implements web.Source.
func (s *source) Status() web.Status { return s.status }

// searcherFunc answers queries as the function says.
type searcherFunc func(ctx context.Context, q kb.Query) (kb.Results, error)

// Search implements web.Searcher.
func (f searcherFunc) Search(ctx context.Context, q kb.Query) (kb.Results, error) { return f(ctx, q) }

// Suggest implements web.Searcher: the titles of what is found, and the asks
// that have matches.
func (f searcherFunc) Suggest(ctx context.Context, text string, limit int) (kb.Suggestions, error) {
	out := kb.Suggestions{Query: text, Suggestions: []kb.Suggestion{}}
	res, err := f(ctx, kb.Query{Text: text, Limit: limit})
	for _, h := range res.Hits {
		add := func(field kb.Field, s kb.Snippet) {
			if len(out.Suggestions) < limit {
				out.Suggestions = append(out.Suggestions, kb.Suggestion{
					Text: s.String(), Snippet: s, Field: field, How: kb.HowWord, ID: h.ID, Kind: h.Kind, URL: h.URL,
				})
			}
		}
		add(kb.FieldTitle, h.TitleSnippet())
		for _, s := range h.Snippets[kb.FieldAsks] {
			add(kb.FieldAsks, s)
		}
	}
	return out, err
}

// textSearch finds the active documents of lib that have the text of a query in
// their title or in one of their asks, in listing order. It stands in for an
// index: web must pass on what it is told, not rank.
func textSearch(lib *kb.Library) searcherFunc {
	return func(_ context.Context, q kb.Query) (kb.Results, error) {
		res := kb.Results{Query: q.Text, TookMS: 1.5, Hits: []kb.Hit{}, Corrections: []string{}, Facets: kb.Facets{
			Kind: []kb.FacetCount{}, Class: []kb.FacetCount{}, Category: []kb.FacetCount{},
		}}
		counts := map[kb.Kind]int{}
		for _, d := range lib.Documents() {
			hit, ok := textHit(lib, d, q.Text)
			if !ok || q.Kind != "" && d.Kind != q.Kind || q.Category != "" && hit.Category != q.Category {
				continue
			}
			counts[d.Kind]++
			if res.Total++; res.Total > q.Offset && len(res.Hits) < q.Limit {
				res.Hits = append(res.Hits, hit)
			}
		}
		for _, kind := range kb.Kinds() {
			if n := counts[kind]; n > 0 {
				res.Facets.Kind = append(res.Facets.Kind, kb.FacetCount{Value: string(kind), Count: n})
			}
		}
		return res, nil
	}
}

// textHit returns d as a hit for text, with the places of text marked.
func textHit(lib *kb.Library, d *kb.Document, text string) (kb.Hit, bool) {
	h := kb.Hit{
		ID: d.ID, Kind: d.Kind, Title: d.Title, Class: d.MainClass(), Also: []kb.ID{}, Category: lib.Category(d),
		Score: 1, Snippets: map[kb.Field][]kb.Snippet{}, Lines: []string{}, URL: d.URL(),
		Reasons: []kb.Reason{{How: kb.HowWord, Query: text, Matched: text}},
	}
	for _, l := range d.Lines() {
		h.Lines = append(h.Lines, l.Text)
	}
	mark := func(field kb.Field, from string) bool {
		before, after, found := strings.Cut(from, text)
		if found && text != "" {
			h.Snippets[field] = append(h.Snippets[field], kb.Snippet{{Text: before}, {Text: text, Mark: true}, {Text: after}})
		}
		return found && text != ""
	}
	ok := mark(kb.FieldTitle, d.Title)
	for _, ask := range d.Asks {
		ok = mark(kb.FieldAsks, ask) || ok
	}
	return h, ok
}

// A site is a server under test.
type site struct {
	http.Handler
	*source
	log *strings.Builder
}

// newSite serves lib with the given searcher; a nil searcher is textSearch.
func newSite(t testing.TB, lib *kb.Library, searcher web.Searcher) *site {
	t.Helper()
	if searcher == nil && lib != nil {
		searcher = textSearch(lib)
	}
	s := &site{log: &strings.Builder{}, source: &source{
		Snapshot: web.Snapshot{Library: lib, Searcher: searcher},
		status:   web.Status{Ready: true, Loaded: today},
	}}
	if lib != nil {
		s.status.Documents, s.status.Problems = len(lib.Documents()), lib.Problems()
	}
	server, err := web.New(web.Config{
		Source: s.source, Log: slog.New(slog.NewTextHandler(s.log, nil)), Version: "anku test",
		Now: func() time.Time { return today },
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = server.Handler()
	return s
}

// An answer is what a site sent.
type answer struct {
	*http.Response
	body string
}

// ask sends one request. It fails the test if the snapshot was not let go of.
func (s *site) ask(t *testing.T, method, target string, header ...string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return s.do(t, r)
}

// do is ask for a request that is ready.
func (s *site) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if n := s.holders.Load(); n != 0 {
		t.Errorf("%s %.80s: snapshot is held by %d after the answer, want 0", r.Method, r.URL, n)
	}
	res := w.Result()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res, string(body)}
}

// get is ask for GET that expects 200.
func (s *site) get(t *testing.T, target string) answer {
	t.Helper()
	a := s.ask(t, http.MethodGet, target)
	if a.StatusCode != http.StatusOK {
		t.Fatalf("GET %.200s: got status %d, want 200\n%.500s", target, a.StatusCode, a.body)
	}
	return a
}

// page is get parsed as HTML.
func (s *site) page(t *testing.T, target string) page {
	t.Helper()
	return parsePage(t, s.get(t, target).body)
}
