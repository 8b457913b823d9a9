package kb

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Markdown was made for words with spaces between them: a ** beside
// punctuation opens or closes only where there is a space or more punctuation
// on its other side. So **重点：**请看 shows its asterisks, and most authors do
// not know why.

// A boldRun is two or more asterisks, or just two underscores.
type boldRun struct {
	offset int // in the body
	marker byte
}

// boldRuns returns the runs in a part of source. Longer runs of underscores are
// blanks to fill in.
func boldRuns(source []byte, part text.Segment) []boldRun {
	var runs []boldRun
	for i := part.Start; i < part.Stop; {
		c, end := source[i], i+1
		if c == '\\' {
			i += 2
			continue
		}
		for end < part.Stop && source[end] == c {
			end++
		}
		if c == '*' && end-i >= 2 || c == '_' && end-i == 2 {
			runs = append(runs, boldRun{i, c})
		}
		i = end
	}
	return runs
}

// A boldCheck looks at the text of one block. What Markdown leaves over is not
// always what the author meant to be one pair, as it may have paired the end
// of one with the beginning of the next; so where anything is left over, all
// markers of the block are looked at.
type boldCheck struct {
	block ast.Node
	left  []boldRun      // that a reader sees
	code  []text.Segment // where asterisks are no markers
}

// report reports each pair of markers that does not work, at the marker that
// is to be mended.
func (c *boldCheck) report(f *file, b *body) {
	var stars, underscores []boldRun
	for _, run := range c.left {
		if run.marker == '*' {
			stars = append(stars, run)
		} else {
			underscores = append(underscores, run)
		}
	}
	for i := 0; i < len(underscores); i += 2 {
		f.offset("bold", b.base+underscores[i].offset, "__ 在汉字中间不显示成加粗，改用 **")
	}
	if len(stars) == 0 {
		return
	}
	var runs []boldRun
	for i := range c.block.Lines().Len() {
		runs = append(runs, boldRuns(b.source, c.block.Lines().At(i))...)
	}
	runs = slices.DeleteFunc(runs, func(r boldRun) bool {
		return r.marker != '*' || slices.ContainsFunc(c.code, func(s text.Segment) bool { return s.Start <= r.offset && r.offset < s.Stop })
	})
	before := len(f.problems)
	for ; len(runs) > 1; runs = runs[2:] {
		switch {
		case !flanks(b.source, runs[0].offset, true):
			f.offset("bold", b.base+runs[0].offset, "加粗不会显示，把 ** 后面的标点或空格移到 ** 前面，如 “**重点**”")
		case !flanks(b.source, runs[1].offset, false):
			f.offset("bold", b.base+runs[1].offset, "加粗不会显示，把 ** 前面的标点或空格移到 ** 后面，如 **重点**：")
		}
	}
	switch {
	case len(runs) == 1:
		f.offset("bold", b.base+runs[0].offset, "这个 ** 没有配对，补上另一个或者删掉")
	case len(f.problems) == before:
		f.offset("bold", b.base+stars[0].offset, "这里的 ** 不会显示成加粗，检查星号的个数")
	}
}

// flanks reports whether the asterisks at offset may begin emphasis, or end it
// (are left-flanking or right-flanking, in the words of CommonMark).
func flanks(source []byte, offset int, begin bool) bool {
	end := offset
	for end < len(source) && source[end] == '*' {
		end++
	}
	outside, _ := utf8.DecodeLastRune(source[:offset])
	inside, _ := utf8.DecodeRune(source[end:])
	if !begin {
		outside, inside = inside, outside
	}
	return inside != utf8.RuneError && !unicode.IsSpace(inside) &&
		(!punctuation(inside) || outside == utf8.RuneError || unicode.IsSpace(outside) || punctuation(outside))
}

func punctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
