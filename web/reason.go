package web

import (
	"slices"
	"strings"

	"anku/kb"
)

// shownReasons is how many reasons a hit gives.
const shownReasons = 3

// howLabels name the steps of the ladder that are worth a word. A document that
// has the very words of the query needs none.
var howLabels = map[kb.How]string{
	kb.HowSynonym:   "同义",
	kb.HowPinyin:    "拼音",
	kb.HowInitials:  "首字母",
	kb.HowHomophone: "同音",
	kb.HowPrefix:    "前缀",
}

// why says how a hit was found where its words do not show it, such as
// “同义：没电→停电”.
func why(reasons []kb.Reason) []string {
	var out []string
	for _, r := range reasons {
		label := howLabels[r.How]
		if label == "" || r.How == kb.HowPrefix && strings.HasPrefix(strings.ToLower(r.Matched), strings.ToLower(r.Query)) {
			continue // the marks show it
		}
		text := label + "：" + r.Query + "→" + r.Matched
		if len(out) < shownReasons && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
