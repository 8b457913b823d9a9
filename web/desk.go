package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

const (
	// deskHits is how many hits the desk shows at a time.
	deskHits = 12
	// glanceHits is how many of them a narrow screen shows before it is asked
	// for the rest, so that the chosen document is in sight. The style sheet
	// has the same number.
	glanceHits = 3
	// titleRunes bounds how much of a query is repeated in titles.
	titleRunes = 40
	// shownCorrections is how many other wordings a page offers.
	shownCorrections = 3
)

// deskView is what desk.html shows.
type deskView struct {
	base
	Text    string      // of the query
	Short   string      // Text, cut for titles
	Filters []deskField // what narrows the query, kept by the form
	Asked   bool        // whether there is a query
	Total   int
	Kinds   []kindFilter
	Meant   []meantLink // wordings that were perhaps meant
	Hits    []hitView
	More    int           // hits that a narrow screen keeps back at first
	First   string        // URL of the first hits where the page is past the last, or ""
	All     string        // URL of the query without a filter where that would find more, or ""
	Next    string        // URL of further hits, or ""
	Prev    string        // URL of the hits before these, or ""
	Chosen  *documentView // shown beside the hits, or nil
	Groups  []classGroup  // to look around in where there is nothing to show
	Scripts []stageGroup

	Suggestions []suggestionView // what the query may become, while it is being typed
}

// A deskField is a hidden field of the search form.
type deskField struct{ Name, Value string }

// A kindFilter narrows the hits to one kind.
type kindFilter struct {
	Label string
	Count int
	URL   string
	Here  bool
}

// A meantLink asks for another wording in place of the query.
type meantLink struct{ Text, URL string }

// A hitView is one hit in the list.
type hitView struct {
	Kind    kb.Kind
	Label   string // of the kind
	Title   kb.Snippet
	Class   string
	Why     []string // how it was found where its words do not show it
	Snippet kb.Snippet
	URL     string // of the desk with this document chosen
	Here    bool
}

// desk is the page that searches. With part=1 it is only what the script puts
// in place of the old parts, with part=typed that and what the query may become.
func (s *Server) desk(c *gin.Context, snap Snapshot) (view, error) {
	q, err := readQuery(c.Request.URL)
	if err != nil {
		return view{}, err
	}
	q.Limit = deskHits
	v := deskView{Text: q.Text, Short: clip(q.Text), Filters: deskFields(q)}
	chosen, part := snap.Library.Document(kb.ID(c.Query("d"))), c.Query("part")
	if v.Asked = strings.TrimSpace(q.Text) != ""; v.Asked {
		found, err := search(c, snap.Searcher, q)
		if err != nil {
			return view{}, err
		}
		if chosen == nil && len(found.Hits) > 0 {
			chosen = snap.Library.Document(found.Hits[0].ID)
		}
		v.fill(snap.Library, q, found, chosen)
		if part == partTyped {
			v.Suggestions, err = suggest(c.Request.Context(), snap.Searcher, q.Text, found.Hits)
			if err != nil {
				return view{}, err
			}
		}
	}
	if chosen != nil {
		v.Chosen = s.newDocumentView(snap.Library, chosen)
	} else {
		v.Groups, v.Scripts = groupClasses(snap.Library), groupScripts(snap.Library)
	}
	v.base = s.base(c, snap.Library, v.Short)
	v.Boxed = true
	name := "desk"
	if part != "" {
		name = "desk-parts"
	}
	return view{template: name, data: v}, nil
}

// A finding is the answer to a query with the counts of all kinds, whichever
// kind the query is narrowed to.
type finding struct {
	kb.Results
	all   int             // documents of any kind
	kinds map[kb.Kind]int // documents of each kind
}

// search asks for the hits of q. A query that is narrowed to one kind is asked
// a second time for the counts of the others.
func search(c *gin.Context, s Searcher, q kb.Query) (finding, error) {
	ctx := c.Request.Context()
	res, err := s.Search(ctx, q)
	if err != nil {
		return finding{}, err
	}
	every := res
	if q.Kind != "" {
		wide := q
		wide.Kind, wide.Limit, wide.Offset = "", 1, 0
		if every, err = s.Search(ctx, wide); err != nil {
			return finding{}, err
		}
	}
	f := finding{Results: res, all: every.Total, kinds: map[kb.Kind]int{}}
	for _, count := range every.Facets.Kind {
		f.kinds[kb.Kind(count.Value)] = count.Count
	}
	return f, nil
}

// fill puts what was found into v.
func (v *deskView) fill(lib *kb.Library, q kb.Query, f finding, chosen *kb.Document) {
	v.Total = f.Total
	if f.all > 0 {
		v.Kinds = kindFilters(q, f)
	}
	for _, text := range f.Corrections[:min(len(f.Corrections), shownCorrections)] {
		other := q
		other.Text = text
		v.Meant = append(v.Meant, meantLink{clip(text), deskURL(other, "", 0)})
	}
	for i, h := range f.Hits {
		hit := newHitView(lib, q, h, chosen)
		v.Hits = append(v.Hits, hit)
		if i >= glanceHits && !hit.Here {
			v.More++
		}
	}
	if end := q.Offset + q.Limit; end < f.Total && end <= kb.MaxOffset {
		v.Next = deskURL(q, "", end)
	}
	if q.Offset > 0 {
		v.Prev = deskURL(q, "", max(q.Offset-q.Limit, 0))
	}
	if len(f.Hits) > 0 {
		return
	}
	if f.Total > 0 {
		v.First = deskURL(q, "", 0)
	}
	if f.all > f.Total || q.Class != "" || q.Category != "" {
		v.All = deskURL(kb.Query{Text: q.Text}, "", 0)
	}
}

func newHitView(lib *kb.Library, q kb.Query, h kb.Hit, chosen *kb.Document) hitView {
	out := hitView{
		Kind: h.Kind, Label: h.Kind.Label(), Title: h.TitleSnippet(), Snippet: h.BestSnippet(),
		Why: h.Why(), URL: deskURL(q, h.ID, q.Offset), Here: chosen != nil && h.ID == chosen.ID,
	}
	if class := lib.Document(h.Class); class != nil && class.ID != h.ID {
		out.Class = class.Title
	}
	return out
}

// kindFilters offers all kinds together, each kind that the query finds and
// the one that it is narrowed to.
func kindFilters(q kb.Query, f finding) []kindFilter {
	narrowed := func(kind kb.Kind) string {
		q := q
		q.Kind = kind
		return deskURL(q, "", 0)
	}
	out := []kindFilter{{"全部", f.all, narrowed(""), q.Kind == ""}}
	for _, kind := range kb.Kinds() {
		if n := f.kinds[kind]; n > 0 || q.Kind == kind {
			out = append(out, kindFilter{kind.Label(), n, narrowed(kind), q.Kind == kind})
		}
	}
	return out
}

// deskFields returns the filters of q as the fields that carry them.
func deskFields(q kb.Query) []deskField {
	var out []deskField
	for _, f := range []deskField{
		{"kind", string(q.Kind)}, {"class", string(q.Class)}, {"category", string(q.Category)},
	} {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}

// deskURL returns the address of the desk in a state.
func deskURL(q kb.Query, chosen kb.ID, offset int) string {
	v := url.Values{"q": {q.Text}}
	for _, f := range append(deskFields(q), deskField{"d", string(chosen)}) {
		if f.Value != "" {
			v.Set(f.Name, f.Value)
		}
	}
	if offset > 0 {
		v.Set("offset", strconv.Itoa(offset))
	}
	return "/?" + v.Encode()
}

// clip cuts a query to what fits a title.
func clip(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= titleRunes {
		return string(runes)
	}
	return string(runes[:titleRunes]) + "…"
}
