package kb

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// unwrittenMark begins a passage that a new file leaves to its author.
const unwrittenMark = "（待写"

// A body is the parsed Markdown of a document.
type body struct {
	sections []Section
	nodes    [][]ast.Node // of each section, in step with sections
	offsets  []int        // of each section's heading in the file
	anchors  anchors
	source   []byte // what the nodes refer to
	base     int    // offset of source in the file
}

// parseBody reads the Markdown that begins at offset base: it checks links,
// headings and emphasis, and divides the text into sections.
func (f *file) parseBody(base int) (*body, error) {
	b := &body{anchors: anchors{}, source: f.src[base:], base: base}
	if !f.checkShape(b.source, base) {
		return b, nil
	}
	root := parseMarkdown(b.source)
	f.checkNodes(b, root)
	level := 1
	b.open(Section{}, base)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok {
			b.add(n)
			continue
		}
		title, at := plainText(b.source, heading), base+heading.Pos()
		switch {
		case heading.Level == 1:
			f.offset("heading", at, "正文里不写一级标题；标题写在 title，小节用 ##")
		case heading.Level > level+1:
			f.offset("heading", at, "标题跳级：上一个标题是 %d 级，这里最多 %d 级", level, level+1)
		case title == "":
			f.offset("heading", at, "标题是空的")
		}
		level = heading.Level
		anchor := b.anchors.next(title)
		if heading.Level <= 2 {
			b.open(Section{Heading: title, Anchor: anchor}, at)
			continue
		}
		heading.SetAttributeString("id", []byte(anchor))
		last := &b.sections[len(b.sections)-1]
		last.Heads = append(last.Heads, title)
		b.add(n)
	}
	return b, b.render()
}

func (b *body) open(s Section, offset int) {
	b.sections = append(b.sections, s)
	b.nodes = append(b.nodes, nil)
	b.offsets = append(b.offsets, offset)
}

func (b *body) add(n ast.Node) {
	last := len(b.nodes) - 1
	b.nodes[last] = append(b.nodes[last], n)
}

// render fills HTML and Text of each section and drops an empty beginning.
func (b *body) render() error {
	for i := range b.sections {
		var out bytes.Buffer
		var plain []string
		for _, n := range b.nodes[i] {
			if err := renderHTML(&out, b.source, n); err != nil {
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
		b.sections, b.nodes, b.offsets = b.sections[1:], b.nodes[1:], b.offsets[1:]
	}
	return nil
}

// checkNodes looks at every node for what a document must not contain.
func (f *file) checkNodes(b *body, root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			f.resolveLink(n, b.base+n.Pos())
		case *ast.AutoLink:
			if url := string(n.URL(b.source)); n.AutoLinkType == ast.AutoLinkURL && !allowedScheme(url) {
				f.offset("link-target", b.base+n.Pos(), "链接地址 “%s” 不允许", clip(url))
			}
		case *ast.Image:
			f.offset("image", b.base+n.Pos(), "正文不用图片，把图里的内容写成文字")
		case *ast.RawHTML, *ast.HTMLBlock:
			f.offset("raw-html", b.base+n.Pos(), "正文不写 HTML，用 Markdown 写法")
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			f.checkText(b, n)
		}
		return ast.WalkContinue, nil
	})
}

func (f *file) checkText(b *body, n *ast.Text) {
	value := n.Segment.Value(b.source)
	if i := bytes.Index(value, []byte("**")); i >= 0 {
		f.offset("bold", b.base+n.Segment.Start+i,
			"这里的 ** 不会显示成加粗：星号挨着标点又紧接汉字，把标点移到加粗外面，如 **重点**：")
	}
	if i := bytes.Index(value, []byte(unwrittenMark)); i >= 0 {
		f.offset("unwritten", b.base+n.Segment.Start+i, "这里还没写")
	}
}
