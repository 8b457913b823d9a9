package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityHeaders checks that every answer has them, errors and assets too.
func TestSecurityHeaders(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	all := append(routes(t, s), route{name: "not modified", method: "GET", target: assetURL(t, s, "js")})
	for _, r := range all {
		t.Run(r.name, func(t *testing.T) {
			checkSecurityHeaders(t, s.ask(t, r.method, r.target).Header)
		})
	}
}

// checkSecurityHeaders fails the test where h lets a page do more than it must.
func checkSecurityHeaders(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy":        "no-referrer",
		"X-Frame-Options":        "DENY",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	policy := map[string]string{}
	for directive := range strings.SplitSeq(h.Get("Content-Security-Policy"), ";") {
		name, sources, _ := strings.Cut(strings.TrimSpace(directive), " ")
		policy[name] = sources
	}
	for name, want := range map[string]string{
		"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
		"form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
	} {
		if got := policy[name]; got != want {
			t.Errorf("policy %s: got %q, want %q", name, got, want)
		}
	}
	for name, sources := range policy {
		for source := range strings.FieldsSeq(sources) {
			icon := name == "img-src" && source == "data:"
			if source != "'self'" && source != "'none'" && !icon {
				t.Errorf("policy %s allows %s, want nothing but this server", name, source)
			}
		}
	}
}

// TestPagesKeepThePolicy checks that no page has what its policy forbids.
func TestPagesKeepThePolicy(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	inlineHandler := regexp.MustCompile(`^on[a-z]+$`)
	for _, r := range routes(t, s) {
		if r.mediaType != typeHTML {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			p := parsePage(t, s.ask(t, r.method, r.target).body)
			p.none("style")
			for _, script := range p.all("script") {
				if !strings.HasPrefix(script.attr("src"), "/assets/") || script.text() != "" {
					t.Errorf("script %q with text %.40q, want one of /assets and no text", script.attr("src"), script.text())
				}
			}
			for n := range p.node.Descendants() {
				for _, a := range n.Attr {
					if a.Key == "style" || inlineHandler.MatchString(a.Key) {
						t.Errorf("<%s %s=%q>, want no inline style or handler", n.Data, a.Key, a.Val)
					}
				}
			}
		})
	}
}

func TestCacheControl(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, r := range routes(t, s) {
		want := "no-cache" // asked again each time: a reload may have changed it
		switch {
		case strings.HasPrefix(r.name, "asset "):
			want = "public, max-age=31536000, immutable"
		case r.status >= 400, r.name == "readyz":
			want = "no-store"
		case r.name == "healthz":
			want = ""
		}
		if got := s.ask(t, r.method, r.target).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: got Cache-Control %q, want %q", r.name, got, want)
		}
	}
}
