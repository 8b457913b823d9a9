package kb_test

import (
	"fmt"
	"strings"
	"testing"

	"anku/kb"
)

func TestOfClass(t *testing.T) {
	files := map[string]string{
		"classes/b.md":                 source(classHead, classBody),
		"scripts/other.md":             source(withKeys(scriptHead, "classes: [b]\n"), scriptBody),
		"scripts/also.md":              source(withKeys(scriptHead, "classes: [b, a-class]\n"), scriptBody),
		"scripts/main.md":              source(withKeys(scriptHead, "classes: [a-class, b, a-class]\n"), scriptBody),
		"scripts/draft.md":             source(scriptHead+"status: draft\n", scriptBody),
		"complaints/a-class/z-case.md": source(caseHead, caseBody),
		"complaints/b/b-case.md":       source(withKeys(caseHead, "class: b\nalso: [a-class]\n"), caseBody),
		"lessons/b-lesson.md":          source(lessonHead+"classes: [a-class]\n", "## 甲\n\n乙\n"),
	}
	for name, text := range smallLibrary() {
		files[name] = text
	}
	lib := load(t, nil, layer("small", mapFS(files)))
	wantIDs(t, "a-class", lib.OfClass("a-class"), "a-script", "main", "also", "a-case", "z-case", "b-case", "b-lesson")
	wantIDs(t, "b", lib.OfClass("b"), "also", "other", "main", "b-case")
	wantIDs(t, "no class", lib.OfClass("no-such"))
	if got := lib.Class("a-class"); got == nil || got.ID != "a-class" {
		t.Errorf("class a-class: got %v", got)
	}
	if got := lib.Class("a-script"); got != nil {
		t.Errorf("class a-script: got %v, want nil for a script", got)
	}
}

func TestCategory(t *testing.T) {
	files := smallLibrary()
	lib := load(t, nil, layer("small", mapFS(files)))
	for id, want := range map[kb.ID]kb.Category{
		"a-class": kb.CategoryBusiness, "a-script": kb.CategoryBusiness, "a-case": kb.CategoryBusiness,
		"a-standard": "", "a-lesson": "",
	} {
		if got := lib.Category(lib.Document(id)); got != want {
			t.Errorf("category of %s: got %q, want %q", id, got, want)
		}
	}
}

func TestReferrers(t *testing.T) {
	files := smallLibrary()
	link := "甲，[一](../scripts/a-script.md)、[二](../scripts/a-script.md#场景)、[三](b-script.md)"
	files["scripts/b-script.md"] = source(withKeys(scriptHead, "standards: [a-standard]\n"), strings.Replace(scriptBody, "甲", link, 1))
	files["scripts/c-script.md"] = source(scriptHead+"status: draft\n", strings.Replace(scriptBody, "甲", "[一](a-script.md)", 1))
	files["lessons/b-lesson.md"] = source(lessonHead+"scripts: [a-script]\ncases: [a-case]\n", "## 甲\n\n乙\n")
	lib := load(t, nil, layer("small", mapFS(files)))
	wantIDs(t, "a-script", lib.Referrers("a-script"), "b-script", "a-case", "b-lesson")
	wantIDs(t, "a-standard", lib.Referrers("a-standard"), "b-script")
	wantIDs(t, "a-case", lib.Referrers("a-case"), "b-lesson")
	wantIDs(t, "a-class", lib.Referrers("a-class"), "a-script", "b-script", "a-case")
	wantIDs(t, "b-script, which only links to itself", lib.Referrers("b-script"))
	wantIDs(t, "no document", lib.Referrers("no-such"))
}

func TestReviewDue(t *testing.T) {
	files := smallLibrary()
	files["library.yaml"] = "review_every: 31\n"
	files["scripts/a-script.md"] = source(scriptHead+"review_every: 500\n", scriptBody)
	files["scripts/old.md"] = source(withKeys(scriptHead, "reviewed: 2026-09-30\n"), scriptBody)
	files["scripts/stub.md"] = "---\nstatus: retired\n---\n"
	files["scripts/retired.md"] = source(withKeys(scriptHead, "reviewed: 2020-01-01\n")+"status: retired\n", scriptBody)
	lib := load(t, nil, layer("small", mapFS(files)))
	for id, want := range map[kb.ID]string{"a-case": "2026-11-01", "a-script": "2028-02-13", "old": "2026-10-31", "stub": ""} {
		if got := lib.ReviewDue(lib.Document(id)).String(); got != want {
			t.Errorf("review of %s: got %s, want %s", id, got, want)
		}
	}
	wantDefects(t, strings.Split(strings.TrimSpace(lib.Problems().String()), "\n"),
		"small/scripts/old.md:7:11: 提醒：到 2026-10-31 就该复核了，请班长看过后改 reviewed")
}

func TestHash(t *testing.T) {
	base := smallLibrary()
	hash := func(name string, change func(files map[string]string)) string {
		files := map[string]string{}
		for path, text := range base {
			files[path] = text
		}
		change(files)
		return load(t, nil, layer(name, mapFS(files))).Hash()
	}
	want := hash("small", func(map[string]string) {})
	if again := hash("small", func(map[string]string) {}); again != want {
		t.Errorf("the same files: got %s, want %s", again, want)
	}
	if other := hash("small", func(f map[string]string) { f["README.md"] = "新"; f["scripts/broken.md"] = "坏" }); other != want {
		t.Errorf("files that are no documents: got %s, want %s", other, want)
	}
	seen := map[string]string{want: "base"}
	for what, change := range map[string]func(map[string]string){
		"a changed text": func(f map[string]string) {
			f["scripts/a-script.md"] = source(scriptHead, strings.Replace(scriptBody, "甲", "新", 1))
		},
		"a comment":   func(f map[string]string) { f["scripts/a-script.md"] = source("# 新\n"+scriptHead, scriptBody) },
		"an addition": func(f map[string]string) { f["scripts/b-script.md"] = source(scriptHead, scriptBody) },
		"a removal":   func(f map[string]string) { delete(f, "lessons/a-lesson.md") },
		"another name": func(f map[string]string) {
			f["lessons/b-lesson.md"] = f["lessons/a-lesson.md"]
			delete(f, "lessons/a-lesson.md")
		},
	} {
		got := hash("small", change)
		if before, ok := seen[got]; ok {
			t.Errorf("%s: got the hash of %s", what, before)
		}
		seen[got] = what
	}
	if got := hash("other", func(map[string]string) {}); seen[got] != "" {
		t.Errorf("another layer: got the hash of %s", seen[got])
	}
}

// TestStandardChains has a long chain that ends, a circle, and one that leads
// into the circle without being on it.
func TestStandardChains(t *testing.T) {
	files := smallLibrary()
	add := func(id, next string) {
		files["standards/"+id+".md"] = source(standardHead+"superseded_by: "+next+"\n", standardBody)
	}
	for i := range 500 {
		add(fmt.Sprintf("long-%d", i), fmt.Sprintf("long-%d", i+1))
	}
	add("long-500", "a-standard")
	add("loop-a", "loop-b")
	add("loop-b", "loop-a")
	add("before", "loop-b")
	add("self", "self")
	lib := load(t, nil, layer("small", mapFS(files)))
	wantDefects(t, strings.Split(strings.TrimSpace(lib.Problems().String()), "\n"),
		"small/standards/loop-a.md:7:16: 替代关系绕成了圈，loop-a 由 loop-b 替代，又回到 loop-a",
		"small/standards/loop-b.md:7:16: 替代关系绕成了圈，loop-b 由 loop-a 替代，又回到 loop-b",
		"small/standards/self.md:7:16: 替代关系绕成了圈，self 由 self 替代，又回到 self")
}

// TestReferencesToDefectiveFiles has references to documents that are there
// but defective: they are reported once, at their own place.
func TestReferencesToDefectiveFiles(t *testing.T) {
	files := smallLibrary()
	files["scripts/b-script.md"] = source(scriptHead, strings.Replace(scriptBody, "甲", "[甲](../classes/a-class.md#是什么)、[乙](../classes/a-class.md#没有)", 1))
	files["classes/a-class.md"] = source(withKeys(classHead, "categry: x\n"), classBody)
	lib := load(t, nil, layer("small", mapFS(files)))
	wantDefects(t, strings.Split(strings.TrimSpace(lib.Problems().String()), "\n"),
		"small/classes/a-class.md:7:1: 不认识的键 “categry”",
		"small/scripts/b-script.md:12:32: classes/a-class.md 里没有锚点 #没有")
}

// TestDeadLinks has what a dead link may have meant.
func TestDeadLinks(t *testing.T) {
	tests := []struct{ name, target, want string }{
		{"slip", "a-scrpt.md", "链接的文件 scripts/a-scrpt.md 不存在，是不是想写 a-script"},
		{"nothing like it", "no-such.md", "链接的文件 scripts/no-such.md 不存在，改成已有的编号"},
		{"another folder", "a-standard.md", "链接的文件 scripts/a-standard.md 不存在，它在 standards/a-standard.md"},
		{"without class", "../complaints/a-case.md", "链接要指向库里的文档，complaints/a-case.md 不是"},
		{"no document", "../README.md", "链接要指向库里的文档，README.md 不是"},
		{"outside", "../../../etc/passwd", "链接要指向库里的文档，../../etc/passwd 不是"},
		{"folder", "../scripts/", "链接要指向库里的文档，scripts 不是"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := smallLibrary()
			files["README.md"] = "说明"
			files["scripts/b-script.md"] = source(scriptHead, strings.Replace(scriptBody, "甲", "甲[乙]("+tt.target+")", 1))
			lib := load(t, nil, layer("small", mapFS(files)))
			wantDefects(t, strings.Split(strings.TrimSpace(lib.Problems().String()), "\n"), "small/scripts/b-script.md:12:2: "+tt.want)
		})
	}
}

// TestReferencesAreBounded has a file that refers to far too much.
func TestReferencesAreBounded(t *testing.T) {
	files := smallLibrary()
	links := strings.Repeat("[甲](no-such.md)\n\n", 150)
	files["scripts/b-script.md"] = source(scriptHead, strings.Replace(scriptBody, "甲\n", links, 1))
	problems := load(t, nil, layer("small", mapFS(files))).Problems()
	if got := len(problems); got != 101 || !strings.Contains(problems[100].Message, "还有 50 处问题") {
		t.Errorf("got %d problems, the last %v, want 101 and how many more there are", got, problems[got-1])
	}
}

// TestLinksWithoutMetadata has dead links in a file whose metadata cannot be
// read: they are named too.
func TestLinksWithoutMetadata(t *testing.T) {
	files := smallLibrary()
	files["scripts/b-script.md"] = source("title: [\n", strings.Replace(scriptBody, "甲\n", "[甲](no-such.md)\n", 1))
	problems := load(t, nil, layer("small", mapFS(files))).Problems()
	wantDefects(t, strings.Split(strings.TrimSpace(problems.String()), "\n"),
		"small/scripts/b-script.md:3:1: 括号没有配对", "small/scripts/b-script.md:7:1: 链接的文件 scripts/no-such.md 不存在")
}
