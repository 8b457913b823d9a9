package kb

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// fields reads the keys of one YAML mapping into Go values. Each method asks
// for one key; [fields.done] reports the keys that nobody asked for, so the
// set of known keys is exactly what the code reads.
type fields struct {
	file   *file
	self   *yaml.Node // the mapping, where missing keys are reported
	values map[string]*yaml.Node
	keys   []*yaml.Node
	asked  []string
}

// newFields indexes mapping n and reports keys that occur twice. A nil n is an
// empty mapping at the beginning of the file.
func newFields(f *file, n *yaml.Node) *fields {
	if n == nil {
		n = &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	m := &fields{file: f, self: n, values: make(map[string]*yaml.Node, len(n.Content)/2)}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			f.at("wrong-type", key, "键要是一个词")
			continue
		}
		if _, twice := m.values[key.Value]; twice {
			f.at("duplicate-key", key, "键 %s 写了两次", key.Value)
			continue
		}
		if value.Kind == yaml.AliasNode || value.Anchor != "" {
			f.at("alias", value, "不用 YAML 锚点和别名，把内容直接写出来")
			value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: value.Line, Column: value.Column}
		}
		m.keys = append(m.keys, key)
		m.values[key.Value] = value
	}
	return m
}

// take returns the value of key, or nil where it is absent or empty.
func (m *fields) take(key string) *yaml.Node {
	m.asked = append(m.asked, key)
	v := m.values[key]
	if v == nil || v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
		return nil
	}
	return v
}

// missing reports that key must be given.
func (m *fields) missing(key string) {
	m.file.at("missing-key", m.self, "缺少 %s", key)
}

// has reports whether key has a value; a key that is written but empty is
// reported by whoever reads it.
func (m *fields) has(key string) bool {
	v := m.values[key]
	return v != nil && v.Tag != "!!null"
}

// text returns a string of one line; numbers and dates are taken as written.
func (m *fields) text(key string) string {
	v := m.take(key)
	if v == nil {
		return ""
	}
	if v.Kind != yaml.ScalarNode {
		m.file.at("wrong-type", v, "%s 要是一段文字", key)
		return ""
	}
	if strings.Contains(v.Value, unwrittenMark) {
		m.file.at("unwritten", v, "%s 还没写", key)
	}
	return strings.TrimSpace(v.Value)
}

// required is text that must not be empty.
func (m *fields) required(key string) string {
	s := m.text(key)
	if s == "" && m.needs(key) {
		m.missing(key)
	}
	return s
}

// needs reports whether the absence of key has not been reported in another
// way, as a wrong type is.
func (m *fields) needs(key string) bool {
	v := m.values[key]
	return v == nil || v.Kind == yaml.ScalarNode
}

// list returns a list of strings without empty entries.
func (m *fields) list(key string) []string {
	var out []string
	for _, item := range m.scalars(key) {
		out = append(out, item.Value)
	}
	return out
}

// scalars returns the items of a list as nodes with trimmed values; an item
// that is no scalar is reported, an empty one too.
func (m *fields) scalars(key string) []*yaml.Node {
	v := m.take(key)
	if v == nil {
		return nil
	}
	if v.Kind != yaml.SequenceNode {
		m.file.at("wrong-type", v, "%s 要是一个列表，每项前面写“- ”", key)
		return nil
	}
	var out []*yaml.Node
	for _, item := range v.Content {
		switch {
		case item.Kind == yaml.AliasNode || item.Anchor != "":
			m.file.at("alias", item, "不用 YAML 锚点和别名，把内容直接写出来")
		case item.Kind != yaml.ScalarNode || item.Tag == "!!null" || strings.TrimSpace(item.Value) == "":
			m.file.at("wrong-type", item, "%s 的每一项要是一段文字（有冒号的用双引号括起来）", key)
		default:
			if strings.Contains(item.Value, unwrittenMark) {
				m.file.at("unwritten", item, "%s 还有没写的一项", key)
			}
			item.Value = strings.TrimSpace(item.Value)
			out = append(out, item)
		}
	}
	return out
}

// id returns a reference to a document of the given kind.
func (m *fields) id(key string, kind Kind) ID {
	v := m.take(key)
	if v == nil {
		return ""
	}
	if v.Kind != yaml.ScalarNode {
		m.file.at("wrong-type", v, "%s 要是一个编号", key)
		return ""
	}
	return m.refer(v, kind)
}

// ids returns references to documents of the given kind.
func (m *fields) ids(key string, kind Kind) []ID {
	var out []ID
	for _, item := range m.scalars(key) {
		out = append(out, m.refer(item, kind))
	}
	return out
}

func (m *fields) refer(v *yaml.Node, kind Kind) ID {
	id := ID(v.Value)
	m.file.refs = append(m.file.refs, reference{Position: m.file.nodePosition(v), id: id, kind: kind})
	return id
}

// date returns a date with at least the precision of layout, which is "2006",
// "2006-01" or "2006-01-02".
func (m *fields) date(key, layout string) Date {
	v := m.take(key)
	if v == nil {
		return Date{}
	}
	d, err := ParseDate(v.Value)
	if v.Kind != yaml.ScalarNode || err != nil || len(d.String()) < len(layout) {
		example := "2026-10-05"
		m.file.at("bad-date", v, "%s 要写成 %s 这样的日期", key, example[:len(layout)])
		return Date{}
	}
	return d
}

// count returns a whole number from low to high, or 0 where there is none.
func (m *fields) count(key string, low, high int) int {
	v := m.take(key)
	if v == nil {
		return 0
	}
	n, err := strconv.Atoi(v.Value)
	switch {
	case v.Kind != yaml.ScalarNode || err != nil:
		m.file.at("wrong-type", v, "%s 要是一个整数", key)
		return 0
	case n < low || n > high:
		m.file.at("bad-value", v, "%s 要在 %d 到 %d 之间", key, low, high)
		return 0
	}
	return n
}

// choice returns one of the allowed words; "" where the key is absent.
func (m *fields) choice(key string, allowed ...string) string {
	v := m.take(key)
	if v == nil {
		return ""
	}
	if v.Kind != yaml.ScalarNode {
		m.file.at("wrong-type", v, "%s 要是一个词：%s", key, strings.Join(allowed, "、"))
		return ""
	}
	return m.allow(key, v, allowed)
}

// requiredChoice is a choice that must be made.
func (m *fields) requiredChoice(key string, allowed ...string) string {
	s := m.choice(key, allowed...)
	if !m.has(key) {
		m.missing(key)
	}
	return s
}

// choices returns the allowed words of a list; one word need not be a list.
func (m *fields) choices(key string, allowed ...string) []string {
	if v := m.values[key]; v != nil && v.Kind == yaml.ScalarNode {
		if one := m.choice(key, allowed...); one != "" {
			return []string{one}
		}
		return nil
	}
	var out []string
	for _, item := range m.scalars(key) {
		if s := m.allow(key, item, allowed); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (m *fields) allow(key string, v *yaml.Node, allowed []string) string {
	if slices.Contains(allowed, v.Value) {
		return v.Value
	}
	hint := ""
	if near := nearest(v.Value, allowed); near != "" {
		hint = "，是不是想写 " + near
	}
	m.file.at("bad-value", v, "%s 不能是 “%s”%s；可以写 %s", key, clip(v.Value), hint, strings.Join(allowed, "、"))
	return ""
}

// each calls read for every mapping of a list of mappings.
func (m *fields) each(key string, read func(*fields)) {
	v := m.take(key)
	if v == nil {
		return
	}
	if v.Kind != yaml.SequenceNode {
		m.file.at("wrong-type", v, "%s 要是一个列表，每项前面写“- ”", key)
		return
	}
	for _, item := range v.Content {
		if item.Kind != yaml.MappingNode {
			m.file.at("wrong-type", item, "%s 的每一项要写成“键: 值”", key)
			continue
		}
		sub := newFields(m.file, item)
		read(sub)
		sub.done()
	}
}

// done reports the keys that were not asked for.
func (m *fields) done() {
	for _, key := range m.keys {
		if slices.Contains(m.asked, key.Value) {
			continue
		}
		if near := nearest(key.Value, m.asked); near != "" {
			m.file.at("unknown-key", key, "不认识的键 “%s”，是不是想写 %s", clip(key.Value), near)
			continue
		}
		m.file.at("unknown-key", key, "不认识的键 “%s”，可以写的有 %s", clip(key.Value), strings.Join(m.asked, "、"))
	}
}
