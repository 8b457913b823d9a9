package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestStructure checks on every page what those rely on who do not see it:
// language, landmarks, one first heading, headings without gaps, labels, names
// of buttons, IDs that are unique and links that go somewhere.
func TestStructure(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, r := range routes(t, s) {
		if r.mediaType != typeHTML || r.status == http.StatusMovedPermanently || strings.Contains(r.target, "part=") {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			p := parsePage(t, s.ask(t, r.method, r.target).body)
			if got := p.one("html").attr("lang"); got != "zh-CN" {
				t.Errorf("language: got %q, want zh-CN", got)
			}
			for _, landmark := range []string{"header.bar", "main", "nav[aria-label=主导航]", "form[role=search]", "title", "[role=status][data-live]"} {
				p.one(landmark)
			}
			p.none("[data-parts] [role=status]") // one that is replaced says nothing
			if got, want := p.one("a.skip").attr("href"), "#"+p.one("main").attr("id"); got != want {
				t.Errorf("skip link: got %q, want %q", got, want)
			}
			checkHeadings(t, p)
			checkNames(t, p)
			checkIDs(t, p)
		})
	}
}

// checkHeadings checks that there is one first-level heading and that no level
// is left out from one heading to the next.
func checkHeadings(t *testing.T, p page) {
	t.Helper()
	if got := len(p.all("h1")); got != 1 {
		t.Errorf("got %d h1, want 1", got)
	}
	last, begun := 0, false
	for n := range p.node.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' {
			continue
		}
		level, err := strconv.Atoi(n.Data[1:])
		if err != nil {
			continue
		}
		if begun && level > last+1 {
			t.Errorf("h%d %q follows h%d", level, page{t, n}.text(), last)
		}
		last, begun = level, true
	}
}

// checkNames checks that every field has a label, every button, link and list
// of links a name.
func checkNames(t *testing.T, p page) {
	t.Helper()
	labelled := map[string]bool{}
	for _, l := range p.all("label") {
		labelled[l.attr("for")] = l.text() != ""
	}
	for _, in := range p.all("input") {
		if in.attr("type") != "hidden" && !labelled[in.attr("id")] {
			t.Errorf("input %q has no label", in.attr("name"))
		}
	}
	for _, tag := range []string{"button", "a", "summary"} {
		for _, e := range p.all(tag) {
			if e.text() == "" && e.attr("aria-label") == "" {
				t.Errorf("<%s href=%q> has no name", tag, e.attr("href"))
			}
		}
	}
	for _, tag := range []string{"nav", "section.hits", "section.card", "section.steps"} {
		for _, e := range p.all(tag) {
			if e.attr("aria-label") == "" {
				t.Errorf("%s has no name", tag)
			}
		}
	}
	for _, svg := range p.all("svg") {
		if svg.attr("aria-hidden") != "true" {
			t.Error("picture is neither named nor hidden")
		}
	}
	for _, th := range p.all("table.measures th") {
		if th.attr("scope") != "col" {
			t.Errorf("table heading %q has scope %q, want col", th.text(), th.attr("scope"))
		}
	}
}

// checkIDs checks that no ID is used twice and that links inside the page and
// references by ID arrive.
func checkIDs(t *testing.T, p page) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range p.all("[id]") {
		if ids[e.attr("id")] {
			t.Errorf("ID %q is used twice", e.attr("id"))
		}
		ids[e.attr("id")] = true
	}
	for _, e := range p.all("[aria-labelledby]") {
		if id := e.attr("aria-labelledby"); !ids[id] {
			t.Errorf("label %q is nowhere", id)
		}
	}
	for _, a := range p.all("a") {
		if href := a.attr("href"); href == "" || href[0] == '#' && !ids[href[1:]] {
			t.Errorf("link %q to %q leads nowhere", a.text(), href)
		}
	}
}

// TestOwnIDsCannotCollide checks that the IDs of the page itself are none that a
// heading of a document can have: those are in lower case.
func TestOwnIDsCannotCollide(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, target := range []string{"/", "/?q=电", "/?q=电&part=typed", "/classes", "/scripts", "/nothing"} {
		p := parsePage(t, s.ask(t, "GET", target).body)
		for _, e := range p.all("[id]") {
			inDocument := false
			for n := e.node; n != nil; n = n.Parent {
				inDocument = inDocument || n.Data == "article"
			}
			if id := e.attr("id"); !inDocument && (id[0] < 'A' || id[0] > 'Z') {
				t.Errorf("%s: ID %q does not begin with a capital letter", target, id)
			}
		}
	}
}

// TestLinksArrive follows every link of every page, to the place in the page
// where it names one.
func TestLinksArrive(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	seen := map[string]bool{}
	for _, r := range routes(t, s) {
		if r.mediaType != typeHTML || r.status != 200 {
			continue
		}
		for _, a := range parsePage(t, s.ask(t, r.method, r.target).body).all("a") {
			href := a.attr("href")
			if seen[href] || href[0] == '#' {
				continue
			}
			seen[href] = true
			u, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s links to %q: %v", r.target, href, err)
				continue
			}
			got := s.ask(t, "GET", u.RequestURI())
			if got.StatusCode != http.StatusOK {
				t.Errorf("%s links to %s: got status %d, want 200", r.target, href, got.StatusCode)
			} else if u.Fragment != "" && len(parsePage(t, got.body).all("#"+u.Fragment)) != 1 {
				t.Errorf("%s links to %s, which has no such place", r.target, href)
			}
		}
	}
}
