package kb_test

import (
	"reflect"
	"strings"
	"testing"

	"anku/kb"
)

func TestParseCommonKeys(t *testing.T) {
	src := source(`title: " 交费后没来电 "
owner: 营业厅班长
reviewed: "2026-10-01"
review_every: 90
status: draft
tags: [复电, 95598]
sources:
  - S000-W2-5
  - 《供电服务规范》
asks:
  - 交了钱怎么还没来电
  - 2026
classes: [a-class, b-class]
stage: explain
`, scriptBody)
	d := mustParse(t, "scripts/a.md", src)
	want := &kb.Document{
		ID: "a", Kind: kb.KindScript, Title: "交费后没来电", Status: kb.StatusDraft,
		Owner: "营业厅班长", Reviewed: kb.Date{Year: 2026, Month: 10, Day: 1}, ReviewEvery: 90,
		Tags: []string{"复电", "95598"}, Sources: []string{"S000-W2-5", "《供电服务规范》"},
		Asks: []string{"交了钱怎么还没来电", "2026"}, Classes: []kb.ID{"a-class", "b-class"},
		Source: src, Path: "scripts/a.md",
	}
	got := *d
	got.Sections, got.Script = nil, nil
	if !reflect.DeepEqual(&got, want) {
		t.Errorf("got  %+v\nwant %+v", &got, want)
	}
	if d.MainClass() != "a-class" || d.URL() != "/scripts/a" || len(d.Lines()) != 1 {
		t.Errorf("got class %q, page %q, lines %v", d.MainClass(), d.URL(), d.Lines())
	}
}

func TestParseClass(t *testing.T) {
	d := mustParse(t, "classes/a-class.md", source(classHead+"departments: [营业厅, 供电所]\nnear: [b-class]\n", classBody))
	want := &kb.Class{Category: kb.CategoryBusiness, Departments: []string{"营业厅", "供电所"}, Near: []kb.ID{"b-class"}}
	if !reflect.DeepEqual(d.Class, want) || d.MainClass() != "a-class" || d.Lines() != nil {
		t.Errorf("got %+v of class %q, want %+v of itself", d.Class, d.MainClass(), want)
	}
}

func TestParseCase(t *testing.T) {
	d := mustParse(t, "complaints/a-class/a.md", source(`title: 题
class: a-class
also: [b-class, a-class]
channel: government
occurred: 2026-07
liability: partly
severity: major
origin: real
owner: 专责
reviewed: 2026-10-01
scripts: [a-script]
standards: [a-standard]
measures:
  - action: 弹窗提醒
    owner: 系统专责
    due: 2026-12-31
    done: 2026-11-30
  - {action: 建台账, owner: 班长, due: 2027-01-31}
questions:
  - kind: single
    stem: 选一个
    options: [甲, 乙]
    answer: B
    explain: 因为
  - kind: multi
    stem: 选几个
    options: [甲, 乙, 丙]
    answer: [A, C]
  - kind: truefalse
    stem: 判断
    answer: false
  - kind: blank
    stem: 先____，再____
    answer: [看账, 2]
  - kind: short
    stem: 说说
    answer: >-
      一句
      话
`, caseBody))
	want := &kb.Case{
		Channel: kb.ChannelGovernment, Occurred: kb.Date{Year: 2026, Month: 7}, Liability: kb.LiabilityPartly,
		Severity: kb.SeverityMajor, Origin: kb.OriginReal, Scripts: []kb.ID{"a-script"}, Standards: []kb.ID{"a-standard"},
		Measures: []kb.Measure{
			{Action: "弹窗提醒", Owner: "系统专责", Due: kb.Date{Year: 2026, Month: 12, Day: 31}, Done: kb.Date{Year: 2026, Month: 11, Day: 30}},
			{Action: "建台账", Owner: "班长", Due: kb.Date{Year: 2027, Month: 1, Day: 31}},
		},
		Questions: []kb.Question{
			{Kind: kb.QuestionSingle, Stem: "选一个", Options: []string{"甲", "乙"}, Answer: []string{"B"}, Explain: "因为"},
			{Kind: kb.QuestionMulti, Stem: "选几个", Options: []string{"甲", "乙", "丙"}, Answer: []string{"A", "C"}},
			{Kind: kb.QuestionTrueFalse, Stem: "判断", Answer: []string{"false"}},
			{Kind: kb.QuestionBlank, Stem: "先____，再____", Answer: []string{"看账", "2"}},
			{Kind: kb.QuestionShort, Stem: "说说", Answer: []string{"一句 话"}},
		},
	}
	if !reflect.DeepEqual(d.Case, want) {
		t.Errorf("got  %+v\nwant %+v", d.Case, want)
	}
	if got, want := d.Classes, []kb.ID{"a-class", "b-class"}; !reflect.DeepEqual(got, want) {
		t.Errorf("classes: got %q, want %q", got, want)
	}
}

func TestParseStandard(t *testing.T) {
	d := mustParse(t, "standards/a.md", source(`title: 题
document: 《供电服务规范》
article: 第八条
effective: 2003-12
superseded_by: b-standard
supersedes: [c-standard]
confidence: verified
limits:
  - {what: 到达现场, value: 45, unit: 分钟, where: 城区}
  - {what: 电压偏差, value: "-10 ~ +7", unit: "%"}
owner: 专责
reviewed: 2026-10-01
`, standardBody))
	want := &kb.Standard{
		Document: "《供电服务规范》", Article: "第八条", Effective: kb.Date{Year: 2003, Month: 12},
		SupersededBy: "b-standard", Supersedes: []kb.ID{"c-standard"}, Confidence: kb.ConfidenceVerified,
		Limits: []kb.Limit{{What: "到达现场", Value: "45", Unit: "分钟", Where: "城区"}, {What: "电压偏差", Value: "-10 ~ +7", Unit: "%"}},
	}
	if !reflect.DeepEqual(d.Standard, want) {
		t.Errorf("got  %+v\nwant %+v", d.Standard, want)
	}
}

func TestParseLesson(t *testing.T) {
	d := mustParse(t, "lessons/a.md", source(lessonHead+`audience: 收费员
goals: [会看账]
classes: [a-class]
cases: [a-case]
scripts: [a-script]
drills:
  - title: 催复电
    scene: 柜台
    nodes:
      - id: 1
        customer: 怎么还没来电？
        choices:
          - {say: 我查一下。, score: 10, feedback: 好, next: 2}
          - {say: 等着。, next: 1}
      - id: 2
        customer: 好。
`, "## 甲\n\n乙\n"))
	want := &kb.Lesson{
		Minutes: 30, Audience: "收费员", Goals: []string{"会看账"}, Cases: []kb.ID{"a-case"}, Scripts: []kb.ID{"a-script"},
		Drills: []kb.Drill{{Title: "催复电", Scene: "柜台", Nodes: []kb.DrillNode{
			{ID: "1", Customer: "怎么还没来电？", Choices: []kb.DrillChoice{
				{Say: "我查一下。", Score: 10, Feedback: "好", Next: "2"}, {Say: "等着。", Next: "1"},
			}},
			{ID: "2", Customer: "好。"},
		}}},
	}
	if !reflect.DeepEqual(d.Lesson, want) {
		t.Errorf("got  %+v\nwant %+v", d.Lesson, want)
	}
}

// TestKeyDefects has each way in which a key can be wrong, at its place.
func TestKeyDefects(t *testing.T) {
	script, lesson, standard := "scripts/a.md", "lessons/a.md", "standards/a.md"
	complaint := "complaints/a-class/a.md"
	tests := []struct {
		name, path, head string
		want             []string
	}{
		{"unknown", script, scriptHead + "别名: 一\n", []string{"8:1: 不认识的键 “别名”，可以写的有 id、title、"}},
		{"slip", script, scriptHead + "Tag: [一]\n", []string{"8:1: 不认识的键 “Tag”，是不是想写 tags"}},
		{"very long", script, scriptHead + strings.Repeat("键", 200) + ": 一\n", []string{"8:1: 不认识的键 “" + strings.Repeat("键", 40) + "…”"}},
		{"of another kind", script, scriptHead + "confidence: verified\n", []string{"8:1: 不认识的键 “confidence”"}},
		{"in an item", standard, standardHead + "limits:\n  - {what: 甲, value: 1, 单位: 天}\n", []string{"8:25: 不认识的键 “单位”，可以写的有 what、value、unit、where"}},
		{"absent", script, strings.Replace(scriptHead, "owner: 班长\n", "", 1), []string{"2:1: 缺少 owner"}},
		{"empty", script, withKeys(scriptHead, "owner:\n"), []string{"7:1: 缺少 owner"}},
		{"blank", script, withKeys(scriptHead, "owner: \"  \"\n"), []string{"7:1: 缺少 owner"}},
		{"null", script, withKeys(scriptHead, "stage: ~\n"), []string{"7:1: 缺少 stage，写 opening、soothe"}},
		{"list for text", script, withKeys(scriptHead, "owner: [班长]\n"), []string{"7:8: owner 要是一段文字"}},
		{"text for a list", script, scriptHead + "tags: 复电\n", []string{"8:7: tags 要是一个列表"}},
		{"list in a list", script, scriptHead + "tags: [一, [二]]\n", []string{"8:11: tags 的每一项要是一段文字"}},
		{"empty item", script, scriptHead + "tags: [一, \"\"]\n", []string{"8:11: tags 里有空的一项"}},
		{"list for a choice", script, withKeys(scriptHead, "stage: [explain]\n"), []string{"7:8: stage 要是一个词"}},
		{"choice", script, withKeys(scriptHead, "stage: 解释\n"), []string{"7:8: stage 不能是 “解释”，可以写 opening"}},
		{"list for an ID", complaint, withKeys(caseHead, "class: [a-class]\n"), []string{"15:8: class 要是一个编号"}},
		{"empty ID", complaint, withKeys(caseHead, "class: \" \"\n"), []string{"15:1: 缺少 class"}},
		{"empty list", script, withKeys(scriptHead, "asks: []\n"), []string{"7:1: 缺少 asks"}},
		{"year for a day", script, withKeys(scriptHead, "reviewed: 2026\n"), []string{"7:11: reviewed 要写成 2026-10-05"}},
		{"day that is none", script, withKeys(scriptHead, "reviewed: 2026-02-30\n"), []string{"7:11: reviewed 要写成 2026-10-05"}},
		{"year for a month", complaint, withKeys(caseHead, "occurred: 2026\n"), []string{"15:11: occurred 要写成 2026-10"}},
		{"word for a number", lesson, withKeys(lessonHead, "minutes: 半小时\n"), []string{"5:10: minutes 要是一个整数"}},
		{"too small a number", lesson, withKeys(lessonHead, "minutes: 0\n"), []string{"5:10: minutes 要在 5 到 480 之间"}},
		{"list for a number", lesson, withKeys(lessonHead, "minutes: [30]\n"), []string{"5:10: minutes 要是一个整数"}},
		{"one for a list of mappings", standard, standardHead + "limits: {what: 甲, value: 1}\n", []string{"7:9: limits 要是一个列表"}},
		{"text in a list of mappings", standard, standardHead + "limits: [一天]\n", []string{"7:10: limits 的每一项要写成“键: 值”"}},
		{"unwritten", script, withKeys(scriptHead, "owner: （待写：岗位）\n"), []string{"7:8: owner 还没写"}},
		{"unwritten answer", lesson, lessonHead + "questions:\n  - {kind: short, stem: 说说, answer: （待写）}\n", []string{"7:37: answer 还没写"}},
		{"own ID", script, scriptHead + "id: a\n", nil},
		{"another ID", script, scriptHead + "id: b\n", []string{"8:5: id 是 “b”，文件名却是 a.md"}},
		{"same question", script, withKeys(scriptHead, "asks: [怎么说, 怎么，说？]\n"), []string{"7:13: 提醒：问法 “怎么，说？” 已经写过了"}},
		{"figures without document", standard, withKeys(standardHead, "document:\nlimits: [{what: 甲, value: 1}]\n"), []string{"6:1: 标准里有数字，却没有写 document"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := map[string]string{script: scriptBody, lesson: "## 甲\n\n乙\n", standard: standardBody, complaint: caseBody}[tt.path]
			wantDefects(t, defects(tt.path, source(tt.head, body)), tt.want...)
		})
	}
}

// TestQuestionDefects has what is wrong with a question, said once.
func TestQuestionDefects(t *testing.T) {
	tests := []struct {
		name, question string
		want           []string
	}{
		{"no kind", "{stem: 甲, answer: A}", []string{"缺少 kind"}},
		{"no answer", "{kind: short, stem: 甲}", []string{"缺少 answer"}},
		{"empty answer", "{kind: short, stem: 甲, answer: \"\"}", []string{"简答题的答案是一段文字"}},
		{"mapping as answer", "{kind: short, stem: 甲, answer: {乙: 丙}}", []string{"answer 要是一个列表"}},
		{"two for single", "{kind: single, stem: 甲, options: [乙, 丙], answer: [A, B]}", []string{"单选题的答案是一个字母"}},
		{"small letter", "{kind: single, stem: 甲, options: [乙, 丙], answer: a}", []string{"答案 “a” 不是选项字母"}},
		{"no options", "{kind: single, stem: 甲, answer: A}", []string{"选择题要有 2 到 8 个选项，这里有 0 个"}},
		{"nine options", "{kind: single, stem: 甲, options: [1, 2, 3, 4, 5, 6, 7, 8, 9], answer: A}", []string{"这里有 9 个"}},
		{"options that are no list", "{kind: single, stem: 甲, options: 乙, answer: A}", []string{"options 要是一个列表"}},
		{"options of a judgement", "{kind: truefalse, stem: 甲, options: [对, 错], answer: true}", []string{"只有 single 和 multi 才写 options"}},
		{"no blank", "{kind: blank, stem: 甲, answer: 乙}", []string{"题干有 0 处空（四个下划线 ____），答案却有 1 个"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head := lessonHead + "questions:\n  - " + tt.question + "\n"
			wantDefects(t, defects("lessons/a.md", source(head, "## 甲\n\n乙\n")), tt.want...)
		})
	}
}

// TestDrillDefects has drills that cannot be played.
func TestDrillDefects(t *testing.T) {
	node := func(id string, nexts ...string) string {
		out := "      - id: " + id + "\n        customer: 甲\n"
		if len(nexts) > 0 {
			out += "        choices:\n"
		}
		for _, next := range nexts {
			out += "          - {say: 乙, next: " + next + "}\n"
		}
		return out
	}
	tests := []struct {
		name, nodes string
		want        []string
	}{
		{"one node", node("a"), nil},
		{"forth and back", node("a", "b", "c") + node("b", "a") + node("c"), nil},
		{"nowhere", node("a", "x", "b") + node("b"), []string{"12:28: 没有节点 “x”"}},
		{"never reached", node("a") + node("b"), []string{"11:13: 没有一个选项走到节点 “b”"}},
		{"without end", node("a", "b") + node("b", "a"), []string{"9:13: 节点 “a” 走不到结尾", "13:13: 节点 “b” 走不到结尾"}},
		{"one branch without end", node("a", "b", "c") + node("b", "b") + node("c"), []string{"14:13: 节点 “b” 走不到结尾"}},
		{"twice", node("a", "b") + node("b") + node("b"), []string{"15:13: 节点 “b” 已经写过了"}},
		{"no choice text", strings.Replace(node("a", "b")+node("b"), "say: 乙, ", "", 1), []string{"12:13: 缺少 say"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head := lessonHead + "drills:\n  - title: 题\n    nodes:\n" + tt.nodes
			wantDefects(t, defects("lessons/a.md", source(head, "## 甲\n\n乙\n")), tt.want...)
		})
	}
}

func TestParsePaths(t *testing.T) {
	for path, want := range map[string]string{
		"scripts/A.md":            "1:1: 文件名要是小写英文",
		"scripts/a_b.md":          "1:1: 文件名要是小写英文",
		"scripts/话术.md":           "1:1: 文件名要是小写英文",
		"scripts/.md":             "1:1: 文件名要是小写英文",
		"scripts/a.txt":           "1:1: 路径要是 scripts/编号.md",
		"scripts/b/a.md":          "1:1: 路径要是 scripts/编号.md",
		"a.md":                    "1:1: 路径要是 scripts/编号.md",
		"complaints/a.md":         "1:1: 路径要是 scripts/编号.md",
		"complaints/b/c/a.md":     "1:1: 路径要是 scripts/编号.md",
		"elsewhere/a.md":          "1:1: 路径要是 scripts/编号.md",
		"":                        "1:1: 路径要是 scripts/编号.md",
		"scripts/" + long + ".md": "1:1: 文件名要是小写英文",
	} {
		got := defects(path, source(scriptHead, scriptBody))
		if len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%q: got %q, want one defect %q", path, got, want)
		}
	}
}

// long is one character longer than an ID may be.
var long = strings.Repeat("a", 81)

func TestProblemString(t *testing.T) {
	p := kb.Problem{Position: kb.Position{File: "scripts/x.md", Line: 4, Col: 6}, Rule: "unknown-key", Severity: kb.SeverityError, Message: "不认识的键"}
	warning := p
	warning.Severity = kb.SeverityWarning
	ps := kb.Problems{&p, &warning}
	if got, want := ps.String(), "scripts/x.md:4:6: 不认识的键 (unknown-key)\nscripts/x.md:4:6: 提醒：不认识的键 (unknown-key)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := ps.Errors(); got != 1 {
		t.Errorf("got %d errors, want 1", got)
	}
}
