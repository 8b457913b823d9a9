package web

import (
	"strconv"
	"strings"
	"time"

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
			base: s.base(c, d.Title), Doc: newDocumentView(snap.Library, d),
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
	Replaced  *docLink // by what a retired or superseded document is replaced

	Rest []kb.Section // sections that are not shown in a form of their own

	Steps []stepView // of a script
	Bans  []kb.Ban
	Stage string
	Facts []fact // of a case, a standard or a lesson

	Limits    []limitView // of the standard, or of the standards it refers to
	Standards []docLink
	Scripts   []docLink
	Cases     []docLink
	Lessons   []docLink
	Near      []docLink
	Questions []questionView
	Measures  []kb.Measure
}

// A docLink leads to a document.
type docLink struct {
	ID    kb.ID
	Kind  string
	Title string
	URL   string
	Note  string // class, month or first line
	Lines int
}

// A fact is a labelled value.
type fact struct{ Label, Value string }

// A stepView is the lines of a script under one heading.
type stepView struct {
	Title string
	Lines []lineView
}

// A lineView is one line to say.
type lineView struct {
	N     int // from 1, over all steps
	Text  string
	Parts []linePart
	Note  string
}

// A linePart is a stretch of a line; a fill-in is set apart.
type linePart struct {
	Text string
	Slot bool
}

// A limitView is a figure with the standard that sets it.
type limitView struct {
	What, Figure, Where string
	Standard            docLink
	Verified            bool
}

// A questionView is a question with its answer in words.
type questionView struct {
	kb.Question
	Label  string
	Choice []string // options with their letters
	Answer string
}

func newDocumentView(lib *kb.Library, d *kb.Document) *documentView {
	v := &documentView{Document: d, KindLabel: d.Kind.Label(), ReviewDue: lib.ReviewDue(d)}
	v.Overdue = d.Status == kb.StatusActive && v.ReviewDue.Compare(kb.DateOf(time.Now())) < 0
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
	v.Stage, v.Bans = s.Stage.Label(), s.Bans
	for i, l := range s.Lines {
		if len(v.Steps) == 0 || v.Steps[len(v.Steps)-1].Title != l.Step {
			v.Steps = append(v.Steps, stepView{Title: l.Step})
		}
		step := &v.Steps[len(v.Steps)-1]
		step.Lines = append(step.Lines, lineView{N: i + 1, Text: l.Text, Parts: lineParts(l.Text), Note: l.Note})
	}
	v.Standards = docLinks(lib, s.Standards)
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
	v.Scripts, v.Standards = docLinks(lib, c.Scripts), docLinks(lib, c.Standards)
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
	v.Limits = limitsOf(lib, []kb.ID{v.ID})
	if next := lib.Document(s.SupersededBy); next != nil {
		link := newDocLink(lib, next)
		v.Replaced = &link
	}
	v.Standards = docLinks(lib, s.Supersedes)
	v.addReferrers(lib)
}

func (v *documentView) fillClass(lib *kb.Library) {
	for _, m := range lib.OfClass(v.ID) {
		link := newDocLink(lib, m)
		switch m.Kind {
		case kb.KindScript:
			v.Scripts = append(v.Scripts, link)
		case kb.KindCase:
			v.Cases = append(v.Cases, link)
		case kb.KindStandard:
			v.Standards = append(v.Standards, link)
			v.Limits = append(v.Limits, limitsOf(lib, []kb.ID{m.ID})...)
		case kb.KindLesson:
			v.Lessons = append(v.Lessons, link)
		}
	}
	v.Near = docLinks(lib, v.Class.Near)
	if len(v.Class.Departments) > 0 {
		v.Facts = []fact{{"大类", v.Class.Category.Label()}, {"责任部门", strings.Join(v.Class.Departments, "、")}}
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

// newDocLink returns a link to d with what tells it from its neighbours.
func newDocLink(lib *kb.Library, d *kb.Document) docLink {
	l := docLink{ID: d.ID, Kind: d.Kind.Label(), Title: d.Title, URL: d.URL()}
	switch {
	case d.Case != nil:
		l.Note = d.Case.Occurred.String() + " · " + d.Case.Liability.Label()
	case d.Script != nil:
		l.Lines = len(d.Script.Lines)
		if l.Lines > 0 {
			l.Note = d.Script.Lines[0].Text
		}
	case d.Standard != nil:
		l.Note = d.Standard.Document
	case d.Lesson != nil:
		l.Note = strconv.Itoa(d.Lesson.Minutes) + " 分钟"
	case d.Class != nil:
		l.Note = lib.Category(d).Label()
	}
	return l
}

// docLinks returns links to the active documents among ids.
func docLinks(lib *kb.Library, ids []kb.ID) []docLink {
	var out []docLink
	for _, id := range ids {
		if d := lib.Document(id); d != nil && d.Status == kb.StatusActive {
			out = append(out, newDocLink(lib, d))
		}
	}
	return out
}

// limitsOf returns the figures of standards.
func limitsOf(lib *kb.Library, ids []kb.ID) []limitView {
	var out []limitView
	for _, id := range ids {
		d := lib.Document(id)
		if d == nil || d.Standard == nil || d.Status == kb.StatusRetired {
			continue
		}
		for _, l := range d.Standard.Limits {
			out = append(out, limitView{
				What: l.What, Figure: l.String(), Where: l.Where, Standard: newDocLink(lib, d),
				Verified: d.Standard.Confidence == kb.ConfidenceVerified,
			})
		}
	}
	return out
}

// lineParts divides a line at its fill-ins.
func lineParts(text string) []linePart {
	var out []linePart
	for text != "" {
		open := strings.Index(text, "〔")
		end := strings.Index(text, "〕")
		if open < 0 || end < open {
			return append(out, linePart{Text: text})
		}
		if open > 0 {
			out = append(out, linePart{Text: text[:open]})
		}
		end += len("〕")
		out = append(out, linePart{Text: text[open:end], Slot: true})
		text = text[end:]
	}
	return out
}

// questionViews puts answers into words.
func questionViews(qs []kb.Question) []questionView {
	var out []questionView
	for _, q := range qs {
		v := questionView{Question: q, Label: q.Kind.Label(), Answer: strings.Join(q.Answer, "、")}
		for i, option := range q.Options {
			v.Choice = append(v.Choice, string(rune('A'+i))+". "+option)
		}
		switch v.Answer {
		case "true":
			v.Answer = "对"
		case "false":
			v.Answer = "错"
		}
		out = append(out, v)
	}
	return out
}
