package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

const (
	typeHTML = "text/html; charset=utf-8"
	typeJSON = "application/json; charset=utf-8"
)

// A route is a request with the answer it must get.
type route struct {
	name, method, target string
	status               int
	mediaType            string
}

// routes has every route of the package comment, every way to fail and every
// asset.
func routes(t *testing.T, s *site) []route {
	t.Helper()
	long := strings.Repeat("x", 70<<10)
	out := []route{
		{"desk", "GET", "/", 200, typeHTML},
		{"desk with a query", "GET", "/?q=电", 200, typeHTML},
		{"desk with a document", "GET", "/?d=say-restore", 200, typeHTML},
		{"desk fragment", "GET", "/?q=电&part=1", 200, typeHTML},
		{"desk fragment while typing", "GET", "/?q=电&part=typed", 200, typeHTML},
		{"classes", "GET", "/classes", 200, typeHTML},
		{"scripts", "GET", "/scripts", 200, typeHTML},
		{"cases", "GET", "/cases", 200, typeHTML},
		{"standards", "GET", "/standards", 200, typeHTML},
		{"lessons", "GET", "/lessons", 200, typeHTML},
		{"class", "GET", "/classes/biz-restore", 200, typeHTML},
		{"script", "GET", "/scripts/say-restore", 200, typeHTML},
		{"draft", "GET", "/scripts/say-draft", 200, typeHTML},
		{"retired", "GET", "/scripts/say-retired", 200, typeHTML},
		{"case", "GET", "/cases/dark-till-night", 200, typeHTML},
		{"standard", "GET", "/standards/restore-new", 200, typeHTML},
		{"superseded", "GET", "/standards/restore-old", 200, typeHTML},
		{"lesson", "GET", "/lessons/close-the-loop", 200, typeHTML},
		{"wrong kind", "GET", "/cases/say-restore", 301, typeHTML},
		{"api search", "GET", "/api/v1/search?q=电", 200, typeJSON},
		{"api search without query", "GET", "/api/v1/search", 200, typeJSON},
		{"api suggest", "GET", "/api/v1/suggest?q=电", 200, typeJSON},
		{"api suggest without query", "GET", "/api/v1/suggest", 200, typeJSON},
		{"api document", "GET", "/api/v1/documents/say-restore", 200, typeJSON},
		{"api document source", "GET", "/api/v1/documents/say-restore?format=md", 200, "text/markdown; charset=utf-8"},
		{"api classes", "GET", "/api/v1/classes", 200, typeJSON},
		{"healthz", "GET", "/healthz", 200, "text/plain; charset=utf-8"},
		{"readyz", "GET", "/readyz", 200, typeJSON},

		{"no page", "GET", "/nothing", 404, typeHTML},
		{"no slash at the end", "GET", "/scripts/", 404, typeHTML},
		{"no document", "GET", "/scripts/nothing", 404, typeHTML},
		{"no asset", "GET", "/assets/anku.css", 404, typeHTML},
		{"path out of the assets", "GET", "/assets/..%2f..%2fserver.go", 404, typeHTML},
		{"no api route", "GET", "/api/v1/nothing", 404, typeJSON},
		{"no api document", "GET", "/api/v1/documents/nothing", 404, typeJSON},
		{"method", "POST", "/", 405, typeHTML},
		{"method of a document", "DELETE", "/scripts/say-restore", 405, typeHTML},
		{"api method", "POST", "/api/v1/search", 405, typeJSON},
		{"api suggest method", "POST", "/api/v1/suggest", 405, typeJSON},
		{"long address", "GET", "/?q=" + long, 400, typeHTML},
		{"long path", "GET", "/scripts/" + long, 400, typeHTML},
		{"long api address", "GET", "/api/v1/search?q=" + long, 400, typeJSON},
	}
	for _, bad := range []struct{ name, query string }{
		{"kind", "kind=poem"},
		{"category", "category=weather"},
		{"class", "class=Not%20An%20ID"},
		{"limit word", "limit=ten"},
		{"limit zero", "limit=0"},
		{"limit negative", "limit=-1"},
		{"limit too great", "limit=101"},
		{"offset negative", "offset=-1"},
		{"offset too great", "offset=1001"},
		{"offset max int", "offset=9223372036854775807"},
		{"offset beyond int", "offset=9223372036854775808"},
		{"offset fraction", "offset=1.5"},
		{"query too long", "q=" + strings.Repeat("%E7%94%B5", 5001)},
		{"query not UTF-8", "q=%ff%fe"},
		{"lone surrogate", "q=%ED%A0%80"},
		{"broken escape", "q=%zz"},
		{"semicolon", "q=a;b=c"},
	} {
		out = append(out,
			route{"api bad " + bad.name, "GET", "/api/v1/search?" + bad.query, 400, typeJSON},
			route{"desk bad " + bad.name, "GET", "/?" + bad.query, 400, typeHTML})
	}
	for _, bad := range []struct{ name, query string }{
		{"limit word", "q=a&limit=ten"},
		{"limit zero", "q=a&limit=0"},
		{"limit too great", "q=a&limit=21"},
		{"limit beyond int", "q=a&limit=9223372036854775808"},
		{"query too long", "q=" + strings.Repeat("%E7%94%B5", 5001)},
		{"query not UTF-8", "q=%ff%fe"},
		{"broken escape", "q=%zz"},
		{"semicolon", "q=a;b=c"},
	} {
		out = append(out, route{"api suggest bad " + bad.name, "GET", "/api/v1/suggest?" + bad.query, 400, typeJSON})
	}
	out = append(out, route{"api bad format", "GET", "/api/v1/documents/say-restore?format=pdf", 400, typeJSON})
	for name, mediaType := range map[string]string{
		"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
	} {
		out = append(out, route{"asset " + name, "GET", assetURL(t, s, name), 200, mediaType})
	}
	return out
}

// assetURL returns the address under which the pages load the asset with the
// given extension.
func assetURL(t *testing.T, s *site, ext string) string {
	t.Helper()
	url := regexp.MustCompile(`/assets/[a-z]+\.[0-9a-f]{12}\.` + ext).FindString(s.get(t, "/").body)
	if url == "" {
		t.Fatalf("the desk loads no asset *.%s under a hashed name", ext)
	}
	return url
}

func TestRoutes(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, r := range routes(t, s) {
		t.Run(r.name, func(t *testing.T) {
			a := s.ask(t, r.method, r.target)
			if a.StatusCode != r.status {
				t.Errorf("got status %d, want %d", a.StatusCode, r.status)
			}
			if got := a.Header.Get("Content-Type"); got != r.mediaType {
				t.Errorf("got type %q, want %q", got, r.mediaType)
			}
			switch {
			case r.mediaType == typeHTML && r.status != http.StatusMovedPermanently:
				if !strings.HasSuffix(strings.TrimSpace(a.body), "</html>") && !strings.Contains(r.target, "part=") {
					t.Errorf("page ends with %q, want a whole page", a.body[max(0, len(a.body)-80):])
				}
			case r.mediaType == typeJSON:
				indentJSON(t, a.body)
			}
		})
	}
}

func TestHEAD(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, r := range routes(t, s) {
		if r.method != http.MethodGet {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			get, head := s.ask(t, "GET", r.target), s.ask(t, "HEAD", r.target)
			if head.StatusCode != get.StatusCode {
				t.Errorf("got status %d, want %d as for GET", head.StatusCode, get.StatusCode)
			}
			for _, name := range []string{"Content-Type", "Cache-Control", "Location", "ETag"} {
				if got, want := head.Header.Get(name), get.Header.Get(name); got != want {
					t.Errorf("%s: got %q, want %q as for GET", name, got, want)
				}
			}
		})
	}
}

func TestMethodNotAllowedNamesTheAllowed(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		a := s.ask(t, method, "/classes")
		if got, want := a.Header.Get("Allow"), "GET, HEAD"; a.StatusCode != http.StatusMethodNotAllowed || got != want {
			t.Errorf("%s: got status %d, Allow %q; want 405, %q", method, a.StatusCode, got, want)
		}
	}
}

func TestWrongKindLeadsToTheRightAddress(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, tt := range []struct{ from, to string }{
		{"/cases/say-restore", "/scripts/say-restore"},
		{"/scripts/biz-restore", "/classes/biz-restore"},
		{"/classes/dark-till-night", "/cases/dark-till-night"},
		{"/lessons/restore-old", "/standards/restore-old"},
		{"/standards/close-the-loop", "/lessons/close-the-loop"},
	} {
		a := s.ask(t, "GET", tt.from)
		if got := a.Header.Get("Location"); a.StatusCode != http.StatusMovedPermanently || got != tt.to {
			t.Errorf("%s: got status %d, Location %q; want 301, %q", tt.from, a.StatusCode, got, tt.to)
		}
		if got, want := a.Header.Get("Cache-Control"), "no-cache"; got != want {
			t.Errorf("%s: got Cache-Control %q, want %q: a document may move back", tt.from, got, want)
		}
	}
}

// TestAccept checks that an address has one form, whatever a client prefers.
func TestAccept(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, accept := range []string{"", "*/*", "application/json", "text/html", "image/png", "garbage;;q=x"} {
		if got := s.ask(t, "GET", "/classes", "Accept", accept).Header.Get("Content-Type"); got != typeHTML {
			t.Errorf("page with Accept %q: got %q, want %q", accept, got, typeHTML)
		}
		if got := s.ask(t, "GET", "/api/v1/nothing", "Accept", accept).Header.Get("Content-Type"); got != typeJSON {
			t.Errorf("API error with Accept %q: got %q, want %q", accept, got, typeJSON)
		}
	}
}

// TestConditionalRequests checks that pages, which have no validator, are sent
// whole, and assets are not sent twice.
func TestConditionalRequests(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, header := range [][2]string{
		{"If-None-Match", `"x"`}, {"If-Modified-Since", "Mon, 02 Jan 2006 15:04:05 GMT"}, {"Range", "bytes=0-10"},
	} {
		a := s.ask(t, "GET", "/classes", header[0], header[1])
		if a.StatusCode != http.StatusOK || !strings.Contains(a.body, "</html>") {
			t.Errorf("page with %s: got status %d, want the whole page", header[0], a.StatusCode)
		}
	}
	url := assetURL(t, s, "css")
	tag := s.get(t, url).Header.Get("ETag")
	a := s.ask(t, "GET", url, "If-None-Match", tag)
	if a.StatusCode != http.StatusNotModified || a.body != "" {
		t.Errorf("asset with its tag %s: got status %d and %d bytes, want 304 and none", tag, a.StatusCode, len(a.body))
	}
	if a := s.ask(t, "GET", url, "If-None-Match", `"x"`); a.StatusCode != http.StatusOK {
		t.Errorf("asset with another tag: got status %d, want 200", a.StatusCode)
	}
}
