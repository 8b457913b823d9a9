package kb

import (
	"strconv"
	"strings"
	"unicode"
)

// anchors gives headings their anchors in the way git hosts do: letters in
// lower case, spaces to hyphens, punctuation dropped, Han kept, "-1" added to
// the second of a name. So a link works on the page and in a preview. The map
// holds how often each name was wanted again.
type anchors map[string]int

// next returns the anchor of the next heading.
func (a anchors) next(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic), r == '-':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	base := b.String()
	if base == "" {
		base = "section"
	}
	name := base
	for {
		if _, taken := a[name]; !taken {
			a[name] = 0
			return name
		}
		a[base]++
		name = base + "-" + strconv.Itoa(a[base])
	}
}
