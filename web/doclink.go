package web

import (
	"slices"
	"strconv"

	"anku/kb"
)

// A docLink leads to a document.
type docLink struct {
	Title string
	URL   string
	Note  string // what tells it from its neighbours: class, month or first line
	Old   bool   // a standard that a newer one has replaced
}

// newDocLink returns a link to d.
func newDocLink(lib *kb.Library, d *kb.Document) docLink {
	l := docLink{Title: d.Title, URL: d.URL()}
	switch {
	case d.Case != nil:
		l.Note = d.Case.Occurred.String() + " · " + d.Case.Liability.Label()
	case d.Script != nil:
		if len(d.Script.Lines) > 0 {
			l.Note = d.Script.Lines[0].Text
		}
	case d.Standard != nil:
		l.Note, l.Old = d.Standard.Document, superseded(lib, d)
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

// standardLinks is docLinks with the rules in force before those that were
// replaced.
func standardLinks(lib *kb.Library, ids []kb.ID) []docLink {
	out := docLinks(lib, ids)
	slices.SortStableFunc(out, func(a, b docLink) int { return oldLast(a.Old, b.Old) })
	return out
}

// superseded reports whether the standard d has been replaced by one that the
// library has.
func superseded(lib *kb.Library, d *kb.Document) bool {
	next := lib.Document(d.Standard.SupersededBy)
	return next != nil && next.Status == kb.StatusActive
}

// oldLast compares by age: what is in force comes first.
func oldLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}
