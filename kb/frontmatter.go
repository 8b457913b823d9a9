package kb

import (
	"bytes"
	"errors"

	"go.yaml.in/yaml/v4"
)

// maxFrontMatterBytes bounds the metadata block. A lesson with ten questions
// and a drill takes about 20 KB; 32 KB of the worst YAML that was tried (open
// brackets) is refused in 30 ms and 16 MB.
const maxFrontMatterBytes = 32 << 10

// splitFrontMatter finds the metadata block of src: lines between a first line
// "---" and the next. It returns the block without its fences, the offset of
// the block and the offset of the body. A missing or unclosed block is not ok
// and says why.
func splitFrontMatter(src []byte) (block []byte, blockAt, bodyAt int, why string) {
	first, rest, found := cutLine(src)
	if string(first) != "---" {
		return nil, 0, 0, "文件要以一行 --- 开头，写好元数据后再用一行 --- 结束"
	}
	if !found {
		return nil, 0, 0, "元数据没有结束：缺少第二行 ---"
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
	return nil, 0, 0, "元数据没有结束：缺少第二行 ---"
}

// cutLine returns the first line of src without its line break and trailing
// spaces, and what follows it.
func cutLine(src []byte) (line, rest []byte, found bool) {
	line, rest, found = bytes.Cut(src, []byte("\n"))
	return bytes.TrimRight(line, " \t\r"), rest, found
}

// parseYAML reads block, which begins at line firstLine of its file, as one
// mapping. A nil node with no problem means that the block is empty.
func (f *file) parseYAML(block []byte, firstLine int) *yaml.Node {
	f.yamlLine = firstLine - 1
	var doc yaml.Node
	if err := yaml.Load(block, &doc); err != nil {
		f.reportYAML(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		f.at("wrong-type", root, "元数据要写成“键: 值”，每行一个")
		return nil
	}
	return root
}

// reportYAML turns the reader's error into a problem at its own place.
func (f *file) reportYAML(err error) {
	var one *yaml.LoadError
	var many *yaml.LoadErrors
	if !errors.As(err, &one) && errors.As(err, &many) && len(many.Errors) > 0 {
		one = many.Errors[0]
	}
	if one == nil {
		f.report("yaml-syntax", f.yamlLine+1, 1, "元数据不是合法的 YAML：%v", err)
		return
	}
	mark := one.Mark
	f.report("yaml-syntax", f.yamlLine+max(mark.Line, 1), max(mark.Column, 1),
		"元数据不是合法的 YAML：%s", yamlReason(one.Message))
}

// yamlReason puts the commonest mistakes into words that say what to do.
func yamlReason(message string) string {
	for _, known := range [...]struct{ english, chinese string }{
		{"mapping values are not allowed", "这一行里多了一个冒号加空格，把值用双引号括起来"},
		{"found unexpected end of stream", "引号没有配对"},
		{"cannot start any token", "值不能以这个字符（制表符、@、` 等）开头，把值用双引号括起来，缩进用空格"},
		{"did not find expected key", "缩进没有对齐，或引号之后还有多余的字"},
		{"did not find expected ',' or ']'", "方括号没有配对，或列表里少了逗号"},
		{"did not find expected ',' or '}'", "花括号没有配对"},
		{"could not find expected ':'", "键的后面少了冒号和空格"},
		{"control characters are not allowed", "含有控制字符"},
		{"found a tab character", "缩进用了制表符，改成空格"},
		{"exceeded max depth", "嵌套太深"},
	} {
		if bytes.Contains([]byte(message), []byte(known.english)) {
			return known.chinese
		}
	}
	return message
}
