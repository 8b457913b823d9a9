package eval

import (
	"slices"

	"anku/kb"
)

// ClassMeasures says how well labelled queries lead to their classes; see the
// package comment.
type ClassMeasures struct {
	Queries int     `json:"queries"`
	Class1  float64 `json:"class@1"`
	Class3  float64 `json:"class@3"`
	MRR10   float64 `json:"mrr@10"`
	Intent3 float64 `json:"intent@3"`
}

// Measure judges what a search returned for l, best first.
func (l Label) Measure(hits []kb.Hit) ClassMeasures {
	m := ClassMeasures{Queries: 1}
	for i, h := range hits[:min(len(hits), depth)] {
		if !slices.Contains(l.Classes, h.Class) {
			continue
		}
		if m.MRR10 == 0 {
			m.MRR10 = 1 / float64(i+1)
		}
		if i == 0 {
			m.Class1 = 1
		}
		if i < 3 {
			m.Class3 = 1
			if h.Kind == l.Intent {
				m.Intent3 = 1
			}
		}
	}
	return m
}

// ClassReport is the measures of all labelled queries and of those with the
// same note.
type ClassReport struct {
	ClassMeasures
	Notes map[string]ClassMeasures `json:"notes"` // queries without a note are in none
}

// NewClassReport sums up the measures of single queries, which are in the order
// of labels.
func NewClassReport(labels []Label, each []ClassMeasures) ClassReport {
	byNote := map[string][]ClassMeasures{}
	for i, l := range labels {
		if l.Note != "" {
			byNote[l.Note] = append(byNote[l.Note], each[i])
		}
	}
	out := ClassReport{ClassMeasures: meanClasses(each), Notes: make(map[string]ClassMeasures, len(byNote))}
	for note, some := range byNote {
		out.Notes[note] = meanClasses(some)
	}
	return out
}

func meanClasses(each []ClassMeasures) ClassMeasures {
	var sum ClassMeasures
	for _, m := range each {
		sum.Queries++
		sum.Class1 += m.Class1
		sum.Class3 += m.Class3
		sum.MRR10 += m.MRR10
		sum.Intent3 += m.Intent3
	}
	n := float64(max(sum.Queries, 1))
	return ClassMeasures{
		Queries: sum.Queries, Class1: sum.Class1 / n, Class3: sum.Class3 / n, MRR10: sum.MRR10 / n, Intent3: sum.Intent3 / n,
	}
}

// TopMeasures says how often the right class of a complaint comes first, and
// among the first three.
type TopMeasures struct {
	Complaints int     `json:"complaints"`
	Top1       float64 `json:"top1"`
	Top3       float64 `json:"top3"`
}

// MeasureTop judges the classes that were found for each complaint, best first;
// found is in the order of complaints.
func MeasureTop(complaints []Complaint, found [][]kb.ID) TopMeasures {
	m := TopMeasures{Complaints: len(complaints)}
	top := [4]float64{}
	for i, c := range complaints {
		if rank := c.Rank(found[i]); rank > 0 && rank <= 3 {
			top[rank]++
		}
	}
	if n := float64(len(complaints)); n > 0 {
		m.Top1 = top[1] / n
		m.Top3 = (top[1] + top[2] + top[3]) / n
	}
	return m
}

// Rank returns the rank, from 1, of the first class that is right, or 0.
func (c Complaint) Rank(found []kb.ID) int {
	return 1 + slices.IndexFunc(found, func(class kb.ID) bool { return slices.Contains(c.Classes, class) })
}
