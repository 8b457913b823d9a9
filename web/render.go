package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

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
	Nav     []navLink
	Boxed   bool // whether the page has a search box of its own
}

// A navLink is an entry of the navigation.
type navLink struct {
	Path, Label string
	Current     string // value of aria-current: page, true (the page lies below) or ""
}

// base returns the base of a page with the given title. lib is nil where there
// is none to serve.
func (s *Server) base(c *gin.Context, lib *kb.Library, title string) base {
	b := base{Title: title, Library: "案库", Version: s.version}
	if lib != nil {
		b.Library = lib.Settings().Name
	}
	b.Nav = []navLink{{Path: "/", Label: "工作台"}, {Path: "/classes", Label: "问题类"}}
	for _, l := range lists {
		b.Nav = append(b.Nav, navLink{Path: l.path, Label: l.kind.Label()})
	}
	for i, l := range b.Nav {
		switch path := c.Request.URL.Path; {
		case path == l.Path:
			b.Nav[i].Current = "page"
		case l.Path != "/" && strings.HasPrefix(path, l.Path+"/"):
			b.Nav[i].Current = "true"
		}
	}
	return b
}

// pageFunc decides what a page shows.
type pageFunc func(c *gin.Context, snap Snapshot) (view, error)

// answer hands f the snapshot that the request is answered from, and turns an
// error into the answer. What f writes it writes last, when nothing can fail.
func (s *Server) answer(c *gin.Context, f func(snap Snapshot) error) {
	snap, release := s.source.Acquire()
	defer release()
	err := error(errNotReady)
	if snap.Library != nil {
		err = f(snap)
	}
	if err != nil {
		s.fail(c, err)
	}
}

// page adapts f: it renders to a buffer and only then writes.
func (s *Server) page(f pageFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func(snap Snapshot) error {
			v, err := f(c, snap)
			if err != nil {
				return err
			}
			if v.location != "" {
				c.Header("Cache-Control", "no-cache")
				c.Redirect(http.StatusMovedPermanently, v.location)
				return nil
			}
			body, err := s.render(v.template, v.data)
			if err != nil {
				return err
			}
			c.Header("Cache-Control", "no-cache")
			c.Data(http.StatusOK, htmlType, body)
			return nil
		})
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
