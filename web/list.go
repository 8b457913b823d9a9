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
		byCategory := map[kb.Category][]docLink{}
		for _, d := range snap.Library.OfKind(l.kind) {
			cat := snap.Library.Category(d)
			byCategory[cat] = append(byCategory[cat], newDocLink(snap.Library, d))
			v.Count++
		}
		for _, cat := range append(kb.Categories(), "") {
			if docs := byCategory[cat]; len(docs) > 0 {
				v.Groups = append(v.Groups, listGroup{cat.Label(), docs})
			}
		}
		return view{template: "list", data: v}, nil
	}
}
