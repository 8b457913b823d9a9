package kb

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// maxFrontMatterBytes bounds the metadata block. A lesson with ten questions
// and a drill takes about 20 KB; 32 KB of the worst YAML that was found (open
// brackets, BenchmarkParse/shape=yaml-flow) is refused in about 20 ms and 24 MB.
const maxFrontMatterBytes = 32 << 10

// splitFrontMatter finds the metadata block of src: lines between a first line
// "---" and the next. It returns the block without its fences, the offset of
// the block and the offset of the body. A missing or unclosed block is not ok
// and says why.
func splitFrontMatter(src []byte) (block []byte, blockAt, bodyAt int, why string) {
	first, rest, found := cutLine(src)
	if string(first) != "---" {
		return nil, 0, 0, "文件要以一行 --- 开头，元数据之后再写一行 ---"
	}
	if !found {
		return nil, 0, 0, "元数据没有结束，之后要再写一行 ---"
	}
	blockAt = len(src) - len(rest)
	for len(rest) > 0 {
		line, after, _ := cutLine(rest)
		if string(line) == "---" {
			end := len(src) - len(rest)
			return src[blockAt:end], blockAt, len(src) - len(after), ""
		}
		rest = after
	}
	return nil, 0, 0, "元数据没有结束，之后要再写一行 ---"
}

// cutLine returns the first line of src without its line break and trailing
// spaces, and what follows it.
func cutLine(src []byte) (line, rest []byte, found bool) {
	line, rest, found = bytes.Cut(src, []byte("\n"))
	return bytes.TrimRight(line, " \t\r"), rest, found
}

// parseYAML reads block, which begins at line firstLine of its file, as one
// mapping. It is not ok where the block has no keys to read because of a
// problem; a nil node that is ok means that the block is empty.
func (f *file) parseYAML(block []byte, firstLine int) (root *yaml.Node, ok bool) {
	root, ok = f.loadYAML(block, firstLine)
	if root != nil && root.Kind != yaml.MappingNode {
		f.at("wrong-type", root, "元数据要写成“键: 值”，每行一个")
		return nil, false
	}
	return root, ok
}

// loadYAML is parseYAML for a block of any type.
func (f *file) loadYAML(block []byte, firstLine int) (root *yaml.Node, ok bool) {
	f.yamlLine = firstLine - 1
	empty := true
	for i, line := range bytes.Split(block, []byte("\n")) {
		line = bytes.TrimRight(line, " \t\r")
		if string(line) == "..." || !empty && string(line) == "---" || bytes.HasPrefix(line, []byte("... ")) || bytes.HasPrefix(line, []byte("--- ")) {
			f.report("yaml-syntax", firstLine+i, 1, "只写一段 YAML，删掉这一行")
			return nil, false
		}
		empty = empty && (len(line) == 0 || line[0] == '#')
	}
	if empty {
		return nil, true
	}
	var doc yaml.Node
	if err := yaml.Load(block, &doc); err != nil {
		f.reportYAML(block, err)
		return nil, false
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil, true
	}
	f.checkPlain(&doc)
	return doc.Content[0], true
}

// checkPlain reports what makes YAML read otherwise than it looks: anchors,
// aliases and tags.
func (f *file) checkPlain(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode, n.Anchor != "":
		f.at("alias", n, "不用 YAML 锚点（&）和别名（*），把内容直接写出来，只是文字就用双引号括起来")
	case n.Style&yaml.TaggedStyle != 0:
		f.at("alias", n, "不用 YAML 标签 %s，把内容直接写出来，只是文字就用双引号括起来", clip(n.Tag))
	}
	if n.Kind == yaml.AliasNode {
		return
	}
	for _, child := range n.Content {
		f.checkPlain(child)
	}
}

// reportYAML turns the reader's error into a problem at the place where the
// author went wrong, which may be before the reader noticed.
func (f *file) reportYAML(block []byte, err error) {
	var one *yaml.LoadError
	var many *yaml.LoadErrors
	if !errors.As(err, &one) && errors.As(err, &many) && len(many.Errors) > 0 {
		one = many.Errors[0]
	}
	if one == nil {
		f.report("yaml-syntax", f.yamlLine+1, 1, "不是合法的 YAML：%v", err)
		return
	}
	mark, rule, reason := one.Mark, "yaml-syntax", "不是合法的 YAML："+one.Message
	for _, m := range yamlMistakes {
		if strings.Contains(one.Message, m.message) && strings.Contains(one.ContextMsg, m.context) {
			reason = m.reason
			if m.atContext {
				mark = one.ContextMark
			}
			break
		}
	}
	if strings.Contains(one.Message, "unknown anchor") {
		rule = "alias"
	}
	if line, col := colonSlip(block); line > 0 && line <= mark.Line {
		mark.Line, mark.Column, reason = line, col, "键后面要用半角冒号加一个空格，如 title: 标题"
	}
	p := f.yamlPosition(mark.Line, mark.Column)
	f.report(rule, p.Line, p.Col, "%s", reason)
}

// yamlMistakes puts the commonest errors of the reader into words that say
// what to do. Where the reader gave up far behind the mistake, the place is
// where it began to read the thing.
var yamlMistakes = [...]struct {
	message, context string // parts of the reader's texts
	atContext        bool
	reason           string
}{
	{"", "a tag", true, "值不能以 ! 开头，用双引号括起来"},
	{"mapping values are not allowed", "", false, "这一行里多了一个冒号加空格，把值用双引号括起来"},
	{"found unexpected end of stream", "quoted scalar", true, "这个引号没有配对"},
	{"cannot start any token", "", false, "值不能以制表符、@、% 或 ` 开头，缩进用空格，值用双引号括起来"},
	{"did not find expected key", "", false, "缩进没有和上面对齐，或者引号、括号之后还有多余的字"},
	{"did not find expected ',' or ']'", "", true, "这个方括号没有配对，或者里面少了逗号"},
	{"did not find expected ',' or '}'", "", true, "这个花括号没有配对，或者里面少了逗号"},
	{"did not find expected node content", "", false, "括号没有配对，或者多了逗号"},
	{"could not find expected ':'", "", true, "这一行不是“键: 值”，键后面要有冒号和空格"},
	{"block sequence entries are not allowed", "", false, "列表项要另起一行写"},
	{"unknown anchor", "", false, "值以 * 开头会被当成 YAML 别名，用双引号括起来"},
	{"did not find expected alphabetic", "", true, "值不能以 & 或 * 开头，用双引号括起来"},
	{"unknown escape character", "", false, "双引号里的反斜杠要写成 \\\\，或者改用单引号"},
	{"exceeded max depth", "", false, "YAML 嵌套太深"},
}

// colonPattern finds a key whose colon is full-width or has no space after it.
var colonPattern = regexp.MustCompile(`^[ -]*[a-z_]+(：|:[^\s/:])`)

// colonSlip returns the place of the first such colon, or 0. It is asked for
// only where block is no YAML, because a value may well look like that.
func colonSlip(block []byte) (line, col int) {
	for i, text := range bytes.Split(block, []byte("\n")) {
		if m := colonPattern.FindSubmatchIndex(text); m != nil {
			return i + 1, utf8.RuneCount(text[:m[2]]) + 1
		}
	}
	return 0, 0
}
