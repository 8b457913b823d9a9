package kb_test

import (
	"strings"
	"testing"

	"anku/kb"
)

func TestFrontMatter(t *testing.T) {
	sound := source(scriptHead, scriptBody)
	tests := []struct {
		name, src string
		want      []string // defects; none means that the document is read
	}{
		{"plain", sound, nil},
		{"byte order mark", "\uFEFF" + sound, nil},
		{"lines that end in CRLF", strings.ReplaceAll(sound, "\n", "\r\n"), nil},
		{"spaces behind the fences", strings.ReplaceAll(sound, "---\n", "---  \t\n"), nil},
		{"a rule in the body", strings.Replace(sound, "甲", "甲\n\n---\n\n己", 1), nil},
		{"no line break at the end", strings.TrimRight(sound, "\n"), nil},
		{"a comment", source("# 说明\n"+scriptHead, scriptBody), nil},
		{"empty file", "", []string{"1:1: 文件要以一行 --- 开头"}},
		{"missing", scriptBody, []string{"1:1: 文件要以一行 --- 开头"}},
		{"behind an empty line", "\n" + sound, []string{"1:1: 文件要以一行 --- 开头"}},
		{"four hyphens", "-" + sound, []string{"1:1: 文件要以一行 --- 开头"}},
		{"unclosed", "---\n" + scriptHead + "\n" + scriptBody, []string{"1:1: 元数据没有结束"}},
		{"only the first fence", "---", []string{"1:1: 元数据没有结束"}},
		{"closed by an indented fence", "---\n" + scriptHead + " ---\n" + scriptBody, []string{"1:1: 元数据没有结束"}},
		{"two documents", source("title: 题\n...\nowner: 班长\n", scriptBody), []string{"3:1: 只写一段 YAML"}},
		{"a document marker with text", source("title: 题\n--- 甲\n", scriptBody), []string{"3:1: 只写一段 YAML"}},
		{"too long", source(scriptHead+strings.Repeat("# 注释\n", 32<<10/len("# 注释\n")), scriptBody), []string{"1:1: 元数据超过 32 KiB"}},
		{"empty", source("", scriptBody), []string{
			"2:1: 缺少 asks", "2:1: 缺少 classes", "2:1: 缺少 owner", "2:1: 缺少 reviewed", "2:1: 缺少 stage", "2:1: 缺少 title",
		}},
		{"only a comment", source("# 还没写\n", scriptBody), []string{
			"2:1: 缺少 asks", "2:1: 缺少 classes", "2:1: 缺少 owner", "2:1: 缺少 reviewed", "2:1: 缺少 stage", "2:1: 缺少 title",
		}},
		{"a list", source("- 甲\n", scriptBody), []string{"2:1: 元数据要写成“键: 值”"}},
		{"one word", source("题\n", scriptBody), []string{"2:1: 元数据要写成“键: 值”"}},
		{"a list as a key", source(scriptHead+"? [甲]\n: 乙\n", scriptBody), []string{"8:3: 键要是一个词"}},
		{"a title on two lines", source(withKeys(scriptHead, "title: |\n  甲\n  乙\n"), scriptBody), []string{"7:8: title 要写成一行"}},
		{"a folded title", source(withKeys(scriptHead, "title: >-\n  甲\n  乙\n"), scriptBody), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDefects(t, defects("scripts/a.md", tt.src), tt.want...)
			if d, _ := kb.Parse("scripts/a.md", []byte(tt.src)); (d != nil) != (tt.want == nil) {
				t.Errorf("got document %v, want one only where there is no error", d)
			}
		})
	}
}

// TestYAMLMistakes has what authors get wrong, with the place at which they
// have to look and not that at which a YAML reader gives up.
func TestYAMLMistakes(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"full-width colon", "title：甲\nowner: 乙\n", "2:6: 键后面要用半角冒号加一个空格"},
		{"full-width colon in the last line", "owner: 甲\ntitle：乙\n", "3:6: 键后面要用半角冒号加一个空格"},
		{"no space behind the colon", "title:甲\nowner: 乙\n", "2:6: 键后面要用半角冒号加一个空格"},
		{"full-width colon in an item", "measures:\n  - action：甲\n    owner: 乙\n", "3:11: 键后面要用半角冒号加一个空格"},
		{"no colon", "title: 甲\n乙丙\nowner: 丁\n", "3:1: 这一行不是“键: 值”"},
		{"a colon in a value", "甲乙: 丙: 丁\n", "2:6: 这一行里多了一个冒号加空格"},
		{"unclosed quote", "甲乙: \"丙\nowner: 丁\n", "2:5: 这个引号没有配对"},
		{"text behind a quote", "甲乙: \"丙\" 丁\n", "2:9: 缩进没有和上面对齐，或者引号、括号之后还有多余的字"},
		{"unclosed bracket", "甲乙: [丙, 丁\nowner: 戊\n", "2:5: 这个方括号没有配对"},
		{"unclosed brace", "甲乙: {丙: 丁\n", "2:5: 这个花括号没有配对"},
		{"bracket closed twice", "甲乙: [丙]]\n", "2:8: 缩进没有和上面对齐，或者引号、括号之后还有多余的字"},
		{"tab", "asks:\n\t- 甲\n", "3:1: 值不能以制表符、@、% 或 ` 开头"},
		{"at sign", "甲: @乙\n", "2:4: 值不能以制表符、@、% 或 ` 开头"},
		{"item out of line", "asks:\n  - 甲\n - 乙\n", "4:2: 缩进没有和上面对齐"},
		{"item behind a key", "asks: - 甲\n", "2:7: 列表项要另起一行写"},
		{"asterisk", "甲: *乙* 丙\n", "2:4: 值不能以 & 或 * 开头"},
		{"alias of nothing", "title: *a\n", "2:8: 值以 * 开头会被当成 YAML 别名"},
		{"exclamation mark", "甲: !乙\n", "2:4: 值不能以 ! 开头"},
		{"ampersand", "甲: & 乙\n", "2:4: 值不能以 & 或 * 开头"},
		{"backslash in quotes", "甲: \"乙\\q\"\n", "2:6: 双引号里的反斜杠要写成 \\\\"},
		{"nested too deeply", "甲: " + strings.Repeat("[", 10_100) + "\n", "YAML 嵌套太深"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDefects(t, defects("scripts/a.md", source(tt.keys, scriptBody)), tt.want)
		})
	}
}

func TestYAMLFeaturesAreRefused(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"anchor", "title: &a 题\n", "7:8: 不用 YAML 锚点"},
		{"anchor at a list", "tags: &a [甲]\n", "8:7: 不用 YAML 锚点"},
		{"anchor at a key", "&a title: 题\n", "8:1: 不用 YAML 锚点"},
		{"tag", "title: !!str 题\n", "7:8: 不用 YAML 标签 !!str"},
		{"binary", "title: !!binary 6aKY\n", "7:8: 不用 YAML 标签 !!binary"},
		{"own tag", "tags: !a [乙]\n", "8:7: 不用 YAML 标签 !a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := defects("scripts/a.md", source(withKeys(scriptHead, tt.keys), scriptBody))
			if len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("alias", func(t *testing.T) {
		src := source(withKeys(scriptHead, "owner: &a 班长\ntitle: *a\ntags: [*a]\n"), scriptBody)
		wantDefects(t, defects("scripts/a.md", src), "6:8: 不用 YAML 锚点", "7:8: 不用 YAML 锚点", "8:8: 不用 YAML 锚点")
	})
}

func TestEncoding(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"tab", "甲\t乙", ""},
		{"emoji", "甲😀乙", ""},
		{"rare Han", "𠮷", ""},
		{"invalid byte", "甲\xff乙", "12:2: 这里不是 UTF-8 编码"},
		{"GBK", "\xd3\xaa\xd2\xb5\xcc\xfc", "12:3: 这里不是 UTF-8 编码"},
		{"surrogate", "甲\xed\xa0\x80", "12:2: 这里不是 UTF-8 编码"},
		{"NUL", "甲\x00", "12:2: 这里有看不见的控制字符（U+0000）"},
		{"escape", "甲\x1b[31m", "12:2: 这里有看不见的控制字符（U+001B）"},
		{"DEL", "甲\x7f", "12:2: 这里有看不见的控制字符（U+007F）"},
		{"next line", "甲\u0085乙", "12:2: 这里有看不见的控制字符（U+0085）"},
		{"line separator", "甲\u2028乙", "12:2: 这里有看不见的控制字符（U+2028）"},
		{"byte order mark inside", "甲\uFEFF乙", "12:2: 这里有看不见的控制字符（U+FEFF）"},
		{"turned order", "甲\u202E乙", "12:2: 这里有看不见的控制字符（U+202E）"},
		{"lone carriage return", "甲\r乙", "12:2: 这里有看不见的控制字符（U+000D）"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := source(scriptHead, strings.Replace(scriptBody, "甲", tt.text, 1))
			if tt.want == "" {
				mustParse(t, "scripts/a.md", src)
				return
			}
			wantDefects(t, defects("scripts/a.md", src), tt.want)
		})
	}
}

func TestFileSize(t *testing.T) {
	sound := source(scriptHead, scriptBody)
	fill := func(n int) string { return sound + strings.Repeat("a", n-len(sound)) }
	mustParse(t, "scripts/a.md", fill(128<<10))
	mustParse(t, "scripts/a.md", "\uFEFF"+fill(128<<10))
	wantDefects(t, defects("scripts/a.md", fill(128<<10+1)), "1:1: 文件超过 128 KiB")
}

// TestProblemsOfAFileAreBounded has a file in which everything is wrong.
func TestProblemsOfAFileAreBounded(t *testing.T) {
	got := defects("scripts/a.md", source(scriptHead, scriptBody+strings.Repeat("<b>\n", 500)))
	if len(got) != 101 || !strings.Contains(got[100], "还有 400 处问题") {
		t.Errorf("got %d defects, the last %q, want 101 and how many more there are", len(got), got[len(got)-1])
	}
}
