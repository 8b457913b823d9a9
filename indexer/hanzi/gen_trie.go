//go:build ignore

package main

import (
	"cmp"
	"slices"
)

// A trie is a double array: the child of a node by a character stands at the
// node's base plus the character's code. No two nodes have the same base, so
// the code in a cell is enough to know whose child it is.
type trie struct {
	cells []cell
	place map[string]int // of a word's cell
}

type cell struct {
	base int
	code uint16
	word string // that ends here, or ""
}

// A node is a beginning of words before it has its place.
type node struct {
	code     uint16
	word     string
	children []*node // by code
	base     int
}

func newTrie(codes *codes, words []string) *trie {
	root := &node{}
	inner := []*node{}
	for _, w := range words {
		at := root
		for _, r := range w {
			code := codes.code[r]
			i, found := slices.BinarySearchFunc(at.children, code, func(n *node, c uint16) int { return cmp.Compare(n.code, c) })
			if !found {
				if len(at.children) == 0 {
					inner = append(inner, at)
				}
				at.children = slices.Insert(at.children, i, &node{code: code})
			}
			at = at.children[i]
		}
		at.word = w
	}
	slices.SortStableFunc(inner, func(a, b *node) int { return len(b.children) - len(a.children) })

	p := newPlacer()
	for _, n := range inner {
		n.base = p.put(n.children)
	}
	t := &trie{make([]cell, p.size), make(map[string]int)}
	t.cells[0].base = root.base
	t.fill(root)
	return t
}

// fill writes the cells of what is below n.
func (t *trie) fill(n *node) {
	for _, child := range n.children {
		at := n.base + int(child.code)
		t.cells[at] = cell{child.base, child.code, child.word}
		if child.word != "" {
			t.place[child.word] = at
		}
		t.fill(child)
	}
}

// A placer knows which cells and bases are taken.
type placer struct {
	after []int32 // by cell: itself if it is free, else one that may be, further on
	based []bool
	size  int
}

func newPlacer() *placer {
	const room = 1 << 21
	p := &placer{after: make([]int32, room), based: make([]bool, room)}
	for i := range p.after {
		p.after[i] = int32(i)
	}
	p.take(0) // the root
	p.based[0] = true
	return p
}

func (p *placer) take(at int) { p.after[at]++ }

// free returns the first free cell from at on.
func (p *placer) free(at int) int {
	end := at
	for int(p.after[end]) != end {
		end = int(p.after[end])
	}
	for at != end {
		at, p.after[at] = int(p.after[at]), int32(end)
	}
	return end
}

// put finds the lowest base at which all children have a free cell.
func (p *placer) put(children []*node) int {
	low := int(children[0].code)
	for at := p.free(low + 1); ; at = p.free(at + 1) {
		if base := at - low; !p.based[base] && p.fits(base, children) {
			p.based[base] = true
			for _, child := range children {
				p.take(base + int(child.code))
				p.size = max(p.size, base+int(child.code)+1)
			}
			return base
		}
	}
}

func (p *placer) fits(base int, children []*node) bool {
	for _, child := range children {
		if at := base + int(child.code); int(p.after[at]) != at {
			return false
		}
	}
	return true
}
