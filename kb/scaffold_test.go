package kb_test

import (
	"os"
	"strings"
	"testing"

	"anku/kb"
)

// embedded is the library that the binary carries, read from its directory.
func embedded() kb.Layer { return kb.Layer{Name: "cases", Prefix: "cases", FS: os.DirFS("../cases")} }

// TestScaffold writes a new document of each kind into the real library: what
// lint finds is only what its author has to write.
func TestScaffold(t *testing.T) {
	ground := load(t, nil, embedded())
	const class = "biz-restore-delay"
	for _, kind := range kb.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			text, err := kb.Scaffold(ground, kind, class, today)
			if err != nil {
				t.Fatal(err)
			}
			path := kb.PathOf(kind, "brand-new", class)
			lib := load(t, ground, embedded(), layer("over", mapFS(map[string]string{path: text})))
			unwritten := 0
			for _, p := range lib.Problems() {
				switch {
				case !strings.HasPrefix(p.File, "over/"):
				case p.Rule == "unwritten":
					unwritten++
				default:
					t.Errorf("got %v", p)
				}
			}
			if want := strings.Count(text, "（待写"); unwritten != want {
				t.Errorf("got %d unwritten places, want %d", unwritten, want)
			}
			written := strings.NewReplacer("（待写：", "写好了", "）", "").Replace(text)
			d := mustParse(t, path, written)
			if d.Status != kb.StatusDraft || d.Reviewed != today {
				t.Errorf("got status %s, reviewed %s, want a draft of %s", d.Status, d.Reviewed, today)
			}
		})
	}
}

func TestScaffoldRefers(t *testing.T) {
	lib := load(t, nil, layer("small", mapFS(smallLibrary())))
	text, err := kb.Scaffold(lib, kb.KindCase, "a-class", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"class: a-class\n", "scripts: [a-script]\n", "reviewed: 2026-11-01\n", "occurred: 2026-11\n", "due: 2026-12-01\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("got no %q in\n%s", want, text)
		}
	}
}

func TestScaffoldErrors(t *testing.T) {
	lib := load(t, nil, layer("small", mapFS(smallLibrary())))
	tests := []struct {
		kind  kb.Kind
		class kb.ID
		want  string
	}{
		{"story", "a-class", `kind "story" is unknown`},
		{"", "", `kind "" is unknown`},
		{kb.KindCase, "", "a case needs its class"},
		{kb.KindCase, "a-clas", `class "a-clas" is unknown, did you mean a-class?`},
		{kb.KindScript, "a-script", `class "a-script" is unknown`},
		{kb.KindScript, "../../etc", `class "../../etc" is unknown`},
	}
	for _, tt := range tests {
		if text, err := kb.Scaffold(lib, tt.kind, tt.class, today); err == nil || !strings.HasPrefix(err.Error(), tt.want) || text != "" {
			t.Errorf("%q of %q: got %v, want %q", tt.kind, tt.class, err, tt.want)
		}
	}
	for _, kind := range []kb.Kind{kb.KindScript, kb.KindStandard, kb.KindClass, kb.KindLesson} {
		if _, err := kb.Scaffold(lib, kind, "", today); err != nil {
			t.Errorf("%s without class: %v", kind, err)
		}
	}
}
