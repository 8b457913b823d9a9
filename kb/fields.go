package kb

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// fields reads the keys of one YAML mapping into Go values. Each method asks
// for one key; [fields.done] reports the keys that nobody asked for, so the
// set of known keys is exactly what the code reads.
type fields struct {
	file   *file
	self   *yaml.Node // the mapping, where missing keys are reported
	values map[string]*yaml.Node
	keys   []*yaml.Node // as written, in order
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
			f.at("duplicate-key", key, "键 %s 已经写过了，只留一处", clip(key.Value))
			continue
		}
		m.keys = append(m.keys, key)
		m.values[key.Value] = value
	}
	return m
}

// take returns the value of key, or nil where it is absent, empty or an alias.
func (m *fields) take(key string) *yaml.Node {
	m.asked = append(m.asked, key)
	v := m.values[key]
	if v == nil || v.Kind == yaml.AliasNode || v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
		return nil
	}
	return v
}

// missing reports that key must be given, and how.
func (m *fields) missing(key, how string) {
	m.lacking("missing-key", key, "缺少 "+key+"，"+how)
}

// lacking reports that key holds nothing: at the key where it is written, at
// the beginning of the mapping where it is not.
func (m *fields) lacking(rule, key, message string) {
	at := m.self
	for _, k := range m.keys {
		if k.Value == key {
			at = k
		}
	}
	m.file.at(rule, at, "%s", message)
}

// has reports whether key has a value; a key that is written but empty is
// reported by whoever reads it.
func (m *fields) has(key string) bool {
	v := m.values[key]
	return v != nil && v.Tag != "!!null"
}

// text returns a string of one line; numbers and dates are taken as written.
func (m *fields) text(key string) string {
	v := m.scalar(key, "一段文字，不是列表或“键: 值”")
	if v == nil {
		return ""
	}
	return m.line(key, v)
}

// scalar returns the value of key, or nil where there is none. One that is no
// scalar is reported; want says what was wanted.
func (m *fields) scalar(key, want string) *yaml.Node {
	v := m.take(key)
	if v != nil && v.Kind != yaml.ScalarNode {
		m.file.at("wrong-type", v, "%s 要是%s", key, want)
		return nil
	}
	return v
}

// sequence returns the items of a list; a value that is none is reported.
func (m *fields) sequence(key string) []*yaml.Node {
	v := m.take(key)
	if v == nil {
		return nil
	}
	if v.Kind != yaml.SequenceNode {
		m.file.at("wrong-type", v, "%s 要是一个列表，每项前面写“- ”", key)
		return nil
	}
	return v.Content
}

// line returns the value of a scalar of key, which must be written and on one
// line.
func (m *fields) line(key string, v *yaml.Node) string {
	s := strings.TrimSpace(v.Value)
	hidden := strings.IndexFunc(s, isControl)
	switch {
	case hidden >= 0:
		r, _ := utf8.DecodeRuneInString(s[hidden:])
		m.file.at("not-utf8", v, "%s 里有看不见的控制字符（U+%04X），请删掉", key, r)
	case strings.Contains(s, unwrittenMark):
		m.file.at("unwritten", v, "%s 还没写，写好后去掉“（待写…）”", key)
	case strings.Contains(s, "\n"):
		m.file.at("wrong-type", v, "%s 要写成一行，长的用 >- 折行", key)
	}
	return s
}

// required is text that must not be empty.
func (m *fields) required(key string) string {
	s := m.text(key)
	if s == "" && m.needs(key) {
		m.missing(key, "写上一段文字")
	}
	return s
}

// needs reports whether key is absent or empty, which has not been reported in
// another way, as a wrong type is.
func (m *fields) needs(key string) bool {
	v := m.values[key]
	return v == nil || v.Kind == yaml.ScalarNode || v.Kind == yaml.SequenceNode && len(v.Content) == 0
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
	var out []*yaml.Node
	for _, item := range m.sequence(key) {
		switch {
		case item.Kind == yaml.AliasNode: // reported
		case item.Kind != yaml.ScalarNode:
			m.file.at("wrong-type", item, "%s 的每一项要是一段文字（有冒号的用双引号括起来）", key)
		case item.Tag == "!!null" || strings.TrimSpace(item.Value) == "":
			m.file.at("wrong-type", item, "%s 里有空的一项，写上内容或者删掉", key)
		default:
			item.Value = m.line(key, item)
			out = append(out, item)
		}
	}
	return out
}

// each calls read for every mapping of a list of mappings.
func (m *fields) each(key string, read func(*fields)) {
	for _, item := range m.sequence(key) {
		if item.Kind == yaml.AliasNode {
			continue // reported
		}
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
