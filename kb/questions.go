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
	answer := m.take("answer")
	if answer == nil {
		m.missing("answer")
		return q
	}
	q.Answer = answers(answer)
	if why := q.mistake(); why != "" {
		m.file.at("question-answer", answer, "%s", why)
	}
	return q
}

// answers reads one answer or a list of them.
func answers(n *yaml.Node) []string {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var out []string
	for _, item := range nodes {
		if item.Kind == yaml.ScalarNode && item.Tag != "!!null" {
			out = append(out, strings.TrimSpace(item.Value))
		}
	}
	return out
}

// mistake says why the answer cannot be the answer, or "".
func (q Question) mistake() string {
	letters := "ABCDEFGH"[:min(len(q.Options), maxOptions)]
	switch q.Kind {
	case QuestionSingle, QuestionMulti:
		if len(q.Options) < 2 || len(q.Options) > maxOptions {
			return fmt.Sprintf("选择题要有 2 到 %d 个选项", maxOptions)
		}
		for _, a := range q.Answer {
			if len(a) != 1 || !strings.Contains(letters, a) {
				return fmt.Sprintf("答案 “%s” 不是选项字母 %s 到 %s", clip(a), letters[:1], letters[len(letters)-1:])
			}
		}
		if q.Kind == QuestionSingle && len(q.Answer) != 1 {
			return "单选题的答案是一个字母，如 B"
		}
		if sorted := slices.Compact(slices.Sorted(slices.Values(q.Answer))); len(sorted) < 2 && q.Kind == QuestionMulti {
			return "多选题的答案至少两个字母，如 [A, C]"
		}
	case QuestionTrueFalse:
		if len(q.Answer) != 1 || q.Answer[0] != "true" && q.Answer[0] != "false" {
			return "判断题的答案是 true 或 false"
		}
	case QuestionBlank:
		if n := strings.Count(q.Stem, "____"); n == 0 || n != len(q.Answer) {
			return fmt.Sprintf("题干有 %d 处空（四个下划线 ____），答案有 %d 个", n, len(q.Answer))
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
	m.each("nodes", func(sub *fields) {
		node := DrillNode{ID: sub.required("id"), Customer: sub.required("customer")}
		if at[node.ID] != nil {
			sub.file.at("drill-node", sub.values["id"], "节点 “%s” 写了两次", clip(node.ID))
		} else if node.ID != "" {
			at[node.ID] = sub.values["id"]
		}
		sub.each("choices", func(c *fields) {
			node.Choices = append(node.Choices, DrillChoice{
				Say: c.required("say"), Score: c.count("score", 0, 10),
				Feedback: c.text("feedback"), Next: c.required("next"),
			})
		})
		d.Nodes = append(d.Nodes, node)
	})
	if len(d.Nodes) == 0 {
		m.file.at("drill-node", m.self, "演练至少要有一个节点")
		return d
	}
	d.checkPaths(func(id, why string) { m.file.at("drill-node", at[id], "%s", why) })
	return d
}

// checkPaths reports nodes that lead nowhere, are never reached, or from which
// no end can be reached.
func (d Drill) checkPaths(report func(id, why string)) {
	byID := map[string]DrillNode{}
	for _, n := range d.Nodes {
		if n.ID == "" {
			return // reported as a missing key
		}
		byID[n.ID] = n
	}
	for _, n := range d.Nodes {
		for _, c := range n.Choices {
			if _, ok := byID[c.Next]; !ok && c.Next != "" {
				report(n.ID, fmt.Sprintf("节点 “%s” 的去向 “%s” 不存在", clip(n.ID), clip(c.Next)))
			}
		}
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
			report(n.ID, fmt.Sprintf("节点 “%s” 没有一条路走得到", clip(n.ID)))
		case !ends[n.ID]:
			report(n.ID, fmt.Sprintf("节点 “%s” 走不到结尾（没有选项的节点）", clip(n.ID)))
		}
	}
}
