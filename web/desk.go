package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// deskHits is how many hits the desk shows at a time.
const deskHits = 12

// deskView is what desk.html shows.
type deskView struct {
	base
	Text    string // of the query
	Kind    kb.Kind
	Asked   bool // whether there is a query
	Error   string
	Total   int
	Kinds   []kindFilter
	Hits    []hitView
	Next    string // URL of further hits, or ""
	Prev    string
	Chosen  *documentView // shown beside the hits, or nil
	Groups  []classGroup  // the zero state
	Scripts []stageGroup
}

// A kindFilter narrows the hits to one kind.
type kindFilter struct {
	Label string
	Count int
	URL   string
	Here  bool
}

// A hitView is one hit in the list.
type hitView struct {
	Kind    kb.Kind
	Label   string // of the kind
	Title   kb.Snippet
	Class   string
	Snippet kb.Snippet
	First   string // first line of a script
	URL     string // of the desk with this document chosen
	Page    string // of the document
	Here    bool
}

// desk is the page that searches.
func (s *Server) desk(c *gin.Context, snap Snapshot) (view, error) {
	v := deskView{base: s.base(c, "")}
	name := "desk"
	if c.Query("part") != "" {
		name = "desk-parts"
	}
	q, err := readQuery(c)
	if err != nil {
		return view{}, err
	}
	q.Limit = deskHits
	v.Text, v.Kind = q.Text, q.Kind
	if v.Asked = strings.TrimSpace(q.Text) != ""; !v.Asked {
		v.Groups, v.Scripts = groupClasses(snap.Library), groupScripts(snap.Library)
	} else {
		v.Title = q.Text
		res, err := snap.Searcher.Search(c.Request.Context(), q)
		if err != nil {
			return view{}, err
		}
		v.fill(snap.Library, q, res, kb.ID(c.Query("d")))
	}
	if d := snap.Library.Document(kb.ID(c.Query("d"))); d != nil && !v.Asked {
		v.Chosen = newDocumentView(snap.Library, d)
	}
	return view{template: name, data: v}, nil
}

// fill puts results into v; the chosen document is the one asked for, else the
// first hit.
func (v *deskView) fill(lib *kb.Library, q kb.Query, res kb.Results, chosen kb.ID) {
	v.Total = res.Total
	v.Kinds = kindFilters(q, res)
	if lib.Document(chosen) == nil && len(res.Hits) > 0 {
		chosen = res.Hits[0].ID
	}
	for _, h := range res.Hits {
		v.Hits = append(v.Hits, newHitView(lib, q, h, chosen))
	}
	if d := lib.Document(chosen); d != nil {
		v.Chosen = newDocumentView(lib, d)
	}
	if end := q.Offset + q.Limit; end < res.Total && end <= kb.MaxOffset {
		v.Next = deskURL(q, "", end)
	}
	if q.Offset > 0 {
		v.Prev = deskURL(q, "", max(q.Offset-q.Limit, 0))
	}
}

func newHitView(lib *kb.Library, q kb.Query, h kb.Hit, chosen kb.ID) hitView {
	out := hitView{
		Kind: h.Kind, Label: h.Kind.Label(), Title: kb.Snippet{{Text: h.Title}},
		URL: deskURL(q, h.ID, q.Offset), Page: h.URL, Here: h.ID == chosen,
	}
	if t := h.Snippets[kb.FieldTitle]; len(t) == 1 && t[0].String() == h.Title {
		out.Title = t[0]
	}
	if class := lib.Document(h.Class); class != nil && class.ID != h.ID {
		out.Class = class.Title
	}
	for _, field := range []kb.Field{kb.FieldAsks, kb.FieldLines, kb.FieldBody, kb.FieldHeadings} {
		if s := h.Snippets[field]; len(s) > 0 {
			out.Snippet = s[0]
			break
		}
	}
	if len(h.Lines) > 0 {
		out.First = h.Lines[0]
	}
	return out
}

// kindFilters offers each kind that the query finds, and all of them. Counts
// are of the query without a filter only when there is none.
func kindFilters(q kb.Query, res kb.Results) []kindFilter {
	counts := map[string]int{}
	for _, f := range res.Facets.Kind {
		counts[f.Value] = f.Count
	}
	all := q
	all.Kind = ""
	out := []kindFilter{{Label: "全部", URL: deskURL(all, "", 0), Here: q.Kind == ""}}
	if q.Kind == "" {
		out[0].Count = res.Total
	}
	for _, kind := range kb.Kinds() {
		if n := counts[string(kind)]; n > 0 || q.Kind != "" {
			one := q
			one.Kind = kind
			out = append(out, kindFilter{kind.Label(), n, deskURL(one, "", 0), q.Kind == kind})
		}
	}
	return out
}

// deskURL returns the address of the desk in a state.
func deskURL(q kb.Query, chosen kb.ID, offset int) string {
	v := url.Values{"q": {q.Text}}
	for name, value := range map[string]string{
		"kind": string(q.Kind), "class": string(q.Class), "category": string(q.Category), "d": string(chosen),
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if offset > 0 {
		v.Set("offset", strconv.Itoa(offset))
	}
	return "/?" + v.Encode()
}
