package kb_test

import (
	"fmt"
	"strings"
	"testing"

	"anku/kb"
)

// A hostileShape is a file of the largest size that was written to keep the
// parser busy. Most are refused for their shape; the others are the slowest
// that get through.
type hostileShape struct {
	name, src string
	rule      string // under which it is refused; "" where it is parsed to its end
}

// hostileShapes returns the shapes, each about 128 KiB long, or 32 KiB where it
// is one of the metadata.
func hostileShapes() []hostileShape {
	const size = 128<<10 - 1024
	body := func(name, text, rule string) hostileShape {
		return hostileShape{name, source(lessonHead, "## 甲\n\n乙\n\n"+text), rule}
	}
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	// within fills the file with blocks of unit, as many as the bounds allow,
	// and the rest with plain text.
	within := func(unit string, blocks int) string {
		text := strings.Repeat(unit+"\n\n", blocks)
		return text + strings.Repeat("汉", (size-len(text))/len("汉"))
	}
	keys := func(name, text, rule string) hostileShape {
		return hostileShape{name, source(lessonHead+text+"\n", "## 甲\n\n乙\n"), rule}
	}
	const yaml = 32<<10 - 256
	var headings, numbered, definitions strings.Builder
	for i := range 400 {
		headings.WriteString("## 标题\n\n文\n")
		fmt.Fprintf(&definitions, "[a%d]: b.md\n", i)
		numbered.WriteString("1. - a\n")
	}
	return []hostileShape{
		body("brackets", fill("["), "structure"),
		body("brackets-in-blocks", within(strings.Repeat("[", 200), 29), ""),
		body("images", fill("!["), "structure"),
		body("links-nested", fill("[a]("), "structure"),
		body("links-nested-in-blocks", within(strings.Repeat("[", 100)+"a"+strings.Repeat("](b.md)", 100), 14), ""),
		body("link-definitions", fill("[a]: b\n"), "structure"),
		body("link-definitions-allowed", within(definitions.String(), 1)+"[a1]", "structure"),
		body("emphasis", fill("*a "), "structure"),
		body("emphasis-in-blocks", within(strings.Repeat("*a **a ", 133), 14), ""),
		body("emphasis-nested", within(strings.Repeat("*a", 200)+strings.Repeat("a*", 200), 14), ""),
		body("emphasis-with-links", within(strings.Repeat("**[a", 100)+strings.Repeat("](b)**", 100), 10), "structure"),
		body("strikes", fill("~~a"), "structure"),
		body("backticks", fill("`"), "structure"),
		body("backtick-runs", within(backticks(27), 14), ""),
		body("backslashes", fill("\\"), "structure"),
		body("entities", fill("&amp;"), "structure"),
		body("angles", fill("<"), "structure"),
		body("tags", fill("<b>"), "structure"),
		body("autolinks", within(strings.Repeat("<https://a>", 5900), 1), ""),
		body("comments", fill("<!--"), "structure"),
		body("table-wide", fill("|"), "structure"),
		body("table-long", "| a | b |\n|---|---|\n"+fill("| a | b |\n"), "structure"),
		body("tables", within("|a|\n|-|\n"+strings.Repeat("|a|\n", 290), 6), ""),
		body("quotes-deep", fill(">"), "structure"),
		body("quotes-long", within(strings.Repeat(strings.Repeat("> ", 12)+"a\n", 1900), 1), ""),
		body("lists-deep", fill("- "), "structure"),
		body("lists-by-indent", nestedList(), "structure"),
		body("lists-long", within(strings.Repeat(strings.Repeat("1. ", 12)+"a\n", 1900), 1), ""),
		body("lists-mixed", within(numbered.String(), 2), ""),
		body("headings", fill("## a\n"), "structure"),
		body("headings-allowed", within(headings.String(), 1), ""),
		body("lines", fill("\na"), "structure"),
		body("one-line", fill("汉"), ""),
		body("unwritten", fill("（待写"), ""),
		keys("yaml-flow", "tags: "+strings.Repeat("[a,", yaml/3), "yaml-syntax"),
		keys("yaml-braces", "tags: "+strings.Repeat("{a: ", yaml/4), "yaml-syntax"),
		keys("yaml-aliases", "tags: [&a b"+strings.Repeat(", *a", yaml/4)+"]\n", "structure"),
		keys("yaml-long-key", strings.Repeat("键", yaml/3)+": a\n", "unknown-key"),
		keys("yaml-keys", strings.Repeat("abcdef:\n", yaml/8), "structure"),
		keys("yaml-question-marks", strings.Repeat("? ", yaml/2), "yaml-syntax"),
		keys("yaml-too-long", "tags: ["+strings.Repeat("a,", 20<<10)+"]\n", "front-matter"),
	}
}

// backticks returns runs of 1 to n backticks, none of which is closed.
func backticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1) + "a")
	}
	return b.String()
}

// nestedList returns a list that goes one level deeper in each line.
func nestedList() string {
	var b strings.Builder
	for i := range 300 {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// TestHostileShapes checks that each shape is refused where it should be, at a
// place inside the file. BenchmarkParse says how long each takes.
func TestHostileShapes(t *testing.T) {
	for _, shape := range hostileShapes() {
		t.Run(shape.name, func(t *testing.T) {
			if len(shape.src) > 128<<10 {
				t.Fatalf("got a file of %d bytes, which is too long to be parsed", len(shape.src))
			}
			d, problems := kb.Parse("lessons/a.md", []byte(shape.src))
			found := d != nil
			for _, p := range problems {
				checkPosition(t, p, shape.src)
				found = found || p.Rule == shape.rule
				if shape.rule == "" && p.Rule == "structure" && !strings.Contains(p.Message, "还有") {
					t.Errorf("got %v, want it within the bounds", p)
				}
			}
			if shape.rule != "" && (d != nil || !found) {
				t.Errorf("got no defect of rule %s", shape.rule)
			}
		})
	}
}
