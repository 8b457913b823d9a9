package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// modulePath begins the import path of every package of ours.
const modulePath = "anku/"

// layers is the diamond: for each package what it may import of ours. A name
// that ends in "/..." means all packages below. Commands may import everything.
var layers = map[string][]string{
	"kb":           {},
	"kb/privacy":   {},
	"kb/training":  {"kb"},
	"cases":        {},
	"indexer":      {"kb", "indexer/..."},
	"indexer/eval": {"kb"},
	// The rest of indexer, such as hanzi, knows nothing of ours.
	"indexer/...": {},
	"web":         {"kb", "kb/..."},
}

// engines are the packages of others that only one of ours may know, by the
// beginning of their import path.
var engines = map[string]string{
	"github.com/blevesearch/":    "indexer",
	"github.com/gin-gonic/":      "web",
	"github.com/gin-contrib/":    "web",
	"github.com/yuin/goldmark":   "kb",
	"go.yaml.in/yaml":            "kb",
	"gopkg.in/yaml":              "kb",
	"github.com/goccy/go-yaml":   "kb",
	"github.com/spf13/":          "cmd",
	"github.com/fsnotify/":       "cmd",
	"golang.org/x/term":          "cmd",
	"github.com/rogpeppe/":       "cmd",
	"github.com/chromedp/":       "cmd",
	"github.com/schollz/":        "cmd",
	"github.com/mattn/go-isatty": "cmd",
}

// never is what a package and those below it must not import, outside tests.
// Tests of kb and indexer start no server either.
var never = map[string][]string{
	"kb":      {"os", "os/exec", "log", "net/http"},
	"cases":   {"os", "os/exec", "log", "net/http"},
	"web":     {"os", "os/exec", "log"},
	"indexer": {"net/http", "html/template"},
}

// neverInTests is what not even tests may import.
var neverInTests = map[string][]string{
	"kb":      {"net/http"},
	"indexer": {"net/http", "html/template"},
}

// ignored matches programs that are run by go generate only.
var ignored = regexp.MustCompile(`(?m)^//go:build ignore$`)

// TestLayers checks the imports of every Go file of the module.
func TestLayers(t *testing.T) {
	module := os.DirFS("../..")
	found, files := violations(t, module)
	for _, v := range found {
		t.Error(v)
	}
	if files < 50 {
		t.Errorf("files: got %d, want those of the whole module", files)
	}
}

// TestLayersFindsViolations checks that TestLayers would notice.
func TestLayersFindsViolations(t *testing.T) {
	source := func(pkg string, imports ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("package " + pkg + "\n\nimport (\n\t_ \"" + strings.Join(imports, "\"\n\t_ \"") + "\"\n)\n")}
	}
	module := fstest.MapFS{
		"kb/good.go":                source("kb", "strings", "github.com/yuin/goldmark/ast", "go.yaml.in/yaml/v4"),
		"kb/good_test.go":           source("kb_test", "os", "anku/kb", "anku/cases"),
		"kb/a.go":                   source("kb", "anku/web", "fmt", "os", "net/http", "github.com/gin-gonic/gin"),
		"kb/a_test.go":              source("kb_test", "anku/indexer", "net/http"),
		"kb/training/slides.go":     source("training", "anku/kb", "anku/indexer", "os"),
		"cases/cases.go":            source("cases", "embed", "anku/kb"),
		"indexer/good.go":           source("indexer", "os", "anku/kb", "anku/indexer/hanzi", "github.com/blevesearch/bleve/v2"),
		"indexer/b.go":              source("indexer", "anku/kb/privacy", "net/http"),
		"indexer/hanzi/fold.go":     source("hanzi", "anku/kb", "golang.org/x/text/unicode/norm"),
		"indexer/eval/run.go":       source("eval", "anku/kb", "anku/indexer"),
		"web/good.go":               source("web", "net/http", "anku/kb", "anku/kb/training", "github.com/gin-gonic/gin"),
		"web/c.go":                  source("web", "anku/indexer", "anku/cases", "os", "github.com/blevesearch/bleve/v2"),
		"cmd/anku/main.go":          source("main", "os", "anku/kb", "anku/web", "anku/indexer", "anku/cases"),
		"cmd/anku/d.go":             source("main", "github.com/yuin/goldmark", "go.yaml.in/yaml/v4"),
		"other/e.go":                source("other", "fmt"),
		"cases/cases_test.go":       source("cases_test", "anku/cases", "anku/kb"),
		"kb/gen.go":                 {Data: []byte("//go:build ignore\n\npackage main\n\nimport _ \"os\"\n")},
		"web/testdata/ignored.go":   source("web", "anku/indexer"),
		".hidden/ignored.go":        source("hidden", "anku/indexer"),
		"indexer/broken_imports.go": {Data: []byte("package indexer\n\nimport \"anku/web\"\n\nvar x = \n")},
	}
	got, _ := violations(t, module)
	want := []string{
		"cases/cases.go:5:4: cases must not import kb",
		"cmd/anku/d.go:4:4: cmd/anku must not import github.com/yuin/goldmark, only kb may",
		"cmd/anku/d.go:5:4: cmd/anku must not import go.yaml.in/yaml/v4, only kb may",
		"indexer/b.go:4:4: indexer must not import kb/privacy",
		"indexer/b.go:5:4: indexer must not import net/http",
		"indexer/broken_imports.go:3:8: indexer must not import web",
		"indexer/eval/run.go:5:4: indexer/eval must not import indexer",
		"indexer/hanzi/fold.go:4:4: indexer/hanzi must not import kb",
		"kb/a.go:4:4: kb must not import web",
		"kb/a.go:6:4: kb must not import os",
		"kb/a.go:7:4: kb must not import net/http",
		"kb/a.go:8:4: kb must not import github.com/gin-gonic/gin, only web may",
		"kb/a_test.go:4:4: kb must not import indexer",
		"kb/a_test.go:5:4: kb must not import net/http",
		"kb/training/slides.go:5:4: kb/training must not import indexer",
		"kb/training/slides.go:6:4: kb/training must not import os",
		"other/e.go:1:9: package other has no place in the diamond",
		"web/c.go:4:4: web must not import indexer",
		"web/c.go:5:4: web must not import cases",
		"web/c.go:6:4: web must not import os",
		"web/c.go:7:4: web must not import github.com/blevesearch/bleve/v2, only indexer may",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// violations returns what the Go files of a module import against the rules,
// as "file:line:col: kb must not import web", and how many files there are.
func violations(t *testing.T, module fs.FS) (found []string, files int) {
	t.Helper()
	err := fs.WalkDir(module, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		src, err := fs.ReadFile(module, name)
		if err != nil {
			return err
		}
		if ignored.Match(src) {
			return nil
		}
		files++
		found = append(found, violationsOf(name, src)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, files
}

// violationsOf is violations for one file.
func violationsOf(name string, src []byte) []string {
	positions := token.NewFileSet()
	// What does not compile is left to the compiler; its imports are read.
	file, _ := parser.ParseFile(positions, name, src, parser.ImportsOnly)
	pkg, test := path.Dir(name), strings.HasSuffix(name, "_test.go")
	var found []string
	if _, ok := allowedOf(pkg); !ok {
		return []string{fmt.Sprintf("%s: package %s has no place in the diamond", positions.Position(file.Name.Pos()), pkg)}
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if why := forbidden(pkg, imported, test); why != "" {
			found = append(found, fmt.Sprintf("%s: %s must not import %s", positions.Position(spec.Path.Pos()), pkg, why))
		}
	}
	return found
}

// forbidden names what pkg must not import, or returns "" where it may.
func forbidden(pkg, imported string, test bool) string {
	banned := never
	if test {
		banned = neverInTests
	}
	for top, list := range banned {
		if below(pkg, top) && slices.Contains(list, imported) {
			return imported
		}
	}
	for prefix, owner := range engines {
		if strings.HasPrefix(imported, prefix) && !below(pkg, owner) {
			return imported + ", only " + owner + " may"
		}
	}
	ours, ok := strings.CutPrefix(imported, modulePath)
	allowed, _ := allowedOf(pkg)
	if test {
		// A test may look at its own package from outside and read the
		// embedded library.
		allowed = append(slices.Clone(allowed), pkg, "cases")
		if pkg == "cases" {
			allowed = append(allowed, "kb") // the content is tested by loading it
		}
	}
	if !ok || below(pkg, "cmd") || slices.ContainsFunc(allowed, func(a string) bool { return names(a, ours) }) {
		return ""
	}
	return ours
}

// allowedOf returns what pkg may import of ours; ok is false for a package
// that the rules do not know.
func allowedOf(pkg string) (allowed []string, ok bool) {
	if below(pkg, "cmd") {
		return nil, true
	}
	if allowed, ok = layers[pkg]; ok {
		return allowed, true
	}
	for name, allowed := range layers {
		if strings.HasSuffix(name, "/...") && names(name, pkg) {
			return allowed, true
		}
	}
	return nil, false
}

// names reports whether pattern is pkg, or ends in "/..." and pkg is below it.
func names(pattern, pkg string) bool {
	if top, ok := strings.CutSuffix(pattern, "/..."); ok {
		return below(pkg, top) && pkg != top
	}
	return pattern == pkg
}

// below reports whether pkg is top or below it.
func below(pkg, top string) bool { return pkg == top || strings.HasPrefix(pkg, top+"/") }
