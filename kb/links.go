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
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	default:
		return false
	}
}

// resolveLink checks a Markdown link and turns a relative one into the path of
// the page it leads to. A link that must not be followed loses its
// destination; whether the target exists is checked when all files are known.
func (f *file) resolveLink(n *ast.Link, offset int) {
	raw := string(n.Destination)
	n.Destination = nil
	u, err := url.Parse(raw)
	switch {
	case err != nil || raw == "":
		f.offset("link-target", offset, "链接地址 “%s” 不合法", clip(raw))
		return
	case u.Scheme != "":
		if !allowedScheme(raw) {
			f.offset("link-target", offset, "链接地址 “%s” 不允许；只用相对路径、http(s)、mailto 或 tel", clip(raw))
			return
		}
		n.Destination = []byte(raw)
		return
	case u.Host != "" || strings.HasPrefix(raw, "/") || u.RawQuery != "":
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
