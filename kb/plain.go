package kb

import (
	"bufio"
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	mdhtml "github.com/yuin/goldmark/renderer/html"
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
				if n.HardLineBreak() {
					b.newline()
				} else if n.SoftLineBreak() && spaceAtBreak(n, source) {
					b.WriteByte(' ')
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

// literal resolves backslash escapes and entities: what the renderer writes,
// read as a browser reads it.
func literal(segment []byte) string {
	if bytes.IndexByte(segment, '\\') < 0 && bytes.IndexByte(segment, '&') < 0 {
		return string(segment)
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	mdhtml.DefaultWriter.Write(w, segment)
	_ = w.Flush() // to memory
	return html.UnescapeString(out.String())
}

// plainBuilder collects text with single line breaks between blocks.
type plainBuilder struct{ strings.Builder }

func (b *plainBuilder) newline() {
	if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		b.WriteByte('\n')
	}
}

// spaceAtBreak reports whether the end of the line that n ends stands for a
// space, as it does between words; Han text goes on without one.
func spaceAtBreak(n *ast.Text, source []byte) bool {
	return !wide(edge(n, source, true)) && !wide(edge(n.NextSibling(), source, false))
}

// edge returns the last or first character of the text of n. An empty text is
// passed over, as stands between emphasis and the end of its line.
func edge(n ast.Node, source []byte, last bool) rune {
	for n != nil {
		text, ok := n.(*ast.Text)
		switch {
		case ok && text.Segment.Len() == 0 && last:
			n = n.PreviousSibling()
		case ok && last:
			r, _ := utf8.DecodeLastRune(text.Segment.Value(source))
			return r
		case ok:
			r, _ := utf8.DecodeRune(text.Segment.Value(source))
			return r
		case last:
			n = n.LastChild()
		default:
			n = n.FirstChild()
		}
	}
	return utf8.RuneError
}

// wide reports whether r is set without spaces: Han, full-width punctuation,
// and the dashes, quotes and dots that Chinese shares with other scripts.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x2014 && r <= 0x2027 || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
