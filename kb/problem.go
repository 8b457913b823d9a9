package kb

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a defect stops a document from being accepted.
type Severity string

// The severities. Lint fails on errors only.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// A Problem is a defect in the content of a library. It prints as
// "scripts/x.md:4:6: 不认识的键 “ask” (unknown-key)".
type Problem struct {
	Position
	Rule     string   `json:"rule"` // a name from [Rules]
	Severity Severity `json:"severity"`
	Message  string   `json:"message"` // one clause: what is wrong, what was expected
}

// String returns the problem as one line: position, message and rule; a
// warning says so.
func (p *Problem) String() string {
	label := ""
	if p.Severity == SeverityWarning {
		label = "提醒："
	}
	return fmt.Sprintf("%s: %s%s (%s)", p.Position, label, p.Message, p.Rule)
}

// Problems is a list of defects. The zero value is an empty list.
type Problems []*Problem

// String returns one problem a line.
func (ps Problems) String() string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// Errors returns how many of ps are errors; the others are warnings.
func (ps Problems) Errors() int {
	n := 0
	for _, p := range ps {
		if p.Severity == SeverityError {
			n++
		}
	}
	return n
}

// capped returns the first of ps, which are of one file, and says where there
// are more than maxFileProblems.
func (ps Problems) capped() Problems {
	const n = maxFileProblems
	if len(ps) <= n {
		return ps
	}
	return append(ps[:n:n], &Problem{
		Position: ps[n].Position, Rule: "structure", Severity: severityOf("structure"),
		Message: fmt.Sprintf("从这里起还有 %d 处问题，先改前面的", len(ps)-n),
	})
}

// sort orders ps by position, then rule and message, and drops repetitions.
func (ps Problems) sort() Problems {
	slices.SortFunc(ps, func(a, b *Problem) int {
		return cmp.Or(a.Compare(b.Position), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(ps, func(a, b *Problem) bool { return *a == *b })
}
