package web

import (
	"strings"

	"anku/kb"
)

// A questionView is a question with its answer in words.
type questionView struct {
	kb.Question
	Label  string
	Choice []string // options with their letters
	Answer string
}

// questionViews puts answers into words.
func questionViews(qs []kb.Question) []questionView {
	var out []questionView
	for _, q := range qs {
		v := questionView{Question: q, Label: q.Kind.Label(), Answer: strings.Join(q.Answer, "、")}
		for i, option := range q.Options {
			v.Choice = append(v.Choice, string(rune('A'+i))+". "+option)
		}
		if q.Kind == kb.QuestionTrueFalse {
			v.Answer = map[string]string{"true": "对", "false": "错"}[v.Answer]
		}
		out = append(out, v)
	}
	return out
}
