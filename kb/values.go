package kb

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// id returns a reference to a document of the given kind.
func (m *fields) id(key string, kind Kind) ID {
	v := m.scalar(key, "一个编号，不是列表")
	if v == nil {
		return ""
	}
	if v.Value = strings.TrimSpace(v.Value); v.Value == "" {
		return ""
	}
	return m.refer(v, kind)
}

// ids returns references to documents of the given kind, each once.
func (m *fields) ids(key string, kind Kind) []ID {
	var out []ID
	for _, item := range m.scalars(key) {
		out = append(out, m.refer(item, kind))
	}
	return unique(out)
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
		m.file.at("bad-date", v, "%s 要写成 %s 这样的日期", key, "2026-10-05"[:len(layout)])
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
	v := m.scalar(key, "一个词："+strings.Join(allowed, "、"))
	if v == nil {
		return ""
	}
	return m.allow(key, v, allowed)
}

// requiredChoice is a choice that must be made.
func (m *fields) requiredChoice(key string, allowed ...string) string {
	s := m.choice(key, allowed...)
	if !m.has(key) {
		m.missing(key, "写 "+strings.Join(allowed, "、")+" 之一")
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
	m.file.at("bad-value", v, "%s 不能是 “%s”%s，可以写 %s", key, clip(v.Value), hint, strings.Join(allowed, "、"))
	return ""
}
