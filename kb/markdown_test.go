package kb_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

// TestHTML has one document with everything that Markdown knows.
func TestHTML(t *testing.T) {
	src, err := os.ReadFile("testdata/rich.md")
	if err != nil {
		t.Fatal(err)
	}
	d := mustParse(t, "lessons/rich.md", string(src))
	var b strings.Builder
	for _, s := range d.Sections {
		b.WriteString("== " + s.Heading + " #" + s.Anchor + "\n" + s.HTML)
		checkHTML(t, s.HTML)
	}
	golden(t, "rich.html.golden", b.String())
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"same folder", "[甲](b.md)", `<a href="/lessons/b">甲</a>`},
		{"other folder", "[甲](../scripts/b.md)", `<a href="/scripts/b">甲</a>`},
		{"case", "[甲](../complaints/a-class/b.md)", `<a href="/cases/b">甲</a>`},
		{"with a dot", "[甲](./b.md)", `<a href="/lessons/b">甲</a>`},
		{"with an anchor", "[甲](../scripts/b.md#这样说)", `<a href="/scripts/b#%E8%BF%99%E6%A0%B7%E8%AF%B4">甲</a>`},
		{"escaped anchor", "[甲](../scripts/b.md#%E7%94%B2)", `<a href="/scripts/b#%E7%94%B2">甲</a>`},
		{"own anchor", "[甲](#节)", `<a href="#%E8%8A%82">甲</a>`},
		{"reference", "[甲][r]\n\n[r]: b.md", `<a href="/lessons/b">甲</a>`},
		{"title is dropped", `[甲](b.md "题")`, `<a href="/lessons/b">甲</a>`},
		{"https", "[甲](https://a.example/b?c=1&d=2)", `<a href="https://a.example/b?c=1&amp;d=2" rel="noopener noreferrer">甲</a>`},
		{"entity in the address", "[甲](https://a.example/?c=1&amp;d=2)", `<a href="https://a.example/?c=1&amp;d=2" rel="noopener noreferrer">甲</a>`},
		{"upper case", "[甲](HTTPS://a.example)", `<a href="HTTPS://a.example" rel="noopener noreferrer">甲</a>`},
		{"mail", "[甲](mailto:a@b.example)", `<a href="mailto:a@b.example" rel="noopener noreferrer">甲</a>`},
		{"telephone", "[甲](tel:95598)", `<a href="tel:95598" rel="noopener noreferrer">甲</a>`},
		{"autolink", "<https://a.example/?b&c>", `<a href="https://a.example/?b&amp;c" rel="noopener noreferrer">https://a.example/?b&amp;c</a>`},
		{"mail autolink is text", "<a@b.example>", `a@b.example`},
		{"quotes in the address", `[甲](https://a.example/"onclick="x)`, `<a href="https://a.example/%22onclick=%22x" rel="noopener noreferrer">甲</a>`},
		{"no file of the library", "[甲](../../etc/passwd)", `甲`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := mustParseLesson(t, "## 节\n\n"+tt.markdown)
			if got, want := d.Sections[0].HTML, "<p>"+tt.want+"</p>\n"; got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

// TestHostileMarkdown has what must neither pass unseen nor reach a page.
func TestHostileMarkdown(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"element", "甲<b>乙</b>", "10:2: 正文不写 HTML"},
		{"script", "<script>alert(1)</script>", "10:1: 正文不写 HTML"},
		{"comment", "甲<!-- 乙 -->", "10:2: 正文不写 HTML"},
		{"block", "<div>\n甲\n</div>", "10:1: 正文不写 HTML"},
		{"picture", "![甲](b.png)", "10:1: 正文不用图片"},
		{"picture of another host", "甲![乙](https://a.example/b.png)", "10:2: 正文不用图片"},
		{"picture in a link", "[![甲](b.png)](b.md)", "10:2: 正文不用图片"},
		{"picture by reference", "![甲][r]\n\n[r]: b.png", "10:1: 正文不用图片"},
		{"javascript", "[甲](javascript:alert(1))", "10:1: 链接地址 “javascript:alert(1)”"},
		{"javascript in capitals", "[甲](JaVaScRiPt:alert(1))", "10:1: 链接地址"},
		{"javascript with an entity", "[甲](javascript&colon;alert(1))", "10:1: 链接地址 “javascript:alert(1)”"},
		{"javascript with a number", "[甲](javascript&#58;alert(1))", "10:1: 链接地址 “javascript:alert(1)”"},
		{"javascript with an escape", `[甲](javascript\:alert(1))`, "10:1: 链接地址 “javascript:alert(1)”"},
		{"javascript with a tab", "[甲](<java\tscript:alert(1)>)", "10:1: 链接地址"},
		{"javascript with a tab as an entity", "[甲](java&Tab;script:alert(1))", "10:1: 链接地址"},
		{"javascript behind a space", "[甲](< javascript:alert(1)>)", "10:1: 链接地址"},
		{"javascript by reference", "[甲][r]\n\n[r]: javascript:alert(1)", "10:1: 链接地址"},
		{"javascript as an autolink", "<javascript:alert(1)>", "10:1: 链接地址"},
		{"vbscript", "[甲](vbscript:x)", "10:1: 链接地址"},
		{"data", "[甲](data:text/html,<b>)", "10:1: 链接地址"},
		{"blob", "[甲](blob:https://a.example/b)", "10:1: 链接地址"},
		{"feed", "[甲](feed:javascript:x)", "10:1: 链接地址"},
		{"file", "[甲](file:///etc/passwd)", "10:1: 链接地址"},
		{"ftp", "<ftp://a.example>", "10:1: 链接地址"},
		{"other host", "[甲](//a.example)", "10:1: 链接地址 “//a.example” 要写成相对路径"},
		{"other host with backslashes", `[甲](/\\a.example)`, "10:1: 链接地址"},
		{"from the root", "[甲](/scripts/b)", "10:1: 链接地址 “/scripts/b” 要写成相对路径"},
		{"query", "[甲](b.md?c)", "10:1: 链接地址 “b.md?c” 要写成相对路径"},
		{"empty query", "[甲](b.md?)", "10:1: 链接地址"},
		{"no host", "[甲](https:b)", "10:1: 链接地址"},
		{"no address", "[甲]()", "10:1: 链接没有地址"},
		{"empty anchor", "[甲](#)", "10:1: 链接没有地址"},
		{"bad escape", "[甲](%zz)", "10:1: 链接地址"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := defects("lessons/a.md", source(lessonHead, "## 节\n\n"+tt.markdown+"\n"))
			if len(got) == 0 || !strings.Contains(got[0], tt.want) {
				t.Errorf("got %q, want %q first", got, tt.want)
			}
		})
	}
}

// elements are those that a page may get from Markdown, with their attributes.
var elements = map[string][]string{
	"h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"p": nil, "blockquote": nil, "pre": nil, "code": {"class"}, "hr": nil, "br": nil,
	"ul": nil, "ol": {"start"}, "li": nil, "em": nil, "strong": nil, "del": nil,
	"a": {"href", "rel"}, "table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"align"}, "td": {"align"},
}

// checkHTML checks that html is well-formed, has no element or attribute but
// those of the list, and no link but a safe one.
func checkHTML(t *testing.T, html string) {
	t.Helper()
	closed := strings.NewReplacer("<br>", "<br/>", "<hr>", "<hr/>").Replace(html)
	decoder := xml.NewDecoder(strings.NewReader("<page>" + closed + "</page>"))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("HTML is not well-formed: %v\n%s", err, html)
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local == "page" {
			continue
		}
		allowed, ok := elements[start.Name.Local]
		if !ok {
			t.Errorf("got element %s in\n%s", start.Name.Local, html)
		}
		for _, a := range start.Attr {
			if !slices.Contains(allowed, a.Name.Local) {
				t.Errorf("got attribute %s of %s in\n%s", a.Name.Local, start.Name.Local, html)
			}
			if a.Name.Local == "href" {
				checkHref(t, a.Value)
			}
		}
	}
}

func checkHref(t *testing.T, href string) {
	t.Helper()
	u, err := url.Parse(href)
	switch {
	case err != nil:
		t.Errorf("got link to %q: %v", href, err)
	case u.Scheme == "" && (u.Host != "" || !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "#") || strings.HasPrefix(href, "//")):
		t.Errorf("got link to %q, want a page of ours", href)
	case !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme):
		t.Errorf("got link to %q, want a safe scheme", href)
	}
}

// TestHTMLIsForEverySection has a sound document of each kind.
func TestHTMLIsForEverySection(t *testing.T) {
	for path, src := range smallLibrary() {
		for _, s := range mustParse(t, path, src).Sections {
			if s.HTML == "" || s.Text == "" || s.Anchor != s.Heading {
				t.Errorf("%s: got section %+v, want HTML, text and an anchor", path, s)
			}
			checkHTML(t, s.HTML)
		}
	}
	if d, problems := kb.Parse("elsewhere/a.md", nil); d != nil || problems.Errors() != 1 {
		t.Errorf("a path of no kind: got %v and\n%s, want one error", d, problems)
	}
}
