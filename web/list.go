package web

import (
	"github.com/gin-gonic/gin"

	"anku/kb"
)

// A listing is the page that lists the documents of a kind.
type listing struct {
	path string
	kind kb.Kind
	lead string
}

// lists are the listings, in the order of the navigation.
var lists = []listing{
	{"/scripts", kb.KindScript, "照着就能说的话，按场景找。"},
	{"/cases", kb.KindCase, "一件投诉，讲清一类问题。"},
	{"/standards", kb.KindStandard, "期限和数字，都有出处。"},
	{"/lessons", kb.KindLesson, "拿来就能讲的课。"},
}

// listView is what list.html shows.
type listView struct {
	base
	Lead   string
	Count  int
	Groups []listGroup
}

// A listGroup is the documents of one category.
type listGroup struct {
	Label string
	Docs  []docLink
}

// list shows the documents of a kind by category.
func (s *Server) list(l listing) pageFunc {
	return func(c *gin.Context, snap Snapshot) (view, error) {
		v := listView{base: s.base(c, snap.Library, l.kind.Label()), Lead: l.lead}
		for _, group := range byCategory(snap.Library, l.kind) {
			g := listGroup{Label: group.category.Label()}
			for _, d := range group.docs {
				g.Docs = append(g.Docs, newDocLink(snap.Library, d))
			}
			v.Count += len(g.Docs)
			v.Groups = append(v.Groups, g)
		}
		return view{template: "list", data: v}, nil
	}
}

// A categoryGroup is the documents of one category.
type categoryGroup struct {
	category kb.Category // "" for documents without one
	docs     []*kb.Document
}

// byCategory returns the active documents of a kind by category, without empty
// groups; those that have none come last.
func byCategory(lib *kb.Library, kind kb.Kind) []categoryGroup {
	found := map[kb.Category][]*kb.Document{}
	for _, d := range lib.OfKind(kind) {
		category := lib.Category(d)
		found[category] = append(found[category], d)
	}
	var out []categoryGroup
	for _, category := range append(kb.Categories(), "") {
		if docs := found[category]; len(docs) > 0 {
			out = append(out, categoryGroup{category, docs})
		}
	}
	return out
}
