package web_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A page is an element of a parsed page, or the whole of it. Its checks are by
// selector, so that a text that happens to stand elsewhere does not satisfy
// them.
type page struct {
	t    *testing.T
	node *html.Node
}

// parsePage parses a page or a fragment.
func parsePage(t *testing.T, src string) page {
	t.Helper()
	n, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return page{t, n}
}

// all returns the elements that selector names, in document order: tags,
// .classes, #ids, [attributes] and [attribute=values] with spaces between
// ancestors and descendants.
func (p page) all(selector string) []page {
	p.t.Helper()
	steps := strings.Fields(selector)
	var out []page
	for n := range p.node.Descendants() {
		if n.Type != html.ElementNode || !matches(n, steps[len(steps)-1]) {
			continue
		}
		rest := steps[:len(steps)-1]
		for up := n.Parent; up != nil && len(rest) > 0; up = up.Parent {
			if up.Type == html.ElementNode && matches(up, rest[len(rest)-1]) {
				rest = rest[:len(rest)-1]
			}
		}
		if len(rest) == 0 {
			out = append(out, page{p.t, n})
		}
	}
	return out
}

// matches reports whether n is what one step of a selector names.
func matches(n *html.Node, step string) bool {
	for step != "" {
		end := len(step)
		if i := strings.IndexAny(step[1:], ".#["); i >= 0 {
			end = i + 1
		}
		part := step[:end]
		step = step[end:]
		ok := false
		switch part[0] {
		case '.':
			ok = slices.Contains(strings.Fields(attribute(n, "class")), part[1:])
		case '#':
			ok = attribute(n, "id") == part[1:]
		case '[':
			name, value, valued := strings.Cut(strings.Trim(part, "[]"), "=")
			ok = hasAttribute(n, name) && (!valued || attribute(n, name) == value)
		default:
			ok = n.Data == part
		}
		if !ok {
			return false
		}
	}
	return true
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// one returns the only element that selector names.
func (p page) one(selector string) page {
	p.t.Helper()
	found := p.all(selector)
	if len(found) != 1 {
		p.t.Fatalf("got %d elements %q, want 1", len(found), selector)
	}
	return found[0]
}

// none fails the test if there is an element that selector names.
func (p page) none(selector string) {
	p.t.Helper()
	if found := p.all(selector); len(found) > 0 {
		p.t.Errorf("got %d elements %q, want none; the first is %q", len(found), selector, found[0].text())
	}
}

// attr returns the value of an attribute.
func (p page) attr(name string) string { return attribute(p.node, name) }

// text returns the text inside, with white space made single spaces.
func (p page) text() string {
	var b strings.Builder
	for n := range p.node.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// texts returns the text of each element that selector names.
func (p page) texts(selector string) []string {
	p.t.Helper()
	var out []string
	for _, e := range p.all(selector) {
		out = append(out, e.text())
	}
	return out
}

// wantText fails the test unless the only element that selector names has
// exactly the text want.
func (p page) wantText(selector, want string) {
	p.t.Helper()
	if got := p.one(selector).text(); got != want {
		p.t.Errorf("%s: got %q, want %q", selector, got, want)
	}
}

// wantTexts fails the test unless the elements that selector names have the
// texts want, in order.
func (p page) wantTexts(selector string, want ...string) {
	p.t.Helper()
	if got := p.texts(selector); !slices.Equal(got, want) {
		p.t.Errorf("%s: got %q, want %q", selector, got, want)
	}
}
