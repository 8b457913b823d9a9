package kb_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

// ids returns the IDs of documents in order.
func ids(docs []*kb.Document) []kb.ID {
	var out []kb.ID
	for _, d := range docs {
		out = append(out, d.ID)
	}
	return out
}

func wantIDs(t *testing.T, what string, got []*kb.Document, want ...kb.ID) {
	t.Helper()
	if !reflect.DeepEqual(ids(got), want) {
		t.Errorf("%s: got %q, want %q", what, ids(got), want)
	}
}

func TestLoad(t *testing.T) {
	files := smallLibrary()
	files["README.md"] = "不是文档"
	files["scripts/README.md"] = "也不是"
	files[".git/notes.md"] = "藏起来的"
	files["scripts/.draft.md"] = "也藏起来的"
	files["scripts/picture.png"] = "不是 Markdown"
	files["lexicon/words.txt"] = "复电"
	files["library.yaml"] = "name: 小库\nreview_every: 90\nstandalone: true\nproposals:\n  url: https://git.example/a/b\n  kind: gitea\n"
	lib := load(t, nil, layer("small", mapFS(files)))
	if problems := lib.Problems(); len(problems) > 0 {
		t.Errorf("got\n%swant no problem", problems)
	}
	wantIDs(t, "documents", lib.Documents(), "a-script", "a-case", "a-standard", "a-class", "a-lesson")
	want := kb.Settings{
		Name: "小库", ReviewEvery: 90, Standalone: true,
		Proposals: kb.Proposals{URL: "https://git.example/a/b", Kind: "gitea"},
	}
	if got := lib.Settings(); got != want {
		t.Errorf("settings: got %+v, want %+v", got, want)
	}
	d := lib.Document("a-case")
	if d.Layer != "small" || d.Path != "complaints/a-class/a-case.md" || d.URL() != "/cases/a-case" {
		t.Errorf("got layer %q, path %q, page %q", d.Layer, d.Path, d.URL())
	}
	if lib.Layers() != 1 {
		t.Errorf("got %d layers, want 1", lib.Layers())
	}
}

func TestOverlay(t *testing.T) {
	over := map[string]string{
		"library.yaml":              "name: 本公司\n",
		"scripts/a-script.md":       source(withKeys(scriptHead, "title: 本公司的说法\n"), scriptBody),
		"standards/a-standard.md":   source(standardHead+"status: retired\n", standardBody),
		"scripts/b-script.md":       source(scriptHead+"status: draft\n", scriptBody),
		"complaints/b/a-case.md":    source(withKeys(caseHead, "class: b\n"), caseBody),
		"classes/b.md":              source(classHead, classBody),
		"complaints/a-class/new.md": source(caseHead, strings.Replace(caseBody, "甲", "见[案例](../b/a-case.md)。", 1)),
	}
	ground := smallLibrary()
	ground["library.yaml"] = "name: 小库\nreview_every: 90\nstandalone: true\n"
	ground["scripts/c-script.md"] = source(scriptHead, strings.Replace(scriptBody, "甲", "见[案例](../complaints/a-class/a-case.md)。", 1))
	lib := load(t, nil, layer("ground", mapFS(ground)), layer("over", mapFS(over)))
	if problems := lib.Problems(); len(problems) > 0 {
		t.Errorf("got\n%swant no problem", problems)
	}
	wantIDs(t, "documents", lib.Documents(), "a-script", "c-script", "a-case", "new", "a-class", "b", "a-lesson")
	wantIDs(t, "all", lib.All(), "a-script", "b-script", "c-script", "a-case", "new", "a-standard", "a-class", "b", "a-lesson")
	wantIDs(t, "scripts", lib.OfKind(kb.KindScript), "a-script", "c-script")
	if d := lib.Document("a-script"); d.Title != "本公司的说法" || d.Layer != "over" {
		t.Errorf("got %q of layer %q, want the overlay's", d.Title, d.Layer)
	}
	if d := lib.Document("a-standard"); d == nil || d.Status != kb.StatusRetired {
		t.Errorf("got %v, want the retired document by its ID", d)
	}
	if d := lib.Document("a-case"); d.MainClass() != "b" {
		t.Errorf("got class %q, want that of the overlay", d.MainClass())
	}
	if got, want := lib.Settings(), (kb.Settings{Name: "本公司", ReviewEvery: 90}); got != want {
		t.Errorf("settings: got %+v, want %+v", got, want)
	}
}

func TestReload(t *testing.T) {
	files := smallLibrary()
	files["library.yaml"] = "name: 小库\n"
	files["scripts/b-script.md"] = source(scriptHead, scriptBody)
	files["lessons/b-lesson.md"] = source(lessonHead, "## 甲\n\n[乙](../scripts/a-script.md#场景)\n")
	first := load(t, nil, layer("small", mapFS(files)))

	same := load(t, first, layer("small", mapFS(files)))
	for _, d := range first.All() {
		if same.Document(d.ID) != d {
			t.Errorf("%s: got another document, want the very same", d.ID)
		}
	}
	if same.Hash() != first.Hash() {
		t.Error("the same files: got another hash")
	}

	files["scripts/a-script.md"] = source(withKeys(scriptHead, "ttle: 题\n"), scriptBody)
	files["library.yaml"] = "name: [\n"
	files["scripts/c-script.md"] = source("title: 坏的\n", scriptBody)
	delete(files, "scripts/b-script.md")
	broken := load(t, same, layer("small", mapFS(files)))
	wantIDs(t, "scripts", broken.OfKind(kb.KindScript), "a-script")
	if broken.Document("a-script") != first.Document("a-script") {
		t.Error("a file that became defective: got another document, want its last sound version")
	}
	if broken.Settings() != first.Settings() {
		t.Errorf("got settings %+v, want the last sound ones %+v", broken.Settings(), first.Settings())
	}
	wantDefects(t, strings.Split(strings.TrimSpace(broken.Problems().String()), "\n"),
		"small/library.yaml:2:1: ",
		"small/scripts/a-script.md:8:1: 不认识的键 “ttle”",
		"small/scripts/c-script.md:2:1: 缺少 asks", "small/scripts/c-script.md:2:1: 缺少 classes",
		"small/scripts/c-script.md:2:1: 缺少 owner", "small/scripts/c-script.md:2:1: 缺少 reviewed",
		"small/scripts/c-script.md:2:1: 缺少 stage")

	still := load(t, broken, layer("small", mapFS(files)))
	if still.Document("a-script") != first.Document("a-script") || still.Settings() != first.Settings() {
		t.Error("defective in two loads: the last sound version is gone")
	}
	if got, want := still.Problems().String(), broken.Problems().String(); got != want {
		t.Errorf("defective in two loads: got\n%swant\n%s", got, want)
	}

	mended := strings.Replace(source(scriptHead, scriptBody), "## 场景\n\n甲", "## 场景\n\n新", 1)
	files["scripts/a-script.md"] = mended
	files["library.yaml"] = "name: 新库\n"
	delete(files, "scripts/c-script.md")
	last := load(t, still, layer("small", mapFS(files)))
	if problems := last.Problems(); len(problems) > 0 {
		t.Errorf("mended: got\n%swant no problem", problems)
	}
	if got := last.Document("a-script").Source; got != mended {
		t.Errorf("mended: got source %q, want that of the file", got)
	}
	if last.Document("a-case") != first.Document("a-case") {
		t.Error("a file that never changed: got another document, want the very same")
	}
	if last.Hash() == first.Hash() || last.Settings().Name != "新库" {
		t.Errorf("mended: got the old hash or name %q", last.Settings().Name)
	}
}

// TestReloadUnreadable has a file that can for a time not be read, as while it
// is being written or its disk is away.
func TestReloadUnreadable(t *testing.T) {
	files := mapFS(smallLibrary())
	first := load(t, nil, layer("small", files))
	faulty := faultyFS{FS: files, unreadable: map[string]bool{"scripts/a-script.md": true}}
	second := load(t, first, layer("small", faulty))
	if second.Document("a-script") != first.Document("a-script") {
		t.Error("got no last sound version")
	}
	wantDefects(t, strings.Split(strings.TrimSpace(second.Problems().String()), "\n"), "small/scripts/a-script.md:1:1: 读不出来（permission denied）")
}

// TestLayersOfOneName has two layers that are called the same.
func TestLayersOfOneName(t *testing.T) {
	over := map[string]string{"scripts/a-script.md": source(withKeys(scriptHead, "title: 上层\n"), scriptBody)}
	layers := []kb.Layer{
		{Name: "库", Prefix: "a/库", FS: mapFS(smallLibrary())},
		{Name: "库", Prefix: "b/库", FS: mapFS(over)},
	}
	first := load(t, nil, layers...)
	second := load(t, first, layers...)
	if got := second.Document("a-script"); got != first.Document("a-script") || got.Title != "上层" {
		t.Errorf("got %q, want the overlay's very document", got.Title)
	}
}

func TestLoadErrors(t *testing.T) {
	ctx := t.Context()
	t.Run("nothing", func(t *testing.T) {
		lib, err := kb.Load(ctx, kb.LoadConfig{})
		if lib != nil || !errors.Is(err, kb.ErrNoDocuments) || err.Error() != "library holds no documents" {
			t.Errorf("got %v, %v, want ErrNoDocuments", lib, err)
		}
	})
	t.Run("empty layer", func(t *testing.T) {
		_, err := kb.Load(ctx, kb.LoadConfig{}, layer("空库", fstest.MapFS{}))
		wantEmpty(t, err, "library holds no documents: 空库:1:1: 提醒：库里没有文档")
	})
	t.Run("no sound document", func(t *testing.T) {
		_, err := kb.Load(ctx, kb.LoadConfig{}, layer("坏库", mapFS(map[string]string{
			"notes.md": "随手记的", "scripts/a.md": "没有元数据",
		})))
		wantEmpty(t, err, "library holds no documents: 坏库/scripts/a.md:1:1: 文件要以一行 --- 开头")
	})
	t.Run("every defect of a library without a sound document", func(t *testing.T) {
		_, err := kb.Load(ctx, kb.LoadConfig{Today: today}, layer("坏库", mapFS(map[string]string{
			"library.yaml": "standalone: true\n",
			"scripts/a.md": source(withKeys(scriptHead, "ttle: 题\n"), scriptBody),
		})))
		var empty *kb.EmptyError
		if !errors.As(err, &empty) || !empty.Settings.Standalone {
			t.Fatalf("got %v, want an EmptyError with settings", err)
		}
		wantDefects(t, strings.Split(strings.TrimSpace(empty.Problems.String()), "\n"),
			"坏库/scripts/a.md:3:11: 没有问题类 “a-class”", "坏库/scripts/a.md:8:1: 不认识的键 “ttle”")
	})
	t.Run("unreadable layer", func(t *testing.T) {
		lib, err := kb.Load(ctx, kb.LoadConfig{}, layer("库", faultyFS{FS: fstest.MapFS{}, unreadable: map[string]bool{".": true}}))
		var pathErr *fs.PathError
		if lib != nil || !errors.As(err, &pathErr) || !strings.HasPrefix(err.Error(), `library "库": `) {
			t.Errorf("got %v, %v, want an error of the file system that names the layer", lib, err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := kb.Load(ctx, kb.LoadConfig{}, layer("库", mapFS(smallLibrary()))); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}

// TestFileNamesAreShown has a name that would steer a terminal, or end a line.
func TestFileNamesAreShown(t *testing.T) {
	files := smallLibrary()
	files["scripts/a\n\x1b[31m.md"] = source(scriptHead, scriptBody)
	got := load(t, nil, layer("small", mapFS(files))).Problems()
	wantDefects(t, strings.Split(strings.TrimSpace(got.String()), "\n"), "small/scripts/a\uFFFD\uFFFD[31m.md:1:1: 文件名要是小写英文")
}

func wantEmpty(t *testing.T, err error, want string) {
	t.Helper()
	var empty *kb.EmptyError
	if !errors.As(err, &empty) || !errors.Is(err, kb.ErrNoDocuments) || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want an EmptyError that begins %q", err, want)
	}
}

func TestEmptyOverlay(t *testing.T) {
	lib := load(t, nil, layer("small", mapFS(smallLibrary())), layer("over", mapFS(map[string]string{"library.yaml": "name: 空\n", "README.md": ""})))
	wantDefects(t, strings.Split(strings.TrimSpace(lib.Problems().String()), "\n"), "over:1:1: 提醒：库里没有文档")
}

// TestGarbage has 10,000 files of random bytes: each is named, and the one
// sound document is loaded.
func TestGarbage(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	files := mapFS(smallLibrary())
	const n = 10_000
	for i := range n {
		garbage := make([]byte, rng.IntN(600))
		for j := range garbage {
			garbage[j] = byte(rng.Uint32())
		}
		if i%3 == 0 { // beyond the encoding
			garbage = []byte("---\n" + strings.ToValidUTF8(string(garbage), "：") + "\n---\n## \n[")
		}
		kind := kb.Kinds()[i%5]
		files[kb.PathOf(kind, kb.ID(fmt.Sprintf("g-%d", i)), "a-class")] = &fstest.MapFile{Data: garbage}
	}
	lib := load(t, nil, layer("garbage", files))
	if got := len(lib.Documents()); got != 5 {
		t.Errorf("got %d documents, want 5", got)
	}
	named := map[string]bool{}
	for _, p := range lib.Problems() {
		named[p.File] = true
	}
	if len(named) != n {
		t.Errorf("got %d files with defects, want %d", len(named), n)
	}
}
