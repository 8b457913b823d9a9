package web

import "anku/kb"

// documentJSON is a document in the API.
type documentJSON struct {
	ID          kb.ID         `json:"id"`
	Kind        kb.Kind       `json:"kind"`
	Title       string        `json:"title"`
	Status      kb.Status     `json:"status"`
	Class       kb.ID         `json:"class"`
	Also        []kb.ID       `json:"also"`
	Category    kb.Category   `json:"category"`
	Owner       string        `json:"owner"`
	Reviewed    kb.Date       `json:"reviewed"`
	ReviewDue   kb.Date       `json:"review_due"`
	Tags        []string      `json:"tags"`
	Sources     []string      `json:"sources"`
	Asks        []string      `json:"asks"`
	Layer       string        `json:"layer"`
	URL         string        `json:"url"`
	Sections    []sectionJSON `json:"sections"`
	Script      *scriptJSON   `json:"script,omitempty"`
	Standard    *standardJSON `json:"standard,omitempty"`
	Case        *caseJSON     `json:"case,omitempty"`
	Lesson      *lessonJSON   `json:"lesson,omitempty"`
	Departments []string      `json:"departments,omitempty"`
	Near        []kb.ID       `json:"near,omitempty"`
}

type sectionJSON struct {
	Heading string `json:"heading"`
	Anchor  string `json:"anchor"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

type scriptJSON struct {
	Stage     kb.Stage     `json:"stage"`
	Channels  []kb.Channel `json:"channels"`
	Slots     []string     `json:"slots"`
	Standards []kb.ID      `json:"standards"`
	Lines     []lineJSON   `json:"lines"`
	Bans      []banJSON    `json:"bans"`
}

type lineJSON struct {
	Step string `json:"step"`
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
}

type banJSON struct {
	Text   string `json:"text"`
	Reason string `json:"reason,omitempty"`
}

type standardJSON struct {
	Document     string        `json:"document"`
	Article      string        `json:"article"`
	Effective    kb.Date       `json:"effective"`
	Confidence   kb.Confidence `json:"confidence"`
	SupersededBy kb.ID         `json:"superseded_by,omitempty"`
	Supersedes   []kb.ID       `json:"supersedes"`
	Limits       []limitJSON   `json:"limits"`
}

type limitJSON struct {
	What  string `json:"what"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
	Where string `json:"where,omitempty"`
}

type caseJSON struct {
	Channel   kb.Channel      `json:"channel"`
	Occurred  kb.Date         `json:"occurred"`
	Liability kb.Liability    `json:"liability"`
	Severity  kb.CaseSeverity `json:"severity"`
	Origin    kb.Origin       `json:"origin"`
	Scripts   []kb.ID         `json:"scripts"`
	Standards []kb.ID         `json:"standards"`
	Measures  []measureJSON   `json:"measures"`
}

type measureJSON struct {
	Action string  `json:"action"`
	Owner  string  `json:"owner"`
	Due    kb.Date `json:"due"`
	Done   kb.Date `json:"done"`
}

type lessonJSON struct {
	Minutes  int      `json:"minutes"`
	Audience string   `json:"audience"`
	Goals    []string `json:"goals"`
	Cases    []kb.ID  `json:"cases"`
	Scripts  []kb.ID  `json:"scripts"`
}

type classesJSON struct {
	Categories []categoryJSON `json:"categories"`
}

type categoryJSON struct {
	ID      kb.Category `json:"id"`
	Title   string      `json:"title"`
	Classes []classJSON `json:"classes"`
}

type classJSON struct {
	ID          kb.ID           `json:"id"`
	Title       string          `json:"title"`
	Departments []string        `json:"departments"`
	Near        []kb.ID         `json:"near"`
	Documents   map[kb.Kind]int `json:"documents"` // how many it has of each kind
	URL         string          `json:"url"`
}

// nonNil returns a copy of s that is never null in JSON.
func nonNil[T any](s []T) []T { return append([]T{}, s...) }

func newDocumentJSON(lib *kb.Library, d *kb.Document) documentJSON {
	out := documentJSON{
		ID: d.ID, Kind: d.Kind, Title: d.Title, Status: d.Status, Class: d.MainClass(),
		Also: []kb.ID{}, Category: lib.Category(d), Owner: d.Owner,
		Reviewed: d.Reviewed, ReviewDue: lib.ReviewDue(d),
		Tags: nonNil(d.Tags), Sources: nonNil(d.Sources), Asks: nonNil(d.Asks),
		Layer: d.Layer, URL: d.URL(), Sections: []sectionJSON{},
	}
	if len(d.Classes) > 1 {
		out.Also = d.Classes[1:]
	}
	for _, s := range d.Sections {
		out.Sections = append(out.Sections, sectionJSON{s.Heading, s.Anchor, s.Text, s.HTML})
	}
	switch {
	case d.Class != nil:
		out.Departments, out.Near = d.Class.Departments, d.Class.Near
	case d.Script != nil:
		out.Script = newScriptJSON(d.Script)
	case d.Standard != nil:
		out.Standard = newStandardJSON(d.Standard)
	case d.Case != nil:
		out.Case = newCaseJSON(d.Case)
	case d.Lesson != nil:
		out.Lesson = newLessonJSON(d.Lesson)
	}
	return out
}

func newScriptJSON(s *kb.Script) *scriptJSON {
	out := &scriptJSON{
		Stage: s.Stage, Channels: nonNil(s.Channels), Slots: nonNil(s.Slots), Standards: nonNil(s.Standards),
		Lines: []lineJSON{}, Bans: []banJSON{},
	}
	for _, l := range s.Lines {
		out.Lines = append(out.Lines, lineJSON{Step: l.Step, Text: l.Text, Note: l.Note})
	}
	for _, b := range s.Bans {
		out.Bans = append(out.Bans, banJSON(b))
	}
	return out
}

func newStandardJSON(s *kb.Standard) *standardJSON {
	out := &standardJSON{
		Document: s.Document, Article: s.Article, Effective: s.Effective, Confidence: s.Confidence,
		SupersededBy: s.SupersededBy, Supersedes: nonNil(s.Supersedes), Limits: []limitJSON{},
	}
	for _, l := range s.Limits {
		out.Limits = append(out.Limits, limitJSON(l))
	}
	return out
}

func newCaseJSON(c *kb.Case) *caseJSON {
	out := &caseJSON{
		Channel: c.Channel, Occurred: c.Occurred, Liability: c.Liability, Severity: c.Severity, Origin: c.Origin,
		Scripts: nonNil(c.Scripts), Standards: nonNil(c.Standards), Measures: []measureJSON{},
	}
	for _, m := range c.Measures {
		out.Measures = append(out.Measures, measureJSON(m))
	}
	return out
}

func newLessonJSON(l *kb.Lesson) *lessonJSON {
	return &lessonJSON{
		Minutes: l.Minutes, Audience: l.Audience, Goals: nonNil(l.Goals),
		Cases: nonNil(l.Cases), Scripts: nonNil(l.Scripts),
	}
}

func newClassJSON(lib *kb.Library, d *kb.Document) classJSON {
	out := classJSON{
		ID: d.ID, Title: d.Title, Departments: nonNil(d.Class.Departments), Near: nonNil(d.Class.Near),
		Documents: map[kb.Kind]int{}, URL: d.URL(),
	}
	for _, m := range lib.OfClass(d.ID) {
		out.Documents[m.Kind]++
	}
	return out
}
