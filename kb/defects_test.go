package kb_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

// defectFixture is a library whose every file is wrong in some way, except for
// those that the others refer to.
func defectFixture() kb.Layer { return kb.Layer{Name: "defects", FS: os.DirFS("testdata/defects")} }

// layeredFixture is a library, an overlay that is wrong with regard to it, and
// an empty one.
func layeredFixture() []kb.Layer {
	return []kb.Layer{
		layer("ground", os.DirFS("testdata/layers/ground")),
		layer("overlay", os.DirFS("testdata/layers/overlay")),
		layer("empty", fstest.MapFS{}),
	}
}

func TestDefects(t *testing.T) {
	problems := load(t, nil, defectFixture()).Problems()
	if len(problems) < 45 {
		t.Errorf("got %d defects, want at least 45", len(problems))
	}
	checkPositions(t, problems, func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join("testdata/defects", name))
	})
	golden(t, "defects.golden", problems.String())
}

func TestDefectsBetweenLayers(t *testing.T) {
	problems := load(t, nil, layeredFixture()...).Problems()
	golden(t, "layers.golden", problems.String())
}

// TestDefectsOfFiles has what a plain directory cannot hold, or not on every
// system.
func TestDefectsOfFiles(t *testing.T) {
	golden(t, "files.golden", fileDefects(t).String())
}

// fileDefects loads a directory with symbolic links, files of other types,
// files that cannot be read, and one that is too long.
func fileDefects(t *testing.T) kb.Problems {
	t.Helper()
	outside := filepath.Join(t.TempDir(), "outside.md")
	dir := t.TempDir()
	files := smallLibrary()
	files["scripts/too-long.md"] = source(scriptHead, scriptBody) + strings.Repeat("长", 128<<10/3)
	files["library.yaml"] = "name: 太长\n" + strings.Repeat("# 注释\n", 32<<10/len("# 注释\n"))
	files[kb.SynonymsFile] = "[]\n"
	for name, text := range files {
		writeFile(t, filepath.Join(dir, name), text)
	}
	writeFile(t, outside, source(scriptHead, scriptBody))
	for name, target := range map[string]string{
		"scripts/leads-out.md":   outside,
		"scripts/leads-up.md":    "../../outside.md",
		"scripts/dangling.md":    "no-such.md",
		"scripts/same-folder.md": "a-script.md", // inside, so it is a document
		"complaints/linked":      "a-class",
		"lexicon/words.txt":      outside,
		"lexicon/linked":         "../scripts",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	lib := load(t, nil, kb.Layer{Name: "files", FS: faultyFS{
		FS:         root.FS(),
		unreadable: map[string]bool{"scripts/a-script.md": true, "standards": true},
		devices:    map[string]bool{"lessons/a-lesson.md": true},
	}})
	if lib.Document("same-folder") == nil {
		t.Error("a symbolic link inside the library: got no document, want one")
	}
	return lib.Problems()
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A faultyFS is a file system some of whose entries cannot be opened, or are
// pipes. Permissions would not do, because tests may run as root.
type faultyFS struct {
	fs.FS
	unreadable, devices map[string]bool
}

func (f faultyFS) Open(name string) (fs.File, error) {
	if f.unreadable[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("permission denied")}
	}
	if f.devices[name] {
		panic("a pipe was opened: " + name)
	}
	return f.FS.Open(name)
}

func (f faultyFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if f.unreadable[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("permission denied")}
	}
	entries, err := fs.ReadDir(f.FS, name)
	for i, e := range entries {
		if f.devices[name+"/"+e.Name()] {
			entries[i] = pipeEntry{e}
		}
	}
	return entries, err
}

func (f faultyFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

// A pipeEntry is an entry that says that it is a pipe.
type pipeEntry struct{ fs.DirEntry }

func (pipeEntry) Type() fs.FileMode { return fs.ModeNamedPipe }

// TestEveryRuleIsBroken holds the fixtures to rule.go: whoever adds a rule adds
// a file that breaks it.
func TestEveryRuleIsBroken(t *testing.T) {
	broken := map[string]bool{}
	for _, problems := range []kb.Problems{
		load(t, nil, defectFixture()).Problems(),
		load(t, nil, layeredFixture()...).Problems(),
		fileDefects(t),
	} {
		for _, p := range problems {
			broken[p.Rule] = true
		}
	}
	for _, r := range kb.Rules() {
		if !broken[r.Name] {
			t.Errorf("no fixture breaks rule %s", r.Name)
		}
	}
}

// TestRulesAreListed finds names in this package's code that are in no list:
// such a defect would count as an error whatever it is.
func TestRulesAreListed(t *testing.T) {
	listed, used := map[string]bool{}, map[string]bool{}
	last := ""
	for _, r := range kb.Rules() {
		if r.Name <= last {
			t.Errorf("rule %s: got after %s, want order by name", r.Name, last)
		}
		if r.Summary == "" || r.Severity != kb.SeverityError && r.Severity != kb.SeverityWarning {
			t.Errorf("rule %s: got severity %q and summary %q", r.Name, r.Severity, r.Summary)
		}
		last, listed[r.Name] = r.Name, true
	}
	reporters := map[string]bool{"report": true, "at": true, "offset": true, "lacking": true, "problem": true}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !reporters[sel.Sel.Name] {
				return true
			}
			rule, ok := call.Args[0].(*ast.BasicLit)
			if !ok || rule.Kind != token.STRING {
				return true
			}
			value, err := strconv.Unquote(rule.Value)
			if err != nil || !listed[value] {
				t.Errorf("%s: rule %s is not in rule.go", fset.Position(rule.Pos()), rule.Value)
			}
			used[value] = true
			return true
		})
	}
	for rule := range listed {
		if !used[rule] {
			t.Errorf("rule %s is reported nowhere", rule)
		}
	}
}

// TestRulesAreDocumented compares the table of the package comment, where a
// minus marks warnings.
func TestRulesAreDocumented(t *testing.T) {
	src, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(src), "These are the rules")
	table, _, _ = strings.Cut(table, "# Design")
	var got, want []string
	for line := range strings.Lines(table) {
		if row, ok := strings.CutPrefix(line, "//\t"); ok {
			words := strings.Fields(row)
			if words[1] != "-" {
				words[1] = ""
			}
			got = append(got, words[0]+words[1])
		}
	}
	for _, r := range kb.Rules() {
		if r.Severity == kb.SeverityWarning {
			r.Name += "-"
		}
		want = append(want, r.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got rules %q in doc.go,\nwant %q", got, want)
	}
}

// checkPositions checks that each problem is inside its file.
func checkPositions(t *testing.T, problems kb.Problems, read func(name string) ([]byte, error)) {
	t.Helper()
	for _, p := range problems {
		src, err := read(p.File)
		if err != nil {
			t.Errorf("%v: %v", p, err)
			continue
		}
		checkPosition(t, p, string(src))
	}
}

// checkPosition checks that a problem is inside src: its column may be one
// behind the last character of its line.
func checkPosition(t *testing.T, p *kb.Problem, src string) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(src, "\uFEFF"), "\n")
	if p.Line < 1 || p.Line > len(lines) {
		t.Errorf("%v: got line %d, want 1 to %d", p, p.Line, len(lines))
		return
	}
	if most := len([]rune(lines[p.Line-1])) + 1; p.Col < 1 || p.Col > most {
		t.Errorf("%v: got column %d, want 1 to %d", p, p.Col, most)
	}
}
