package web

import (
	"slices"

	"anku/kb"
)

// A limitView is a figure with the standard that sets it.
type limitView struct {
	What, Figure, Where string
	Standard            docLink
	Verified            bool
}

// limitsOf returns the figures of the active standards among ids, those in
// force first.
func limitsOf(lib *kb.Library, ids []kb.ID) []limitView {
	var out []limitView
	for _, id := range ids {
		if d := lib.Document(id); d != nil && d.Standard != nil && d.Status == kb.StatusActive {
			out = append(out, limitsIn(lib, d)...)
		}
	}
	slices.SortStableFunc(out, func(a, b limitView) int { return oldLast(a.Standard.Old, b.Standard.Old) })
	return out
}

// limitsIn returns the figures of one standard, whatever its status.
func limitsIn(lib *kb.Library, d *kb.Document) []limitView {
	var out []limitView
	for _, l := range d.Standard.Limits {
		out = append(out, limitView{
			What: l.What, Figure: l.String(), Where: l.Where, Standard: newDocLink(lib, d),
			Verified: d.Standard.Confidence == kb.ConfidenceVerified,
		})
	}
	return out
}
