package web

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// A documentPage is what document.html shows.
type documentPage struct {
	base
	Doc *documentView
}

// document shows the document that the path names, and leads to its right
// address where the path has another kind.
func (s *Server) document(kind kb.Kind) pageFunc {
	return func(c *gin.Context, snap Snapshot) (view, error) {
		d := snap.Library.Document(kb.ID(c.Param("id")))
		if d == nil {
			return view{}, errNotFound
		}
		if d.Kind != kind {
			return view{location: d.URL()}, nil
		}
		return view{template: "document-page", data: documentPage{
			base: s.base(c, snap.Library, d.Title), Doc: s.newDocumentView(snap.Library, d),
		}}, nil
	}
}

// A documentView is a document as the card and the page show it.
type documentView struct {
	*kb.Document
	KindLabel string
	Classes   []docLink
	Layer     string // "" where the library has one layer
	ReviewDue kb.Date
	Overdue   bool
	Replaced  *docLink // by what a superseded standard is replaced

	Rest []kb.Section // sections that are not shown in a form of their own

	Steps []stepView // of a script
	Bans  []kb.Ban
	Stage string
	Facts []fact // of a case, a standard, a class or a lesson
	Goals []string

	Limits    []limitView // of the standard, or of the standards it refers to
	Standards []docLink
	Scripts   []docLink
	Cases     []docLink
	Lessons   []docLink
	Near      []docLink
	Questions []questionView
	Measures  []kb.Measure
}

// A fact is a labelled value.
type fact struct{ Label, Value string }

func (s *Server) newDocumentView(lib *kb.Library, d *kb.Document) *documentView {
	v := &documentView{Document: d, KindLabel: d.Kind.Label(), ReviewDue: lib.ReviewDue(d)}
	v.Overdue = d.Status == kb.StatusActive && v.ReviewDue.Compare(kb.DateOf(s.now())) < 0
	if lib.Layers() > 1 {
		v.Layer = d.Layer
	}
	for _, id := range d.Classes {
		if c := lib.Document(id); c != nil && id != d.ID {
			v.Classes = append(v.Classes, newDocLink(lib, c))
		}
	}
	shown := map[string]bool{}
	switch {
	case d.Script != nil:
		v.fillScript(lib, d.Script)
		shown["这样说"], shown["不要说"] = true, true
	case d.Case != nil:
		v.fillCase(lib, d.Case)
	case d.Standard != nil:
		v.fillStandard(lib, d.Standard)
	case d.Class != nil:
		v.fillClass(lib)
	case d.Lesson != nil:
		v.fillLesson(lib, d.Lesson)
	}
	for _, s := range d.Sections {
		if !shown[s.Heading] {
			v.Rest = append(v.Rest, s)
		}
	}
	return v
}

func (v *documentView) fillScript(lib *kb.Library, s *kb.Script) {
	v.Stage, v.Bans, v.Steps = s.Stage.Label(), s.Bans, stepViews(s.Lines)
	v.Standards = standardLinks(lib, s.Standards)
	v.Limits = limitsOf(lib, s.Standards)
	v.addReferrers(lib)
}

func (v *documentView) fillCase(lib *kb.Library, c *kb.Case) {
	v.Facts = []fact{
		{"渠道", c.Channel.Label()},
		{"时间", c.Occurred.String()},
		{"核实", c.Liability.Label()},
		{"等级", c.Severity.Label()},
	}
	v.Measures, v.Questions = c.Measures, questionViews(c.Questions)
	v.Scripts, v.Standards = docLinks(lib, c.Scripts), standardLinks(lib, c.Standards)
	v.Limits = limitsOf(lib, c.Standards)
	v.addReferrers(lib)
}

func (v *documentView) fillStandard(lib *kb.Library, s *kb.Standard) {
	confidence := "待核对原文"
	if s.Confidence == kb.ConfidenceVerified {
		confidence = "已核对"
	}
	for _, f := range []fact{
		{"出处", s.Document},
		{"条款", s.Article},
		{"施行", s.Effective.String()},
		{"核对", confidence},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	v.Limits = limitsIn(lib, v.Document)
	if superseded(lib, v.Document) {
		link := newDocLink(lib, lib.Document(s.SupersededBy))
		v.Replaced = &link
	}
	v.Standards = docLinks(lib, s.Supersedes)
	v.addReferrers(lib)
}

func (v *documentView) fillClass(lib *kb.Library) {
	var standards []kb.ID
	for _, m := range lib.OfClass(v.ID) {
		switch link := newDocLink(lib, m); m.Kind {
		case kb.KindScript:
			v.Scripts = append(v.Scripts, link)
		case kb.KindCase:
			v.Cases = append(v.Cases, link)
		case kb.KindStandard:
			standards = append(standards, m.ID)
		case kb.KindLesson:
			v.Lessons = append(v.Lessons, link)
		}
	}
	v.Standards, v.Limits = standardLinks(lib, standards), limitsOf(lib, standards)
	v.Near = docLinks(lib, v.Class.Near)
	v.Facts = []fact{{"大类", v.Class.Category.Label()}}
	if len(v.Class.Departments) > 0 {
		v.Facts = append(v.Facts, fact{"责任部门", strings.Join(v.Class.Departments, "、")})
	}
}

func (v *documentView) fillLesson(lib *kb.Library, l *kb.Lesson) {
	v.Facts = []fact{{"时长", kb.Limit{Value: strconv.Itoa(l.Minutes), Unit: "分钟"}.String()}}
	if l.Audience != "" {
		v.Facts = append(v.Facts, fact{"对象", l.Audience})
	}
	if len(l.Drills) > 0 {
		v.Facts = append(v.Facts, fact{"演练", strconv.Itoa(len(l.Drills)) + " 个"})
	}
	v.Goals = l.Goals
	v.Cases, v.Scripts = docLinks(lib, l.Cases), docLinks(lib, l.Scripts)
	v.Questions = questionViews(l.Questions)
}

// addReferrers adds the cases, scripts and lessons that use the document.
func (v *documentView) addReferrers(lib *kb.Library) {
	for _, d := range lib.Referrers(v.ID) {
		link := newDocLink(lib, d)
		switch {
		case d.Kind == kb.KindCase && v.Kind != kb.KindCase:
			v.Cases = append(v.Cases, link)
		case d.Kind == kb.KindScript && v.Kind == kb.KindStandard:
			v.Scripts = append(v.Scripts, link)
		case d.Kind == kb.KindLesson:
			v.Lessons = append(v.Lessons, link)
		}
	}
}
