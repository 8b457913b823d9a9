package kb

import (
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// allowedScheme reports whether raw is an absolute URL of a kind that a
// document may link to.
func allowedScheme(raw string) bool {
	u, err := url.Parse(raw)
	return isWebURL(raw) || err == nil && (u.Scheme == "mailto" || u.Scheme == "tel") && u.Opaque != ""
}

// isWebURL reports whether raw is an http or https URL with a host.
func isWebURL(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// refuseLink reports a URL that a document may not link to.
func (f *file) refuseLink(raw string, offset int) {
	f.offset("link-target", offset, "链接地址 “%s” 不能用，只用相对路径、http(s)、mailto 或 tel", clip(raw))
}

// resolveLink checks a Markdown link and turns a relative one into the path of
// the page it leads to. A link that must not be followed loses its
// destination; whether the target exists is checked when all files are known.
func (f *file) resolveLink(n *ast.Link, offset int) {
	raw := literal(n.Destination)
	n.Destination = nil
	u, err := url.Parse(raw)
	switch {
	case raw == "" || raw == "#":
		f.offset("link-target", offset, "链接没有地址，补上地址或者只留文字")
		return
	case err != nil || u.Scheme != "" && !allowedScheme(raw):
		f.refuseLink(raw, offset)
		return
	case u.Scheme != "":
		n.Destination = []byte(raw)
		return
	case u.Host != "" || strings.HasPrefix(raw, "/") || u.RawQuery != "" || u.ForceQuery:
		f.offset("link-target", offset, "链接地址 “%s” 要写成相对路径，例如 ../scripts/名字.md", clip(raw))
		return
	}
	target := f.path
	if u.Path != "" {
		target = path.Join(path.Dir(f.path), u.Path)
	}
	line, col := f.index.at(offset)
	f.links = append(f.links, link{Position{f.name, line, col}, target, u.Fragment})
	kind, id, ok := kindOfPath(target)
	if !ok {
		return // reported as a dead link
	}
	page := ""
	if u.Path != "" {
		page = URLOf(kind, id)
	}
	if u.Fragment != "" {
		page += "#" + u.Fragment
	}
	n.Destination = []byte(page)
}
