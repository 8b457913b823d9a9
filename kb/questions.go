package kb

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxOptions is how many options a question may have, A to H.
const maxOptions = 8

// readQuestions reads the key questions.
func (m *fields) readQuestions() []Question {
	var out []Question
	m.each("questions", func(sub *fields) { out = append(out, readQuestion(sub)) })
	return out
}

func readQuestion(m *fields) Question {
	q := Question{
		Kind:    QuestionKind(m.requiredChoice("kind", "single", "multi", "truefalse", "blank", "short")),
		Stem:    m.required("stem"),
		Options: m.list("options"),
		Explain: m.text("explain"),
	}
	at := m.take("answer")
	switch {
	case at == nil && m.has("answer"): // an alias, reported
		return q
	case at == nil:
		m.missing("answer", "写上答案")
		return q
	case at.Kind == yaml.ScalarNode:
		q.Answer = []string{m.line("answer", at)}
	default:
		q.Answer = m.list("answer")
	}
	options := m.values["options"]
	switch why := q.wrongOptions(); {
	case options != nil && options.Kind != yaml.SequenceNode, at.Kind == yaml.MappingNode: // reported
	case why != "":
		m.lacking("question-answer", "options", why)
	default:
		if why = q.wrongAnswer(); why != "" {
			m.file.at("question-answer", at, "%s", why)
		}
	}
	return q
}

// wrongOptions says why the options cannot be the options, or "".
func (q Question) wrongOptions() string {
	n := len(q.Options)
	switch q.Kind {
	case QuestionSingle, QuestionMulti:
		if n < 2 || n > maxOptions {
			return fmt.Sprintf("选择题要有 2 到 %d 个选项，这里有 %d 个", maxOptions, n)
		}
	case QuestionTrueFalse, QuestionBlank, QuestionShort:
		if n > 0 {
			return "只有 single 和 multi 才写 options，删掉它或者改 kind"
		}
	}
	return ""
}

// wrongAnswer says why the answer cannot be the answer, or "".
func (q Question) wrongAnswer() string {
	switch q.Kind {
	case QuestionSingle, QuestionMulti:
		letters := "ABCDEFGH"[:len(q.Options)]
		for _, a := range q.Answer {
			if len(a) != 1 || !strings.Contains(letters, a) {
				return fmt.Sprintf("答案 “%s” 不是选项字母，写 %s 到 %s", clip(a), letters[:1], letters[len(letters)-1:])
			}
		}
		if q.Kind == QuestionSingle && len(q.Answer) != 1 {
			return "单选题的答案是一个字母，如 B"
		}
		if len(slices.Compact(slices.Sorted(slices.Values(q.Answer)))) < len(q.Answer) {
			return "答案里有重复的字母，每个只写一次"
		}
		if q.Kind == QuestionMulti && len(q.Answer) < 2 {
			return "多选题的答案至少两个字母，如 [A, C]"
		}
	case QuestionTrueFalse:
		if len(q.Answer) != 1 || q.Answer[0] != "true" && q.Answer[0] != "false" {
			return "判断题的答案是 true 或 false"
		}
	case QuestionBlank:
		if n := strings.Count(q.Stem, "____"); n == 0 || n != len(q.Answer) {
			return fmt.Sprintf("题干有 %d 处空（四个下划线 ____），答案却有 %d 个，要一样多", n, len(q.Answer))
		}
	case QuestionShort:
		if len(q.Answer) != 1 || q.Answer[0] == "" {
			return "简答题的答案是一段文字"
		}
	}
	return ""
}

// readDrill reads one drill and checks that its nodes hang together.
func readDrill(m *fields) Drill {
	d := Drill{Title: m.required("title"), Scene: m.text("scene")}
	at := map[string]*yaml.Node{}
	var nexts []*yaml.Node
	whole := true
	m.each("nodes", func(sub *fields) {
		node := DrillNode{ID: sub.required("id"), Customer: sub.required("customer")}
		switch {
		case node.ID == "":
			whole = false
		case at[node.ID] != nil:
			sub.file.at("drill-node", sub.values["id"], "节点 “%s” 已经写过了，换一个 id", clip(node.ID))
			whole = false
		default:
			at[node.ID] = sub.values["id"]
		}
		sub.each("choices", func(c *fields) {
			choice := DrillChoice{
				Say: c.required("say"), Score: c.count("score", 0, 10),
				Feedback: c.text("feedback"), Next: c.required("next"),
			}
			if whole = whole && choice.Next != ""; choice.Next != "" {
				nexts = append(nexts, c.values["next"])
			}
			node.Choices = append(node.Choices, choice)
		})
		d.Nodes = append(d.Nodes, node)
	})
	if len(d.Nodes) == 0 && m.needs("nodes") {
		m.lacking("drill-node", "nodes", "演练至少要有一个节点（nodes）")
	}
	for _, next := range nexts {
		if id := strings.TrimSpace(next.Value); at[id] == nil {
			m.file.at("drill-node", next, "没有节点 “%s”，next 要写另一个节点的 id", clip(id))
			whole = false
		}
	}
	if whole && len(d.Nodes) > 0 {
		d.checkPaths(func(id, why string) { m.file.at("drill-node", at[id], "%s", why) })
	}
	return d
}

// checkPaths reports nodes that are never reached, or from which no end can be
// reached. All nodes have IDs, and every choice leads to one of them.
func (d Drill) checkPaths(report func(id, why string)) {
	byID := map[string]DrillNode{}
	for _, n := range d.Nodes {
		byID[n.ID] = n
	}
	reached := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		if reached[id] {
			return
		}
		reached[id] = true
		for _, c := range byID[id].Choices {
			visit(c.Next)
		}
	}
	visit(d.Nodes[0].ID)
	ends := map[string]bool{}
	for range d.Nodes { // each round finds the nodes one step further from an end
		for _, n := range d.Nodes {
			if len(n.Choices) == 0 || slices.ContainsFunc(n.Choices, func(c DrillChoice) bool { return ends[c.Next] }) {
				ends[n.ID] = true
			}
		}
	}
	for _, n := range d.Nodes {
		switch {
		case !reached[n.ID]:
			report(n.ID, fmt.Sprintf("没有一个选项走到节点 “%s”，接上或者删掉", clip(n.ID)))
		case !ends[n.ID]:
			report(n.ID, fmt.Sprintf("节点 “%s” 走不到结尾，要有一条路通到没有选项的节点", clip(n.ID)))
		}
	}
}
