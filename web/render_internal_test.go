package web

import (
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"anku/kb"
)

// oneSource hands out one snapshot for ever.
type oneSource struct{ Snapshot }

// Acquire implements Source.
func (s oneSource) Acquire() (Snapshot, func()) { return s.Snapshot, func() {} }

// Status implements Source.
func (s oneSource) Status() Status { return Status{Ready: true} }

// brokenServer returns a server whose templates of the given names fail after
// they have written something.
func brokenServer(t *testing.T, names ...string) *Server {
	t.Helper()
	lib, err := kb.Load(t.Context(), kb.LoadConfig{}, kb.Layer{FS: os.DirFS("testdata/library")})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{Source: oneSource{Snapshot{Library: lib}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		template.Must(s.pages.New(name).Parse(`half a page {{.NoSuchField}} the rest`))
	}
	return s
}

// TestTemplateFailure checks that a template that fails half-way gives an error
// page, and one more failure plain text, never half a page.
func TestTemplateFailure(t *testing.T) {
	for _, tt := range []struct {
		name      string
		broken    []string
		mediaType string
		want      string
	}{
		{"page", []string{"classes"}, htmlType, "<h1>出了点问题</h1>"},
		{"page and error page", []string{"classes", "error"}, "text/plain; charset=utf-8", "出了点问题，已经记下来了。"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			brokenServer(t, tt.broken...).Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/classes", nil))
			body := w.Body.String()
			if w.Code != http.StatusInternalServerError || w.Header().Get("Content-Type") != tt.mediaType {
				t.Errorf("got status %d, type %q; want 500, %q", w.Code, w.Header().Get("Content-Type"), tt.mediaType)
			}
			if !strings.Contains(body, tt.want) {
				t.Errorf("got %q, want it to contain %q", body, tt.want)
			}
			if strings.Contains(body, "half a page") || strings.Contains(body, "NoSuchField") {
				t.Errorf("got %q, want neither half a page nor the cause", body)
			}
		})
	}
}

// TestTemplatesAreAllUsed checks that every template that a page names is there.
func TestTemplatesAreAllUsed(t *testing.T) {
	s := brokenServer(t)
	for _, name := range []string{"desk", "desk-parts", "document-page", "classes", "list", "error"} {
		if s.pages.Lookup(name) == nil {
			t.Errorf("no template %q", name)
		}
	}
}
