package kb

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A spokenItem is one list item of a section, with the heading above it.
type spokenItem struct {
	step   string
	anchor string // of the heading
	text   string // its first block
	note   string // the blocks after it
	offset int    // of the item in the file
}

// spokenItems returns the top-level list items of the named section. Prose
// beside the lists is reported, because it would not be found where it is
// needed.
func (f *file) spokenItems(b *body, heading string) []spokenItem {
	var items []spokenItem
	for i, s := range b.sections {
		if s.Heading != heading {
			continue
		}
		step, anchor := "", ""
		for _, n := range b.nodes[i] {
			switch n := n.(type) {
			case *ast.Heading:
				step, anchor = plainText(b.source, n), anchorOf(n)
			case *ast.List:
				for child := n.FirstChild(); child != nil; child = child.NextSibling() {
					item := readItem(b, child)
					item.step, item.anchor = step, anchor
					if item.text == "" {
						f.offset("line-item", item.offset, "这一项是空的，写上一句话或者删掉")
						continue
					}
					items = append(items, item)
				}
			default:
				f.offset("line-item", b.base+blockPos(n), "“%s” 里的话要写成列表项（行首加“- ”），否则不能复制", heading)
			}
		}
	}
	return items
}

// blockPos returns where a block begins. A table says that it begins with the
// paragraph that it was read as, which may have lines before it.
func blockPos(n ast.Node) int {
	if n.Kind() == east.KindTable && n.HasChildren() {
		n = n.FirstChild()
	}
	return max(n.Pos(), 0)
}

// anchorOf returns the anchor that parseBody has given a heading.
func anchorOf(n *ast.Heading) string {
	id, _ := n.AttributeString("id")
	anchor, _ := id.([]byte)
	return string(anchor)
}

func readItem(b *body, item ast.Node) spokenItem {
	out := spokenItem{offset: b.base + max(item.Pos(), 0)}
	var notes []string
	for n := item.FirstChild(); n != nil; n = n.NextSibling() {
		text := plainText(b.source, n)
		if n == item.FirstChild() {
			out.text = strings.ReplaceAll(text, "\n", "")
		} else if text != "" {
			notes = append(notes, text)
		}
	}
	out.note = strings.Join(notes, "\n")
	return out
}
