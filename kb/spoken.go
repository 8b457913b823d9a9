package kb

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A spokenItem is one list item of a section, with the heading above it.
type spokenItem struct {
	step string
	text string // its first block
	note string // the blocks after it
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
		step := ""
		for _, n := range b.nodes[i] {
			switch n := n.(type) {
			case *ast.Heading:
				step = plainText(b.source, n)
			case *ast.List:
				for item := n.FirstChild(); item != nil; item = item.NextSibling() {
					items = append(items, readItem(b, item, step))
				}
			default:
				f.offset("line-item", b.base+max(n.Pos(), 0), "%s 里的话要写成列表项（行首加“- ”），否则不能复制", heading)
			}
		}
	}
	return items
}

func readItem(b *body, item ast.Node, step string) spokenItem {
	out := spokenItem{step: step}
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
