package kb

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// readKind reads the keys of d's own kind, and what its sections hold.
func (m *fields) readKind(d *Document, b *body) {
	switch d.Kind {
	case KindClass:
		m.readClass(d)
	case KindCase:
		m.readCase(d)
	case KindScript:
		m.readScript(d, b)
	case KindStandard:
		m.readStandard(d, b)
	case KindLesson:
		m.readLesson(d)
	}
}

func (m *fields) readClass(d *Document) {
	var names []string
	for _, c := range Categories() {
		names = append(names, string(c))
	}
	d.Class = &Class{
		Category:    Category(m.requiredChoice("category", names...)),
		Departments: m.list("departments"),
		Near:        m.ids("near", KindClass),
	}
	d.Classes = []ID{d.ID}
}

func (m *fields) readCase(d *Document) {
	main := m.id("class", KindClass)
	if main == "" && m.needs("class") {
		m.missing("class", "写问题类的编号")
	}
	if folder := strings.Split(d.Path, "/")[1]; main != "" && ID(folder) != main {
		m.file.at("class-folder", m.values["class"], "class 是 %s，文件却在 complaints/%s/ 里，移到 %s",
			clip(string(main)), folder, PathOf(KindCase, d.ID, main))
	}
	d.Classes = unique(append([]ID{main}, m.ids("also", KindClass)...))
	c := &Case{
		Channel: Channel(m.requiredChoice("channel", "hall", "hotline", "online", "onsite",
			"regulator", "government", "letter", "media")),
		Occurred:  m.date("occurred", "2006-01"),
		Liability: Liability(m.requiredChoice("liability", "upheld", "partly", "not-upheld")),
		Severity:  CaseSeverity(m.requiredChoice("severity", "general", "important", "major", "special")),
		Origin:    Origin(m.requiredChoice("origin", "composite", "real")),
		Scripts:   m.ids("scripts", KindScript),
		Standards: m.ids("standards", KindStandard),
	}
	if !m.has("occurred") {
		m.missing("occurred", "写发生的年月，如 2026-10")
	}
	m.each("measures", func(sub *fields) { c.Measures = append(c.Measures, readMeasure(sub)) })
	c.Questions = m.readQuestions()
	if len(c.Scripts) == 0 && m.needs("scripts") {
		m.lacking("case-script", "scripts", "缺少 scripts，写出这个案例该用哪份话术")
	}
	if len(c.Measures) == 0 && m.needs("measures") {
		m.lacking("case-measure", "measures", "缺少 measures，至少写一条整改措施（action、owner、due）")
	}
	d.Case = c
}

func readMeasure(m *fields) Measure {
	out := Measure{
		Action: m.required("action"),
		Owner:  m.required("owner"),
		Due:    m.date("due", "2006-01-02"),
		Done:   m.date("done", "2006-01-02"),
	}
	if !m.has("due") {
		m.missing("due", "写完成的期限，如 2026-10-05")
	}
	return out
}

func (m *fields) readScript(d *Document, b *body) {
	d.Classes = m.ids("classes", KindClass)
	if len(d.Classes) == 0 && m.needs("classes") {
		m.missing("classes", "写问题类的编号")
	}
	s := &Script{
		Stage: Stage(m.requiredChoice("stage", "opening", "soothe", "verify", "explain", "promise", "escalate", "close")),
	}
	for _, c := range m.choices("channel", "hall", "hotline", "online", "onsite") {
		s.Channels = append(s.Channels, Channel(c))
	}
	slots := m.scalars("slots")
	s.Standards = m.ids("standards", KindStandard)
	said := m.file.spokenItems(b, "这样说")
	for _, item := range said {
		s.Lines = append(s.Lines, Line{Step: item.step, Anchor: item.anchor, Text: item.text, Note: item.note})
	}
	for _, item := range m.file.spokenItems(b, "不要说") {
		ban := parseBan(item.text)
		if ban.Text == "" {
			m.file.offset("line-item", item.offset, "先写不能说的那句话，再写 ——原因")
			continue
		}
		s.Bans = append(s.Bans, ban)
	}
	if i := slices.IndexFunc(b.sections, func(s Section) bool { return s.Heading == "这样说" }); i >= 0 && len(s.Lines) == 0 && !b.blank(i) {
		m.file.offset("script-lines", b.offset(i), "“这样说” 里一句话都没有，每句写成一个列表项")
	}
	for _, slot := range slots {
		s.Slots = append(s.Slots, strings.Trim(slot.Value, "〔〕"))
	}
	if b.complete {
		m.checkSlots(s.Slots, slots, said)
	}
	d.Script = s
}

// checkSlots compares the fill-ins that are declared, with their places, and
// those that are used in what is said.
func (m *fields) checkSlots(names []string, declared []*yaml.Node, said []spokenItem) {
	used := map[string]bool{}
	for _, item := range said {
		for _, name := range SlotNames(item.text) {
			if !used[name] && !slices.Contains(names, name) {
				slot := "〔" + name + "〕"
				at := item.offset + max(bytes.Index(m.file.src[item.offset:], []byte(slot)), 0)
				m.file.offset("slot-undeclared", at, "填空%s没有在 slots 里登记，登记上或者改成普通的字", clip(slot))
			}
			used[name] = true
		}
	}
	for i, name := range names {
		if !used[name] {
			m.file.at("slot-unused", declared[i], "填空〔%s〕没有一句话用到，用上或者删掉", clip(name))
		}
	}
}

func (m *fields) readStandard(d *Document, b *body) {
	d.Classes = m.ids("classes", KindClass)
	s := &Standard{
		Document:     m.text("document"),
		Article:      m.text("article"),
		Effective:    m.date("effective", "2006"),
		SupersededBy: m.id("superseded_by", KindStandard),
		Supersedes:   m.ids("supersedes", KindStandard),
		Confidence:   Confidence(m.requiredChoice("confidence", "verified", "unverified")),
	}
	m.each("limits", func(sub *fields) {
		s.Limits = append(s.Limits, Limit{
			What: sub.required("what"), Value: sub.required("value"),
			Unit: sub.text("unit"), Where: sub.text("where"),
		})
	})
	figures := len(s.Limits) > 0
	for _, section := range b.sections {
		if section.Heading == "规定" && strings.ContainsAny(section.Text, "0123456789０１２３４５６７８９") {
			figures = true
		}
	}
	if figures && s.Document == "" && m.needs("document") {
		m.lacking("standard-document", "document", "标准里有数字，却没有写 document，写明出自哪份文件")
	}
	d.Standard = s
}

func (m *fields) readLesson(d *Document) {
	l := &Lesson{
		Minutes:  m.count("minutes", 5, 480),
		Audience: m.text("audience"),
		Goals:    m.list("goals"),
	}
	d.Classes = m.ids("classes", KindClass)
	l.Cases = m.ids("cases", KindCase)
	l.Scripts = m.ids("scripts", KindScript)
	l.Questions = m.readQuestions()
	m.each("drills", func(sub *fields) { l.Drills = append(l.Drills, readDrill(sub)) })
	if l.Minutes == 0 && !m.has("minutes") {
		m.missing("minutes", "写要讲多少分钟")
	}
	d.Lesson = l
}

// unique drops empty and repeated IDs.
func unique(ids []ID) []ID {
	var out []ID
	for _, id := range ids {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
