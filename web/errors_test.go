package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"anku/kb"
	"anku/web"
)

// TestErrorPages checks that every error outside the API is a page that leads
// on.
func TestErrorPages(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	titles := map[int]string{400: "这个请求看不懂", 404: "没有这个页面", 405: "这个请求看不懂"}
	for _, r := range routes(t, s) {
		if r.status < 400 || r.mediaType != typeHTML {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			p := parsePage(t, s.ask(t, r.method, r.target).body)
			p.wantText("main h1", titles[r.status])
			p.wantText("main .error-code", fmt.Sprint(r.status))
			p.one(`main a[href=/]`)
			p.one(`header a[href=/scripts]`)
			p.wantText(".brand", "测试案例库")
			p.none("main pre")
		})
	}
}

// failures are the ways in which answering fails inside.
var failures = map[string]searcherFunc{
	"error":  func(context.Context, kb.Query) (kb.Results, error) { return kb.Results{}, errors.New("secret /srv/x") },
	"panic":  func(context.Context, kb.Query) (kb.Results, error) { panic("secret /srv/x") },
	"cancel": func(context.Context, kb.Query) (kb.Results, error) { return kb.Results{}, context.Canceled },
}

// TestInternalErrors checks that what went wrong inside is logged under an ID,
// and that only the ID is shown.
func TestInternalErrors(t *testing.T) {
	number := regexp.MustCompile(`编号 ([A-Z2-7]{8})`)
	for name, searcher := range failures {
		for _, target := range []string{"/?q=a", "/?q=a&part=1", "/api/v1/search?q=a"} {
			t.Run(name+" "+target, func(t *testing.T) {
				s := newSite(t, loadLibrary(t), searcher)
				a := s.ask(t, "GET", target)
				if a.StatusCode != http.StatusInternalServerError {
					t.Fatalf("got status %d, want 500", a.StatusCode)
				}
				for _, inside := range []string{"secret", "/srv/x", "goroutine", "context canceled"} {
					if strings.Contains(a.body, inside) {
						t.Errorf("answer shows %q: %s", inside, a.body)
					}
				}
				var message string
				if strings.HasPrefix(target, "/api/") {
					var code string
					if code, message = apiError(t, a); code != "internal" {
						t.Errorf("got code %q, want internal", code)
					}
				} else {
					p := parsePage(t, a.body)
					p.wantText("main h1", "出了点问题")
					message = p.one("main").text()
				}
				id := number.FindStringSubmatch(message)
				if id == nil {
					t.Fatalf("got message %q, want one with a number to tell", message)
				}
				if !strings.Contains(s.log.String(), "id="+id[1]) {
					t.Errorf("log does not have id=%s:\n%s", id[1], s.log)
				}
				if name == "error" && !strings.Contains(s.log.String(), "secret /srv/x") {
					t.Errorf("log does not say what went wrong:\n%s", s.log)
				}
				checkSecurityHeaders(t, a.Header)
			})
		}
	}
}

// TestClientThatLeft checks that a request whose client did not wait is neither
// logged as a failure nor counted as one.
func TestClientThatLeft(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	s := newSite(t, loadLibrary(t), searcherFunc(func(ctx context.Context, _ kb.Query) (kb.Results, error) {
		leave()
		<-ctx.Done()
		return kb.Results{}, fmt.Errorf("searching: %w", ctx.Err())
	}))
	a := s.do(t, httptest.NewRequestWithContext(ctx, "GET", "/api/v1/search?q=a", nil))
	if a.StatusCode != 499 {
		t.Errorf("got status %d, want 499", a.StatusCode)
	}
	if strings.Contains(s.log.String(), "level=ERROR") {
		t.Errorf("log has an error:\n%s", s.log)
	}
}

// TestAbortGoesOn checks that the panic by which a handler asks the server to
// drop a connection reaches the server.
func TestAbortGoesOn(t *testing.T) {
	s := newSite(t, loadLibrary(t), searcherFunc(func(context.Context, kb.Query) (kb.Results, error) {
		panic(http.ErrAbortHandler)
	}))
	defer func() {
		if got := recover(); got != http.ErrAbortHandler { //nolint:errorlint // a panic value
			t.Errorf("got panic %v, want http.ErrAbortHandler", got)
		}
	}()
	s.ask(t, "GET", "/?q=a")
}

// TestQueriesAreNotLogged checks that what a customer said stays out of the
// log, even when answering fails.
func TestQueriesAreNotLogged(t *testing.T) {
	for name, searcher := range map[string]web.Searcher{"sound": nil, "failing": failures["error"], "panicking": failures["panic"]} {
		s := newSite(t, loadLibrary(t), searcher)
		for _, target := range []string{"/?q=13912345678", "/api/v1/search?q=13912345678"} {
			s.ask(t, "GET", target)
		}
		if s.log.Len() == 0 || strings.Contains(s.log.String(), "13912345678") {
			t.Errorf("%s: log has the query, or nothing at all:\n%s", name, s.log)
		}
	}
}

func TestNotReady(t *testing.T) {
	s := newSite(t, nil, nil)
	s.status = web.Status{}
	for _, target := range []string{"/", "/?q=a", "/classes", "/scripts", "/scripts/say-restore"} {
		a := s.ask(t, "GET", target)
		if a.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: got status %d, want 503", target, a.StatusCode)
		}
		parsePage(t, a.body).wantText("main h1", "请稍等")
		checkSecurityHeaders(t, a.Header)
	}
	for _, target := range []string{"/api/v1/search", "/api/v1/documents/x", "/api/v1/classes"} {
		a := s.ask(t, "GET", target)
		if code, _ := apiError(t, a); a.StatusCode != http.StatusServiceUnavailable || code != "not_ready" {
			t.Errorf("%s: got status %d, code %q; want 503, not_ready", target, a.StatusCode, code)
		}
	}
	if a := s.ask(t, "GET", "/healthz"); a.StatusCode != http.StatusOK || a.body != "ok\n" {
		t.Errorf("healthz: got status %d, body %q; want 200, ok: the process lives", a.StatusCode, a.body)
	}
	if a := s.ask(t, "GET", "/nothing"); a.StatusCode != http.StatusNotFound {
		t.Errorf("unknown page: got status %d, want 404", a.StatusCode)
	}
}
