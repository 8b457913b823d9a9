package kb

import (
	"slices"
	"strings"
)

// shownReasons is how many reasons a hit gives.
const shownReasons = 3

// howLabels name the steps of the ladder that are worth a word. A document that
// has the very words of the query needs none.
var howLabels = map[How]string{
	HowSynonym:   "同义",
	HowPinyin:    "拼音",
	HowInitials:  "首字母",
	HowHomophone: "同音",
	HowPrefix:    "前缀",
}

// Why says how a hit was found where its words do not show it, such as
// “同义：没电→停电”: at most three sentences, each once.
func (h Hit) Why() []string {
	var out []string
	for _, r := range h.Reasons {
		label := howLabels[r.How]
		if label == "" || r.How == HowPrefix && strings.HasPrefix(strings.ToLower(r.Matched), strings.ToLower(r.Query)) {
			continue // the marks show it
		}
		text := label + "：" + r.Query + "→" + r.Matched
		if len(out) < shownReasons && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
