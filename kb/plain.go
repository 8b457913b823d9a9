package kb

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// plainText returns what a reader sees of node, without markup: blocks on
// lines of their own, table cells divided by a space.
func plainText(source []byte, node ast.Node) string {
	var b plainBuilder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.WriteString(literal(n.Segment.Value(source)))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.softBreak(n, source)
				}
			}
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		case *ast.CodeSpan:
			if entering {
				for c := n.FirstChild(); c != nil; c = c.NextSibling() {
					if t, ok := c.(*ast.Text); ok {
						b.Write(t.Segment.Value(source))
					}
				}
			}
			return ast.WalkSkipChildren, nil
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(source))
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			if entering {
				b.Write(n.Lines().Value(source))
				b.newline()
			}
		case *ast.RawHTML, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *east.TableCell:
			if !entering && n.NextSibling() != nil {
				b.WriteByte(' ')
			}
		default:
			if n.Type() == ast.TypeBlock {
				b.newline()
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// literal resolves backslash escapes and entities as the renderer does.
func literal(segment []byte) string {
	return string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(segment))))
}

// plainBuilder collects text with single line breaks between blocks.
type plainBuilder struct{ strings.Builder }

func (b *plainBuilder) newline() {
	if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		b.WriteByte('\n')
	}
}

// softBreak ends a line inside a paragraph: with a space between words, with
// nothing where Han text goes on.
func (b *plainBuilder) softBreak(n *ast.Text, source []byte) {
	before, _ := utf8.DecodeLastRuneInString(b.String())
	after := rune(' ')
	if next, ok := n.NextSibling().(*ast.Text); ok {
		after, _ = utf8.DecodeRune(next.Segment.Value(source))
	}
	if wide(before) || wide(after) {
		return
	}
	b.WriteByte(' ')
}

// wide reports whether r is set without spaces: Han or full-width punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
