package kb_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

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

// FuzzSynonyms reads lists of synonyms over a small library.
func FuzzSynonyms(f *testing.F) {
	for _, name := range []string{"testdata/defects", "testdata/layers/ground", "testdata/layers/overlay"} {
		src, err := os.ReadFile(filepath.Join(name, kb.SynonymsFile))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, seed := range []string{
		"", "[]", "{}", "- ", "- word: 第一张\n  said: [首张, 头张]\n", "- {word: 怎么问, said: []}\n", "- word：题\n", "- word: &a 题\n  said: [*a]\n",
		"- word: 第一张\n  said: [ｆａ，b]\n- word: 第一张\n  said: [İx, 第一张]\n", "---\n- word: 题\n---\n", "- word: |\n   题\n   题\n  said: [题题]\n",
		"\uFEFF- word: 第一张\r\n  said:\r\n    - 首张\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkLexicon(t, kb.SynonymsFile, src) })
}

// FuzzWords reads lists of words.
func FuzzWords(f *testing.F) {
	src, err := os.ReadFile(filepath.Join("testdata/defects", kb.WordsFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	for _, seed := range []string{"", "#", "费控", "费控 # 先交后用\r\n\r\n表后线\n", "a#b\n \u3000c\u00a0\n", "\uFEFF费控\x00", "\xff", "Ａb\naＢ\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkLexicon(t, kb.WordsFile, src) })
}

// checkLexicon holds what is true of every file of the lexicon: problems
// inside the file and in order, words that can be searched for, in order and
// each once.
func checkLexicon(t *testing.T, path string, src []byte) {
	t.Helper()
	files := smallLibrary()
	files[path] = string(src)
	lib := load(t, nil, kb.Layer{Name: "small", FS: mapFS(files)})
	problems := lib.Problems()
	for i, p := range problems {
		if p.File != path || p.Message == "" || strings.ContainsAny(p.Message, "\n\r") {
			t.Errorf("got %+v, want the path and one line", p)
		}
		checkPosition(t, p, string(src))
		if i > 0 && (problems[i-1].Compare(p.Position) > 0 || *problems[i-1] == *p) {
			t.Errorf("got %v before %v, want order and each once", problems[i-1], p)
		}
	}
	word := func(w string) {
		if n := utf8.RuneCountInString(w); n < 2 || n > 12 || strings.ContainsFunc(w, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) }) {
			t.Errorf("got word %q", w)
		}
	}
	lexicon := lib.Lexicon()
	before := ""
	for _, s := range lexicon.Synonyms {
		if word(s.Word); s.Word <= before || len(s.Said) == 0 || len(s.Said) > 50 {
			t.Errorf("got %+v behind %q, want order and 1 to 50 ways to say it", s, before)
		}
		before = s.Word
		for i, said := range s.Said {
			if word(said); said == s.Word || slices.Contains(s.Said[:i], said) {
				t.Errorf("got %q twice in %+v", said, s)
			}
		}
	}
	for i, w := range lexicon.Words {
		if word(w); i > 0 && lexicon.Words[i-1] >= w {
			t.Errorf("got %q behind %q, want order and each once", w, lexicon.Words[i-1])
		}
	}
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
