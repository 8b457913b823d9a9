package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

const htmlType = "text/html; charset=utf-8"

//go:embed templates
var templateFiles embed.FS

// A view is what a page shows and the template that shows it.
type view struct {
	template string
	data     any
	location string // where to go instead, "" to stay
}

// base is what every page needs.
type base struct {
	Title   string // of the page
	Library string // name of the library
	Version string
	Path    string // of the request, to mark the place in the navigation
	Nav     []navLink
}

// A navLink is an entry of the navigation.
type navLink struct {
	Path, Label string
	Here        bool
}

// base returns the base of a page with the given title.
func (s *Server) base(c *gin.Context, title string) base {
	b := base{Title: title, Library: "案库", Version: s.version, Path: c.Request.URL.Path}
	if snap, ok := c.Get(snapshotKey); ok {
		if snap, ok := snap.(Snapshot); ok {
			b.Library = snap.Library.Settings().Name
		}
	}
	b.Nav = []navLink{{Path: "/", Label: "工作台"}, {Path: "/classes", Label: "问题类"}}
	for _, l := range lists {
		b.Nav = append(b.Nav, navLink{Path: l.path, Label: l.kind.Label()})
	}
	for i := range b.Nav {
		b.Nav[i].Here = b.Nav[i].Path == b.Path
	}
	return b
}

// snapshotKey is where [Server.page] keeps the snapshot of a request.
const snapshotKey = "anku.snapshot"

// pageFunc decides what a page shows.
type pageFunc func(c *gin.Context, snap Snapshot) (view, error)

// page adapts f: it hands over one snapshot, renders to a buffer and only then
// writes.
func (s *Server) page(f pageFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		snap, release := s.source.Acquire()
		defer release()
		if snap.Library == nil {
			s.fail(c, errNotReady)
			return
		}
		c.Set(snapshotKey, snap)
		v, err := f(c, snap)
		if err == nil && v.location != "" {
			c.Redirect(http.StatusMovedPermanently, v.location)
			return
		}
		var body []byte
		if err == nil {
			body, err = s.render(v.template, v.data)
		}
		if err != nil {
			s.fail(c, err)
			return
		}
		c.Header("Cache-Control", "no-cache")
		c.Data(http.StatusOK, htmlType, body)
	}
}

// render executes a template completely or fails.
func (s *Server) render(name string, data any) ([]byte, error) {
	var buf bytes.Buffer
	if err := s.pages.ExecuteTemplate(&buf, name, data); err != nil {
		return nil, fmt.Errorf("web: template %s: %w", name, err)
	}
	return buf.Bytes(), nil
}

// parseTemplates parses the embedded templates with their functions.
func (s *Server) parseTemplates() (*template.Template, error) {
	t, err := template.New("").Funcs(template.FuncMap{
		"asset":   s.assets.url,
		"safe":    safeHTML,
		"snippet": func(sn kb.Snippet) template.HTML { return safeHTML(sn.HTML()) },
		"inc":     func(i int) int { return i + 1 },
	}).ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("web: templates: %w", err)
	}
	return t, nil
}

// safeHTML marks HTML that package kb has made: rendered Markdown without raw
// HTML, and snippets with their text escaped. It is the only place where text
// becomes HTML unescaped.
func safeHTML(html string) template.HTML {
	return template.HTML(html) //nolint:gosec // see above
}
