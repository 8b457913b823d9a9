package kb_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

var update = flag.Bool("update", false, "rewrite golden files")

// today is the day on which the fixtures are looked at.
var today = kb.Date{Year: 2026, Month: 11, Day: 1}

// golden compares got with a file under testdata, which -update rewrites.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := lineOf(gotLines, i), lineOf(wantLines, i)
		if g != w {
			t.Fatalf("%s:%d:\n got %s\nwant %s\n(go test ./kb -update rewrites it)", path, i+1, g, w)
		}
	}
}

func lineOf(lines []string, i int) string {
	if i >= len(lines) {
		return "(nothing)"
	}
	return lines[i]
}

// Metadata that make a body a sound document of their kind.
const (
	classHead    = "title: 题\ncategory: business\nowner: 班长\nreviewed: 2026-10-01\nasks: [怎么问]\n"
	scriptHead   = "title: 题\nclasses: [a-class]\nstage: explain\nowner: 班长\nreviewed: 2026-10-01\nasks: [怎么说]\n"
	standardHead = "title: 题\nconfidence: unverified\ndocument: 《规范》\nowner: 班长\nreviewed: 2026-10-01\n"
	lessonHead   = "title: 题\nminutes: 30\nowner: 培训专责\nreviewed: 2026-10-01\n"
	caseHead     = "title: 题\nclass: a-class\nchannel: hall\noccurred: 2026-07\nliability: upheld\nseverity: general\n" +
		"origin: composite\nowner: 专责\nreviewed: 2026-10-01\nscripts: [a-script]\n" +
		"measures:\n  - action: 改\n    owner: 班长\n    due: 2026-12-31\n"
)

// Bodies with every section.
const (
	classBody    = "## 是什么\n\n甲\n\n## 根源\n\n乙\n\n## 先做什么\n\n丙\n\n## 预防\n\n丁\n\n## 与相近类的界限\n\n戊\n"
	scriptBody   = "## 场景\n\n甲\n\n## 这样说\n\n- 乙\n\n## 不要说\n\n- 丙\n\n## 要点\n\n丁\n\n## 何时升级\n\n戊\n"
	standardBody = "## 规定\n\n甲\n\n## 怎么对客户说\n\n乙\n\n## 新旧变化\n\n丙\n"
	caseBody     = "## 事件经过\n\n甲\n\n## 造成影响\n\n乙\n\n## 调查核实\n\n丙\n\n## 暴露问题\n\n丁\n\n" +
		"## 处理技巧\n\n戊\n\n## 整改措施\n\n己\n\n## 举一反三\n\n庚\n"
)

// source returns the text of a document.
func source(head, body string) string { return "---\n" + head + "---\n\n" + body }

// withKeys returns head with the lines of keys in place of those of the same
// keys, or added to it.
func withKeys(head, keys string) string {
	for line := range strings.Lines(keys) {
		key, _, _ := strings.Cut(line, ":")
		kept := ""
		for old := range strings.Lines(head) {
			if !strings.HasPrefix(old, key+":") {
				kept += old
			}
		}
		head = kept
	}
	return head + keys
}

// mustParse parses a document that must have no defect.
func mustParse(t *testing.T, path, src string) *kb.Document {
	t.Helper()
	d, problems := kb.Parse(path, []byte(src))
	if d == nil || len(problems) > 0 {
		t.Fatalf("parse %s: got\n%s, want no problem", path, problems)
	}
	return d
}

// mustParseLesson parses the Markdown of a lesson, whose sections are free.
func mustParseLesson(t *testing.T, body string) *kb.Document {
	t.Helper()
	return mustParse(t, "lessons/a-lesson.md", source(lessonHead, body))
}

// defects returns the problems of a document, one a line, without its path.
func defects(path, src string) []string {
	_, problems := kb.Parse(path, []byte(src))
	var out []string
	for _, p := range problems {
		out = append(out, strings.TrimPrefix(p.String(), path+":"))
	}
	return out
}

// wantDefects checks that there is one defect for each of want, in order, and
// that each contains its text.
func wantDefects(t *testing.T, got []string, want ...string) {
	t.Helper()
	ok := len(got) == len(want)
	for i := 0; ok && i < len(want); i++ {
		ok = strings.Contains(got[i], want[i])
	}
	if !ok {
		t.Errorf("got defects\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// mapFS makes a file system of paths and texts.
func mapFS(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// smallLibrary is a sound library with one document of each kind.
func smallLibrary() map[string]string {
	return map[string]string{
		"classes/a-class.md":           source(classHead, classBody),
		"scripts/a-script.md":          source(scriptHead, scriptBody),
		"standards/a-standard.md":      source(standardHead, standardBody),
		"complaints/a-class/a-case.md": source(caseHead, caseBody),
		"lessons/a-lesson.md":          source(lessonHead, "## 第一张\n\n- 甲\n"),
	}
}

// load loads layers, which must succeed.
func load(t *testing.T, previous *kb.Library, layers ...kb.Layer) *kb.Library {
	t.Helper()
	lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: today, Previous: previous}, layers...)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// layer is a layer of a file system, whose name is also its prefix.
func layer(name string, fsys fs.FS) kb.Layer { return kb.Layer{Name: name, Prefix: name, FS: fsys} }
