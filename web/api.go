package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// apiFunc answers an API request with a value that is sent as JSON, or with
// Markdown.
type apiFunc func(c *gin.Context, snap Snapshot) (any, error)

// markdown is an answer that is sent as it is.
type markdown string

const (
	jsonType     = "application/json; charset=utf-8"
	markdownType = "text/markdown; charset=utf-8"
)

// api adapts f: it marshals to a buffer and only then writes.
func (s *Server) api(f apiFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func(snap Snapshot) error {
			v, err := f(c, snap)
			if err != nil {
				return err
			}
			text, isMarkdown := v.(markdown)
			mediaType, body := markdownType, []byte(text)
			if !isMarkdown {
				mediaType = jsonType
				if body, err = marshal(v); err != nil {
					return err
				}
			}
			c.Header("Cache-Control", "no-cache")
			c.Data(http.StatusOK, mediaType, body)
			return nil
		})
	}
}

// marshal returns v as JSON with Chinese and marks as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("web: marshal: %w", err)
	}
	return b.Bytes(), nil
}

// apiSearch is GET /api/v1/search.
func (s *Server) apiSearch(c *gin.Context, snap Snapshot) (any, error) {
	q, err := readQuery(c.Request.URL)
	if err != nil {
		return nil, err
	}
	return snap.Searcher.Search(c.Request.Context(), q)
}

// readQuery reads a query from the parameters of an address.
func readQuery(u *url.URL) (kb.Query, error) {
	values, err := readValues(u)
	if err != nil {
		return kb.Query{}, err
	}
	q := kb.Query{
		Text: values.Get("q"), Kind: kb.Kind(values.Get("kind")),
		Class: kb.ID(values.Get("class")), Category: kb.Category(values.Get("category")),
	}
	if !readNumber(values, "limit", 1, &q.Limit) || !readNumber(values, "offset", 0, &q.Offset) {
		return kb.Query{}, badRequest("limit 和 offset 要是整数，limit 从 1 到 100，offset 从 0 到 1000。")
	}
	return q, q.Validate()
}

// readValues reads the parameters of an address.
func readValues(u *url.URL) (url.Values, error) {
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, badRequest("地址里的参数写得不对：% 后面要跟两位十六进制数，分号要写成 %3B。")
	}
	return values, nil
}

// readNumber reads a whole number into n, which keeps its value where the
// parameter is empty. It reports false for what is no number or under least.
func readNumber(values url.Values, name string, least int, n *int) bool {
	text := values.Get(name)
	if text == "" {
		return true
	}
	var err error
	*n, err = strconv.Atoi(text)
	return err == nil && *n >= least
}

// apiDocument is GET /api/v1/documents/{id}.
func (s *Server) apiDocument(c *gin.Context, snap Snapshot) (any, error) {
	d := snap.Library.Document(kb.ID(c.Param("id")))
	if d == nil {
		return nil, webError{http.StatusNotFound, "not_found", "没有这份文档。"}
	}
	switch format := c.DefaultQuery("format", "json"); format {
	case "json":
		return newDocumentJSON(snap.Library, d), nil
	case "md":
		return markdown(d.Source), nil
	default:
		return nil, badRequest("format 只能是 json 或 md。")
	}
}

// apiClasses is GET /api/v1/classes.
func (s *Server) apiClasses(_ *gin.Context, snap Snapshot) (any, error) {
	out := classesJSON{Categories: []categoryJSON{}}
	for _, g := range byCategory(snap.Library, kb.KindClass) {
		cat := categoryJSON{ID: g.category, Title: g.category.Label(), Classes: []classJSON{}}
		for _, cl := range g.docs {
			cat.Classes = append(cat.Classes, newClassJSON(snap.Library, cl))
		}
		out.Categories = append(out.Categories, cat)
	}
	return out, nil
}
