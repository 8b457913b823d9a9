package kb

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// unwrittenMark begins a passage that a new file leaves to its author.
const unwrittenMark = "（待写"

// A body is the parsed Markdown of a document.
type body struct {
	sections []Section
	nodes    [][]ast.Node   // of each section, in step with sections
	headings []*ast.Heading // of each section; nil for text before the first
	anchors  anchors
	source   []byte // what the nodes refer to
	base     int    // offset of source in the file
	complete bool   // false where the text was too complex to be parsed
}

// parseBody reads the Markdown that begins at offset base: it checks links,
// headings and emphasis, and divides the text into sections.
func (f *file) parseBody(base int) *body {
	b := &body{anchors: anchors{}, source: f.src[base:], base: base}
	if !f.checkShape(b.source, base) {
		return b
	}
	root := parseMarkdown(b.source)
	f.checkNodes(b, root)
	level := 1
	b.open(Section{}, nil)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok {
			b.add(n)
			continue
		}
		title, at := strings.ReplaceAll(plainText(b.source, heading), "\n", " "), base+heading.Pos()
		switch {
		case heading.Level == 1:
			f.offset("heading", at, "正文里不写一级标题，小节用 ##")
		case heading.Level > level+1:
			f.offset("heading", at, "标题跳级，上一个是 %d 级，这里最多 %d 级", level, level+1)
		case title == "":
			f.offset("heading", at, "标题是空的，写上或者删掉")
		}
		level = heading.Level
		anchor := b.anchors.next(title)
		if heading.Level <= 2 {
			b.open(Section{Heading: title, Anchor: anchor}, heading)
			continue
		}
		heading.SetAttributeString("id", []byte(anchor))
		last := &b.sections[len(b.sections)-1]
		last.Heads = append(last.Heads, title)
		b.add(n)
	}
	if err := b.render(); err != nil {
		f.offset("structure", base, "正文无法排版：%v", err)
		return b
	}
	b.complete = true
	return b
}

func (b *body) open(s Section, heading *ast.Heading) {
	b.sections = append(b.sections, s)
	b.nodes = append(b.nodes, nil)
	b.headings = append(b.headings, heading)
}

// offset returns the place of the heading of section i in the file.
func (b *body) offset(i int) int {
	if b.headings[i] == nil {
		return b.base
	}
	return b.base + b.headings[i].Pos()
}

func (b *body) add(n ast.Node) {
	last := len(b.nodes) - 1
	b.nodes[last] = append(b.nodes[last], n)
}

// render fills HTML and Text of each section and drops an empty beginning.
func (b *body) render() error {
	var out bytes.Buffer
	w := bufio.NewWriter(&out) // one for all, because the renderer would make one for each node
	for i := range b.sections {
		out.Reset()
		var plain []string
		for _, n := range b.nodes[i] {
			if err := renderHTML(w, b.source, n); err != nil {
				return fmt.Errorf("render section %q: %w", b.sections[i].Heading, err)
			}
			if text := plainText(b.source, n); text != "" {
				plain = append(plain, text)
			}
		}
		b.sections[i].HTML = out.String()
		b.sections[i].Text = strings.Join(plain, "\n")
	}
	if b.sections[0].HTML == "" {
		b.sections, b.nodes, b.headings = b.sections[1:], b.nodes[1:], b.headings[1:]
	}
	return nil
}

// blank reports whether section i shows nothing. One that holds only what is
// refused is reported for that.
func (b *body) blank(i int) bool {
	return b.sections[i].Text == "" && !slices.ContainsFunc(b.nodes[i], func(n ast.Node) bool {
		return n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindParagraph
	})
}

// reportUnwritten reports each passage in a part of b that is left to write.
func (f *file) reportUnwritten(b *body, part text.Segment) {
	for at := part.Start; ; at += len(unwrittenMark) {
		i := bytes.Index(b.source[at:part.Stop], []byte(unwrittenMark))
		if i < 0 {
			return
		}
		at += i
		f.offset("unwritten", b.base+at, "这里还没写，写好后去掉“（待写…）”")
	}
}

// checkEntities reports the character references in a part of b that stand for
// what must not be written as it is either.
func (f *file) checkEntities(b *body, part text.Segment) {
	for _, m := range entityPattern.FindAllIndex(b.source[part.Start:part.Stop], -1) {
		from, to := part.Start+m[0], part.Start+m[1]
		if from > 0 && b.source[from-1] == '\\' {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(literal(b.source[from:to])); isControl(r) {
			f.offset("not-utf8", b.base+from, "这里有看不见的控制字符（U+%04X），请删掉", r)
		}
	}
}

// entityPattern finds character references.
var entityPattern = regexp.MustCompile(`&(?:#[0-9A-Fa-fXx]{1,8}|[A-Za-z][0-9A-Za-z]{1,31});`)

// checkNodes looks at every node for what a document must not contain.
func (f *file) checkNodes(b *body, root ast.Node) {
	var bold boldCheck
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock {
			bold.report(f, b)
			bold = boldCheck{block: n}
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Parent() != root {
				f.offset("heading", b.base+n.Pos(), "标题不写在引用或列表里，去掉 # 或者移出来")
			}
		case *ast.Link:
			f.resolveLink(n, b.base+n.Pos())
		case *ast.AutoLink:
			if url := string(n.URL(b.source)); n.AutoLinkType == ast.AutoLinkURL && !allowedScheme(url) {
				f.refuseLink(url, b.base+n.Pos())
			}
		case *ast.Image:
			f.offset("image", b.base+n.Pos(), "正文不用图片，把图里的内容写成文字")
		case *ast.RawHTML, *ast.HTMLBlock:
			f.offset("raw-html", b.base+n.Pos(), "正文不写 HTML，用 Markdown 写法")
		case *ast.FencedCodeBlock:
			if n.Info != nil {
				f.checkEntities(b, n.Info.Segment)
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					bold.code = append(bold.code, t.Segment)
				}
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			f.reportUnwritten(b, n.Segment)
			f.checkEntities(b, n.Segment)
			bold.left = append(bold.left, boldRuns(b.source, n.Segment)...)
		}
		return ast.WalkContinue, nil
	})
	bold.report(f, b)
}
