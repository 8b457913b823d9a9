package main

import (
	"fmt"
	"strings"

	"anku/kb"
)

const (
	// shownLines is how many lines of a script below the first hit are
	// printed.
	shownLines = 2
	// hitIndent is where what belongs to a hit begins.
	hitIndent = 5
	// shownQueryRunes is how much of a query is repeated.
	shownQueryRunes = 40
	// shownCorrections is how many other wordings are offered.
	shownCorrections = 3
)

// A printer lays hits out for a person: what to say first. Beyond a terminal,
// where columns is 0, each line of a script stays one line.
type printer struct {
	palette
	columns int // of the terminal, 0 for no limit
	lib     *kb.Library

	out strings.Builder
}

// results returns the hits as text.
func (p *printer) results(q kb.Query, res kb.Results) string {
	p.corrections(res.Corrections)
	if len(res.Hits) == 0 {
		p.nothing(q, res)
	}
	for i, h := range res.Hits {
		p.hit(q.Offset+i+1, h, i == 0)
	}
	if res.Total > q.Offset+len(res.Hits) && len(res.Hits) > 0 {
		note := fmt.Sprintf("共 %d 条，显示到第 %d 条；--limit 可以多看", res.Total, q.Offset+len(res.Hits))
		p.out.WriteString(p.dim(note) + "\n")
	}
	return p.out.String()
}

// corrections offers the wordings that were perhaps meant.
func (p *printer) corrections(texts []string) {
	var quoted []string
	for _, text := range texts[:min(len(texts), shownCorrections)] {
		quoted = append(quoted, "“"+shownQuery(text)+"”")
	}
	if len(quoted) > 0 {
		p.block("", 0, kb.Snippet{{Text: "您是不是要找：" + strings.Join(quoted, "、")}}, stylePlain)
	}
}

// shownQuery returns what is repeated of a query.
func shownQuery(text string) string {
	runes := []rune(oneLine(strings.TrimSpace(text)))
	if len(runes) > shownQueryRunes {
		runes = append(runes[:shownQueryRunes], '…')
	}
	return string(runes)
}

// nothing says that there is no hit, and what to try.
func (p *printer) nothing(q kb.Query, res kb.Results) {
	if res.Total > 0 {
		fmt.Fprintf(&p.out, "只有 %d 条，--offset 请小于这个数。\n", res.Total)
		return
	}
	fmt.Fprintf(&p.out, "没有找到 “%s”。换个说法试试，比如事情本身：停电、复电、电费、换表。\n", shownQuery(q.Text))
	if q.Kind != "" || q.Class != "" || q.Category != "" {
		p.out.WriteString("也可以去掉 --kind、--class、--category 再找一次。\n")
	}
}

// hit writes one hit; only the first one shows every line to say.
func (p *printer) hit(n int, h kb.Hit, first bool) {
	number := fmt.Sprintf("%2d ", n)
	p.block(p.dim(number)+p.kind(h.Kind)+" ", columnsOf(number+"["+h.Kind.Label()+"] "),
		h.TitleSnippet(), styleBold)
	lines := h.Lines
	if !first {
		lines = lines[:min(len(lines), shownLines)]
	}
	for _, line := range lines {
		p.item(markedLine(h, line), stylePlain)
	}
	if n := len(h.Lines) - len(lines); n > 0 {
		p.item(kb.Snippet{{Text: fmt.Sprintf("还有 %d 句", n)}}, styleDim)
	}
	if s := h.BestSnippet(); s != nil && len(h.Lines) == 0 {
		p.block(strings.Repeat(" ", hitIndent), hitIndent, s, stylePlain)
	}
	if reasons := h.Why(); len(reasons) > 0 {
		p.block(strings.Repeat(" ", hitIndent), hitIndent, kb.Snippet{{Text: strings.Join(reasons, " · ")}}, styleDim)
	}
	p.out.WriteString(strings.Repeat(" ", hitIndent))
	if class := p.lib.Document(h.Class); class != nil && class.ID != h.ID {
		p.out.WriteString(p.dim(oneLine(class.Title)))
		if p.columns > 0 && hitIndent+columnsOf(class.Title)+2+len(h.URL) > p.columns {
			p.out.WriteString("\n" + strings.Repeat(" ", hitIndent))
		} else {
			p.out.WriteString("  ")
		}
	}
	p.out.WriteString(p.dim(h.URL) + "\n")
}

// item writes a point of a list.
func (p *printer) item(text kb.Snippet, base style) {
	p.block(strings.Repeat(" ", hitIndent)+p.dim("·")+" ", hitIndent+2, text, base)
}

// block writes text behind lead, which takes indent columns; further lines
// begin there.
func (p *printer) block(lead string, indent int, text kb.Snippet, base style) {
	room := 0
	if p.columns > 0 {
		room = max(p.columns-indent, 2)
	}
	for i, line := range wrap(text, room) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		p.out.WriteString(lead + p.snippet(line, base) + "\n")
	}
}

// markedLine returns a line of a script with its matches marked where it has
// any.
func markedLine(h kb.Hit, line string) kb.Snippet {
	for _, s := range h.Snippets[kb.FieldLines] {
		if s.String() == line {
			return s
		}
	}
	return kb.Snippet{{Text: line}}
}
