package kb

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown returns the one goldmark instance: CommonMark with tables and
// strike-through, no raw HTML. It is safe for concurrent use.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough,
		),
		goldmark.WithRendererOptions(
			renderer.WithNodeRenderers(util.Prioritized(inlineRenderer{}, 100)),
		),
	)
})

// parseMarkdown returns the tree of body.
func parseMarkdown(body []byte) ast.Node {
	return markdown().Parser().Parse(text.NewReader(body))
}

// renderHTML writes node to w as HTML, and flushes it.
func renderHTML(w util.BufWriter, body []byte, node ast.Node) error {
	return markdown().Renderer().Render(w, body, node)
}

// inlineRenderer writes links whose destination [file.resolveLink] has checked.
// A link without destination was refused there and shows its text only, and
// so does a picture. It writes text, because the lines of Han text are joined
// without a space.
type inlineRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (inlineRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindText, renderText)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindAutoLink, renderAutoLink)
	r.Register(ast.KindImage, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	})
}

func renderText(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	text, ok := n.(*ast.Text)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	if text.IsRaw() {
		html.DefaultWriter.RawWrite(w, text.Segment.Value(source))
	} else {
		html.DefaultWriter.Write(w, text.Segment.Value(source))
	}
	switch {
	case text.HardLineBreak():
		_, _ = w.WriteString("<br>\n")
	case text.SoftLineBreak() && spaceAtBreak(text, source):
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	link, ok := n.(*ast.Link)
	if !ok || len(link.Destination) == 0 {
		return ast.WalkContinue, nil
	}
	if entering {
		openLink(w, link.Destination)
	} else {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func renderAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	link, ok := n.(*ast.AutoLink)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	label := util.EscapeHTML(link.Label(source))
	if link.AutoLinkType != ast.AutoLinkURL || !allowedScheme(string(link.URL(source))) {
		_, _ = w.Write(label)
		return ast.WalkContinue, nil
	}
	openLink(w, link.URL(source))
	_, _ = w.Write(label)
	_, _ = w.WriteString("</a>")
	return ast.WalkContinue, nil
}

// openLink writes the opening tag; bufio errors surface at the final flush.
func openLink(w util.BufWriter, destination []byte) {
	_, _ = w.WriteString(`<a href="`)
	if !html.IsDangerousURL(destination) {
		_, _ = w.Write(util.EscapeHTML(util.URLEscape(destination, false)))
	}
	_, _ = w.WriteString(`"`)
	if !bytes.HasPrefix(destination, []byte("/")) && !bytes.HasPrefix(destination, []byte("#")) {
		_, _ = w.WriteString(` rel="noopener noreferrer"`)
	}
	_, _ = w.WriteString(`>`)
}
