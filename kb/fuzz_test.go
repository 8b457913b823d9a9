package kb_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

// fuzzPaths are one place for each kind.
var fuzzPaths = []string{"scripts/a.md", "complaints/a-class/a.md", "standards/a.md", "classes/a.md", "lessons/a.md"}

// FuzzParse reads whole files. The seeds are those of the fixtures and of the
// embedded library.
func FuzzParse(f *testing.F) {
	for _, dir := range []string{"testdata/defects", "testdata/layers", "../cases"} {
		for _, seed := range markdownBelow(f, dir) {
			f.Add(seed.kind, seed.src)
		}
	}
	for _, shape := range hostileShapes() {
		f.Add(uint8(4), []byte(shape.src[:min(len(shape.src), 4<<10)]))
	}
	f.Fuzz(func(t *testing.T, kind uint8, src []byte) {
		checkParse(t, fuzzPaths[int(kind)%len(fuzzPaths)], src)
	})
}

// FuzzFrontMatter reads metadata over a sound body.
func FuzzFrontMatter(f *testing.F) {
	for _, dir := range []string{"testdata/defects", "../cases"} {
		for _, seed := range markdownBelow(f, dir) {
			if parts := strings.SplitN(string(seed.src), "---\n", 3); len(parts) == 3 {
				f.Add(seed.kind, parts[1])
			}
		}
	}
	for _, head := range []string{"", "# 一\n", "- 一\n", "一\n", "a: &b [*b]\n", "? [a]\n: b\n", "a: |\n b\n", "%YAML 1.1\n", "a: !!binary b\n", "...\n", "<<: {a: b}\n", "status: retired\n"} {
		f.Add(uint8(0), head)
	}
	bodies := []string{scriptBody, caseBody, standardBody, classBody, "## 甲\n\n乙\n"}
	f.Fuzz(func(t *testing.T, kind uint8, head string) {
		i := int(kind) % len(fuzzPaths)
		checkParse(t, fuzzPaths[i], []byte("---\n"+head+"\n---\n\n"+bodies[i]))
	})
}

// FuzzMarkdown reads bodies under sound metadata: of a lesson, whose sections
// are free, so that most of them reach the page, and of a script.
func FuzzMarkdown(f *testing.F) {
	for _, dir := range []string{"testdata/defects", "../cases"} {
		for _, seed := range markdownBelow(f, dir) {
			if parts := strings.SplitN(string(seed.src), "---\n", 3); len(parts) == 3 {
				f.Add(parts[2])
			}
		}
	}
	for _, shape := range hostileShapes() {
		f.Add(shape.src[:min(len(shape.src), 2<<10)])
	}
	for _, seed := range []string{
		"[a](javascript&colon;alert(1))", "![a](b)", "<script>alert(1)</script>", "<https://a>", "**a：**b", "## 这样说\n\n- 〔a〕\n",
		"[a]: b\n\n[a]", "| a |\n|---|\n| b |", "> - 1. a", "a\\\nb", "&#0;&#x110000;&nosuch;", "- a\n-\n", "\t- a\n\n\tb",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		checkParse(t, "lessons/a.md", []byte(source(lessonHead, "## 节\n\n文\n\n"+body)))
		checkParse(t, "scripts/a.md", []byte(source(scriptHead, strings.Replace(scriptBody, "- 乙\n", body, 1))))
	})
}

// checkParse holds what is true of every file: a document exactly where there
// is no error, problems inside the file and in order, safe HTML.
func checkParse(t *testing.T, path string, src []byte) {
	t.Helper()
	before := bytes.Clone(src)
	d, problems := kb.Parse(path, src)
	if !bytes.Equal(src, before) {
		t.Error("the source was changed")
	}
	if (d == nil) != (problems.Errors() > 0) {
		t.Errorf("got document %v with %d errors", d != nil, problems.Errors())
	}
	for i, p := range problems {
		if p.File != path || p.Message == "" || strings.ContainsAny(p.Message, "\n\r") {
			t.Errorf("got %+v, want the path and one line", p)
		}
		checkPosition(t, p, string(src))
		if i > 0 && (problems[i-1].Compare(p.Position) > 0 || *problems[i-1] == *p) {
			t.Errorf("got %v before %v, want order and each once", problems[i-1], p)
		}
	}
	if d == nil {
		return
	}
	whole := d.Owner != "" && !d.Reviewed.IsZero() || d.Status == kb.StatusRetired // which need say nothing else
	if !whole || d.Title == "" || d.Source != strings.TrimPrefix(string(src), "\uFEFF") {
		t.Errorf("got document %+v, want every required key", d)
	}
	anchors := map[string]bool{}
	for _, s := range d.Sections {
		checkHTML(t, s.HTML)
		lower := strings.ToLower(s.HTML)
		for _, bad := range []string{"<script", "<img", `href="javascript`, `href="data`, `href=""`} {
			if strings.Contains(lower, bad) {
				t.Errorf("got %s in\n%s", bad, s.HTML)
			}
		}
		if s.Anchor != "" && anchors[s.Anchor] {
			t.Errorf("got anchor %q twice", s.Anchor)
		}
		anchors[s.Anchor] = true
	}
	for _, line := range d.Lines() {
		if line.Text == "" || strings.Contains(line.Text, "\n") {
			t.Errorf("got line %+v, want one that can be said", line)
		}
	}
}

// A seed is a file with its kind, as an index of fuzzPaths.
type seed struct {
	kind uint8
	src  []byte
}

// markdownBelow returns the Markdown files below dir.
func markdownBelow(tb testing.TB, dir string) []seed {
	tb.Helper()
	var out []seed
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		src, err := os.ReadFile(name)
		kind := slices.IndexFunc(fuzzPaths, func(path string) bool {
			folder, _, _ := strings.Cut(path, "/")
			return strings.Contains(filepath.ToSlash(name), "/"+folder+"/")
		})
		out = append(out, seed{uint8(max(kind, 0)), src})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Fatalf("no Markdown below %s", dir)
	}
	return out
}
