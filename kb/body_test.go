package kb_test

import (
	"reflect"
	"strings"
	"testing"

	"anku/kb"
)

func TestSections(t *testing.T) {
	d := mustParseLesson(t, `开场白。

## 第一张：看*账*

### 先看

甲

### 再看

- 乙

第二张
------

> 讲师：慢一点。
`)
	want := []kb.Section{
		{HTML: "<p>开场白。</p>\n", Text: "开场白。"},
		{
			Heading: "第一张：看账", Anchor: "第一张看账", Heads: []string{"先看", "再看"},
			HTML: "<h3 id=\"先看\">先看</h3>\n<p>甲</p>\n<h3 id=\"再看\">再看</h3>\n<ul>\n<li>乙</li>\n</ul>\n",
			Text: "先看\n甲\n再看\n乙",
		},
		{
			Heading: "第二张", Anchor: "第二张",
			HTML: "<blockquote>\n<p>讲师：慢一点。</p>\n</blockquote>\n", Text: "讲师：慢一点。",
		},
	}
	if !reflect.DeepEqual(d.Sections, want) {
		t.Errorf("got  %+q\nwant %+q", d.Sections, want)
	}
	if got := d.Section("第二张"); got != &d.Sections[2] {
		t.Errorf("section 第二张: got %v, want the third", got)
	}
	if got := d.Section("没有"); got != nil {
		t.Errorf("section 没有: got %v, want nil", got)
	}
}

func TestSectionDefects(t *testing.T) {
	tests := []struct {
		name, path, src string
		want            []string
	}{
		{"in order", "scripts/a.md", source(scriptHead, scriptBody), nil},
		{
			"one missing", "scripts/a.md", source(scriptHead, strings.Replace(scriptBody, "## 要点\n\n丁\n\n", "", 1)),
			[]string{"22:1: 缺少小节 “## 要点”，写在 “何时升级” 前面"},
		},
		{
			"last two missing", "scripts/a.md", source(scriptHead, strings.Replace(scriptBody, "## 要点\n\n丁\n\n## 何时升级\n\n戊\n", "", 1)),
			[]string{"20:4: 缺少小节 “## 要点”、“## 何时升级”，写在最后"},
		},
		{
			"first missing", "standards/a.md", source(standardHead, "## 怎么对客户说\n\n乙\n\n## 新旧变化\n\n丙\n"),
			[]string{"9:1: 缺少小节 “## 规定”，写在 “怎么对客户说” 前面"},
		},
		{"no body", "standards/a.md", "---\n" + standardHead + "---", []string{"7:4: 缺少小节 “## 规定”、“## 怎么对客户说”、“## 新旧变化”，写在最后"}},
		{
			"out of order", "standards/a.md", source(standardHead, "## 新旧变化\n\n丙\n\n## 规定\n\n甲\n\n## 怎么对客户说\n\n乙\n"),
			[]string{"13:1: 小节 “规定” 要放在 “新旧变化” 前面", "17:1: 小节 “怎么对客户说” 要放在 “新旧变化” 前面"},
		},
		{"twice", "standards/a.md", source(standardHead, standardBody+"\n## 规定\n\n丁\n"), []string{"21:1: 小节 “规定” 已经写过了"}},
		{"unknown", "standards/a.md", source(standardHead, standardBody+"\n## 附录\n\n丁\n"), []string{"21:1: 没有 “附录” 这个小节"}},
		{"level one", "standards/a.md", source(standardHead, strings.Replace(standardBody, "## 规定", "# 规定", 1)), []string{"9:1: 正文里不写一级标题"}},
		{"title above", "standards/a.md", source(standardHead, "# 题\n\n"+standardBody), []string{"9:1: 正文里不写一级标题"}},
		{"empty", "standards/a.md", source(standardHead, strings.Replace(standardBody, "乙\n", "", 1)), []string{"13:1: 小节 “怎么对客户说” 还没有内容"}},
		{"only a rule", "standards/a.md", source(standardHead, strings.Replace(standardBody, "乙\n", "---\n", 1)), []string{"13:1: 小节 “怎么对客户说” 还没有内容"}},
		{"only HTML", "standards/a.md", source(standardHead, strings.Replace(standardBody, "乙\n", "<br>\n", 1)), []string{"15:1: 正文不写 HTML"}},
		{"heading without text", "lessons/a.md", source(lessonHead, "## 甲\n\n乙\n\n##\n\n丙\n"), []string{"12:1: 标题是空的"}},
		{"a level left out", "lessons/a.md", source(lessonHead, "## 甲\n\n乙\n\n#### 丙\n\n丁\n"), []string{"12:1: 标题跳级"}},
		{"no level two", "lessons/a.md", source(lessonHead, "### 甲\n\n乙\n"), []string{"8:1: 标题跳级"}},
		{"heading in a list", "lessons/a.md", source(lessonHead, "## 甲\n\n- 乙\n- ### 丙\n"), []string{"11:3: 标题不写在引用或列表里"}},
		{"lesson without slides", "lessons/a.md", source(lessonHead, "\n"), []string{"6:4: 正文是空的"}},
		{"empty slide", "lessons/a.md", source(lessonHead, "## 甲\n\n## 乙\n\n丙\n"), []string{"8:1: 小节 “甲” 还没有内容"}},
		{"unwritten", "lessons/a.md", source(lessonHead, "## 甲（待写：题）\n\n乙*（待写*）\n"), []string{"8:5: 这里还没写", "10:3: 这里还没写"}},
		{"defects of both parts", "standards/a.md", source("title: [\n", "## 规定\n\n"), []string{
			"3:1: 括号没有配对", "5:1: 小节 “规定” 还没有内容", "5:6: 缺少小节 “## 怎么对客户说”、“## 新旧变化”，写在最后",
		}},
		{
			"too complex to look at", "scripts/a.md", source(withKeys(scriptHead, "slots: [甲]\n"), scriptBody+strings.Repeat("|", 25)+"\n"),
			[]string{"30:25: 一行里的竖线太多"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantDefects(t, defects(tt.path, tt.src), tt.want...) })
	}
}

// TestAnchors has the anchors that git hosts give to the same headings.
func TestAnchors(t *testing.T) {
	tests := []struct{ headings, want []string }{
		{[]string{"先看账，再看单"}, []string{"先看账再看单"}},
		{[]string{"95598 热线 (Hotline)"}, []string{"95598-热线-hotline"}},
		{[]string{"a_b-c  d"}, []string{"a_b-c--d"}},
		{[]string{"“引号”《书名》——破折号…", "①②½", "１２", "Ⅳ", "é"}, []string{"引号书名破折号", "section", "１２", "ⅳ", "é"}},
		{[]string{"甲", "甲", "甲"}, []string{"甲", "甲-1", "甲-2"}},
		{[]string{"甲", "甲-1", "甲"}, []string{"甲", "甲-1", "甲-2"}},
		{[]string{"甲-1", "甲", "甲"}, []string{"甲-1", "甲", "甲-2"}},
		{[]string{"a-1", "a-1", "a-1", "a", "a"}, []string{"a-1", "a-1-1", "a-1-2", "a", "a-2"}},
		{[]string{"？！", "……"}, []string{"section", "section-1"}},
		{[]string{"**粗**和`码`", "[链](#粗和码)", "a&amp;b\\*"}, []string{"粗和码", "链", "ab"}},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.headings, " "), func(t *testing.T) {
			body := ""
			for _, h := range tt.headings {
				body += "## " + h + "\n\n文\n\n"
			}
			var got []string
			for _, s := range mustParseLesson(t, body).Sections {
				got = append(got, s.Anchor)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlainText(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"markup", "**粗**、*斜*、~~删~~、`码 <b>`、[链](https://a.example)、<https://b.example>", "粗、斜、删、码 <b>、链、https://b.example"},
		{"escapes", `\*A\* &amp; &lt;b&gt; &#20013; &nosuch; \&amp; &#38;lt;`, "*A* & <b> 中 &nosuch; &amp; &lt;"},
		{"blocks", "甲\n\n> 乙\n\n- 丙\n- 丁\n  - 戊\n", "甲\n乙\n丙\n丁\n戊"},
		{"code", "```sh\nanku lint\n<b>\n```\n", "anku lint\n<b>"},
		{"table", "| 甲 | 乙 |\n|----|----|\n| 丙 | **丁** |\n", "甲 乙\n丙 丁"},
		{"hard break", "甲  \n乙\\\n丙", "甲\n乙\n丙"},
		{"rule", "甲\n\n---\n\n乙", "甲\n乙"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := mustParseLesson(t, "## 节\n\n"+tt.markdown).Sections[0].Text; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestLineBreaks has the same answer for the page and for the index: a line
// break stands for a space between words, and for nothing in Han text.
func TestLineBreaks(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"words", "one\ntwo", "one two"},
		{"Han", "交了\n钱", "交了钱"},
		{"Han and word", "拨打\n95598\n热线", "拨打95598热线"},
		{"punctuation", "交了，\n钱（\n电\n）。", "交了，钱（电）。"},
		{"quotes and dashes", "“甲”\n“乙”——\nword…\nword", "“甲”“乙”——word…word"},
		{"around emphasis", "one\n**two**\nthree", "one two three"},
		{"Han around emphasis", "甲\n**乙**\n丙", "甲乙丙"},
		{"around a link", "one\n[two](https://a.example)\nthree", "one two three"},
		{"around code", "one\n`two`\nthree\n`四`\n五", "one two three四五"},
		{"Hangul", "한국어\n한국어", "한국어 한국어"},
		{"CRLF", "甲\r\n乙 one\r\ntwo", "甲乙 one two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := mustParseLesson(t, "## 节\n\n"+tt.markdown).Sections[0]
			if s.Text != tt.want {
				t.Errorf("text: got %q, want %q", s.Text, tt.want)
			}
			if got := strings.TrimSpace(strings.ReplaceAll(withoutTags(s.HTML), "\n", " ")); got != tt.want {
				t.Errorf("page: got %q, want %q", got, tt.want)
			}
		})
	}
}

// withoutTags returns what is outside of <…> in html without entities.
func withoutTags(html string) string {
	var b strings.Builder
	inTag := false
	for _, r := range html {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestBold has Chinese emphasis that Markdown does not recognise, each with
// its twin that it does.
func TestBold(t *testing.T) {
	tests := []struct {
		name, markdown string
		want           []string // nil where it is shown in bold
	}{
		{"colon inside", "**重点：**请看", []string{"10:6: 加粗不会显示，把 ** 前面的标点或空格移到 ** 后面"}},
		{"colon outside", "**重点**：请看", nil},
		{"colon inside and a space", "**重点：** 请看", nil},
		{"colon inside at the end", "**重点：**", nil},
		{"colon inside before a comma", "**重点：**，请看", nil},
		{"quotes inside", "请**“重点”**看", []string{"10:2: 加粗不会显示，把 ** 后面的标点或空格移到 ** 前面"}},
		{"quotes outside", "请“**重点**”看", nil},
		{"two pairs that swap", "甲**乙：**丙，丁**戊：**己", []string{"10:6: 加粗不会显示，把 ** 前面", "10:15: 加粗不会显示，把 ** 前面"}},
		{"space inside", "** 重点**请看", []string{"10:1: 加粗不会显示，把 ** 后面"}},
		{"in a list", "- **甲：**乙\n- **丙**：丁", []string{"10:7: 加粗不会显示，把 ** 前面"}},
		{"in a table", "| **甲：**乙 |\n|---|\n| **丙**：丁 |", []string{"10:7: 加粗不会显示，把 ** 前面"}},
		{"in a quote", "> **甲：**乙", []string{"10:7: 加粗不会显示，把 ** 前面"}},
		{"on two lines", "甲**乙\n丙：**丁", []string{"11:3: 加粗不会显示，把 ** 前面"}},
		{"no second", "**重点", []string{"10:1: 这个 ** 没有配对"}},
		{"three stars", "***重点：***请看", []string{"10:7: 加粗不会显示，把 ** 前面"}},
		{"underscores", "请__重点__看", []string{"10:2: __ 在汉字中间不显示成加粗"}},
		{"a blank", "请填____。", nil},
		{"escaped", `\*\*重点：\*\*请看`, nil},
		{"in code", "`**重点：**请看`", nil},
		{"in a code block", "```\n**重点：**请看\n```", nil},
		{"code beside it", "`a**` 和**重点：**请看", []string{"10:13: 加粗不会显示，把 ** 前面"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := defects("lessons/a.md", source(lessonHead, "## 节\n\n"+tt.markdown+"\n"))
			wantDefects(t, got, tt.want...)
		})
	}
}

// TestHiddenCharacters has control characters that are written as something
// else, and must not reach a page or the index either.
func TestHiddenCharacters(t *testing.T) {
	tests := []struct {
		name, path, src string
		want            []string
	}{
		{
			"number", "lessons/a.md", source(lessonHead, "## 节\n\n甲&#2;乙&amp;&#x202E;丙\n"),
			[]string{"10:2: 这里有看不见的控制字符（U+0002）", "10:12: 这里有看不见的控制字符（U+202E）"},
		},
		{"name", "lessons/a.md", source(lessonHead, "## 节\n\n甲&rlm;乙&nbsp;\n"), []string{"10:2: 这里有看不见的控制字符（U+200F）"}},
		{"key", "scripts/a.md", source(scriptHead+"\"a\\e[31m\": 甲\n", scriptBody), []string{"8:1: 不认识的键 “a\uFFFD[31m”"}},
		{"heading", "lessons/a.md", source(lessonHead, "## 节&#127;\n\n甲\n"), []string{"8:5: 这里有看不见的控制字符（U+007F）"}},
		{"language of code", "lessons/a.md", source(lessonHead, "## 节\n\n```a&#2;\n甲\n```\n"), []string{"10:5: 这里有看不见的控制字符（U+0002）"}},
		{"escaped", "lessons/a.md", source(lessonHead, "## 节\n\n甲\\&#2;`&#2;`\n"), nil},
		{"seen", "lessons/a.md", source(lessonHead, "## 节\n\n&#20013;&copy;&#0;\n"), nil},
		{
			"title", "lessons/a.md", source(withKeys(lessonHead, "title: \"甲\\u202E乙\"\n"), "## 节\n\n甲\n"),
			[]string{"5:8: title 里有看不见的控制字符（U+202E）"},
		},
		{
			"item", "scripts/a.md", source(withKeys(scriptHead, "asks: [一, \"二\\x07\"]\n"), scriptBody),
			[]string{"7:11: asks 里有看不见的控制字符（U+0007）"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantDefects(t, defects(tt.path, tt.src), tt.want...) })
	}
}
