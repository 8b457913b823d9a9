package web

import (
	"github.com/gin-gonic/gin"

	"anku/kb"
)

// A classGroup is the classes of one category.
type classGroup struct {
	Label   string
	Classes []classLink
}

// A classLink leads to a class and says what it holds.
type classLink struct {
	Title, URL     string
	Scripts, Cases int
	About          string // first sentence of what belongs there
}

// groupClasses returns the active classes by category.
func groupClasses(lib *kb.Library) []classGroup {
	var out []classGroup
	for _, group := range byCategory(lib, kb.KindClass) {
		g := classGroup{Label: group.category.Label()}
		for _, d := range group.docs {
			g.Classes = append(g.Classes, newClassLink(lib, d))
		}
		out = append(out, g)
	}
	return out
}

func newClassLink(lib *kb.Library, d *kb.Document) classLink {
	l := classLink{Title: d.Title, URL: d.URL()}
	if s := d.Section("是什么"); s != nil {
		l.About = firstSentence(s.Text)
	}
	for _, m := range lib.OfClass(d.ID) {
		switch m.Kind {
		case kb.KindScript:
			l.Scripts++
		case kb.KindCase:
			l.Cases++
		}
	}
	return l
}

// firstSentence returns text up to its first full stop.
func firstSentence(text string) string {
	for i, r := range text {
		if r == '。' || r == '\n' {
			return text[:i]
		}
	}
	return text
}

// A stageGroup is the scripts of one stage of a conversation.
type stageGroup struct {
	Label   string
	Scripts []docLink
}

// groupScripts returns the active scripts by stage, in the order of a
// conversation.
func groupScripts(lib *kb.Library) []stageGroup {
	var out []stageGroup
	scripts := lib.OfKind(kb.KindScript)
	for _, stage := range []kb.Stage{
		kb.StageOpening, kb.StageSoothe, kb.StageVerify, kb.StageExplain,
		kb.StagePromise, kb.StageEscalate, kb.StageClose,
	} {
		g := stageGroup{Label: stage.Label()}
		for _, d := range scripts {
			if d.Script.Stage == stage {
				g.Scripts = append(g.Scripts, newDocLink(lib, d))
			}
		}
		if len(g.Scripts) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// classesView is what classes.html shows.
type classesView struct {
	base
	Groups []classGroup
	Count  int
}

// classes lists every class.
func (s *Server) classes(c *gin.Context, snap Snapshot) (view, error) {
	v := classesView{base: s.base(c, snap.Library, "问题类"), Groups: groupClasses(snap.Library)}
	for _, g := range v.Groups {
		v.Count += len(g.Classes)
	}
	return view{template: "classes", data: v}, nil
}
