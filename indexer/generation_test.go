package indexer_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"

	"anku/indexer"
	"anku/kb"
)

// small returns a library of three scripts.
func small(t *testing.T) *kb.Library {
	t.Helper()
	return load(t, map[string]string{
		"classes/pay.md":    class("交费"),
		"scripts/cash.md":   script("现金照收", "pay", "付现金行不行", "现金我们收。"),
		"scripts/meter.md":  script("电表校验", "pay", "表走得快", "我给您登记验表。"),
		"scripts/outage.md": script("停电告知", "pay", "停电怎么不通知", "我查一下计划。"),
	})
}

// onDisk opens the index of lib in dir and checks that it answers.
func onDisk(t *testing.T, lib *kb.Library, cfg indexer.Config) {
	t.Helper()
	cfg.Always = true
	x, err := indexer.Open(t.Context(), lib, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	res, err := x.Search(t.Context(), kb.Query{Text: "现金照收"})
	if err != nil || !slices.Equal(ids(res), []kb.ID{"cash"}) {
		t.Errorf("hits %v, %v; want [cash]", ids(res), err)
	}
}

// generationFiles returns the files of the one generation in dir.
func generationFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 3 {
		t.Fatalf("generation has files %v, want manifest, root and segments", out)
	}
	return out
}

func TestOpenReusesAGeneration(t *testing.T) {
	lib, dir := small(t), t.TempDir()
	onDisk(t, lib, indexer.Config{Dir: dir})
	before, err := os.Stat(generationFiles(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	onDisk(t, lib, indexer.Config{Dir: dir, Logf: func(format string, args ...any) { t.Errorf(format, args...) }})
	after, err := os.Stat(generationFiles(t, dir)[0])
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the sound index was built again (%v)", err)
	}
	if err := indexer.Verify(lib, dir); err != nil {
		t.Error(err)
	}
	onDisk(t, lib, indexer.Config{Dir: dir, Rebuild: true})
	if after, err := os.Stat(generationFiles(t, dir)[0]); err != nil || os.SameFile(before, after) {
		t.Errorf("Rebuild kept the old index (%v)", err)
	}
}

func TestOpenScoresAlikeInMemoryAndOnDisk(t *testing.T) {
	inMemory := openEmbedded(t)
	disk, err := indexer.Open(t.Context(), inMemory.Library(), indexer.Config{Dir: t.TempDir(), Always: true})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close() //nolint:errcheck // in t.TempDir
	for _, text := range []string{"复电", "交了钱怎么还没来电", "电"} {
		a, err := inMemory.Search(t.Context(), kb.Query{Text: text, Limit: 30})
		if err != nil {
			t.Fatal(err)
		}
		b, err := disk.Search(t.Context(), kb.Query{Text: text, Limit: 30})
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.Hits {
			if a.Hits[i].ID != b.Hits[i].ID || a.Hits[i].Score != b.Hits[i].Score {
				t.Fatalf("%s: hit %d is %s %v in memory, %s %v on disk", text, i,
					a.Hits[i].ID, a.Hits[i].Score, b.Hits[i].ID, b.Hits[i].Score)
			}
		}
	}
}

// damages are ways in which files on disk go wrong.
var damages = map[string]func(path string) error{
	"flipped bit": func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data[len(data)/2] ^= 4
		return os.WriteFile(path, data, 0o644)
	},
	"cut short": func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.Truncate(path, info.Size()/2)
	},
	"emptied": func(path string) error { return os.Truncate(path, 0) },
	"removed": os.Remove,
	"is a directory": func(path string) error {
		return errors.Join(os.Remove(path), os.Mkdir(path, 0o755))
	},
}

func TestOpenRebuildsADamagedIndex(t *testing.T) {
	lib := small(t)
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			onDisk(t, lib, indexer.Config{Dir: dir})
			for i := 0; ; i++ { // each build may have another number of segments
				files := generationFiles(t, dir)
				if i >= len(files) {
					break
				}
				path := files[i]
				if err := damage(path); err != nil {
					t.Fatal(err)
				}
				if err := indexer.Verify(lib, dir); err == nil {
					t.Errorf("%s %s: Verify found nothing", filepath.Base(path), name)
				}
				onDisk(t, lib, indexer.Config{Dir: dir})
			}
		})
	}
}

func TestOpenIgnoresWhatIsForeign(t *testing.T) {
	lib, dir := small(t), t.TempDir()
	onDisk(t, lib, indexer.Config{Dir: dir})
	generation := filepath.Dir(generationFiles(t, dir)[0])
	manifest := filepath.Join(dir, filepath.Base(generation), "manifest.json")
	for name, text := range map[string]string{
		"another format":  `{"format":99,"library":"` + lib.Hash() + `","documents":4,"files":{}}`,
		"another library": `{"format":1,"library":"0000","documents":4,"files":{}}`,
		"not JSON":        "\x00\x01",
		"another file":    `{"hello":"world"}`,
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(manifest, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			said := ""
			onDisk(t, lib, indexer.Config{Dir: dir, Logf: func(format string, args ...any) { said = fmt.Sprintf(format, args...) }})
			if !strings.Contains(said, "damaged") {
				t.Errorf("log says %q, want that the index is damaged", said)
			}
		})
	}
}

func TestOpenKeepsOtherFiles(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "index-notes.txt")
	if err := os.WriteFile(mine, []byte("keep"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "index-of-photos")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 6 {
		onDisk(t, load(t, map[string]string{
			"classes/pay.md":  class("交费"),
			"scripts/cash.md": script("现金照收", "pay", "付现金行不行", fmt.Sprintf("现金我们收 %d 次。", i)),
		}), indexer.Config{Dir: dir})
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) != 2+3 || !slices.Contains(names, "index-notes.txt") || !slices.Contains(names, "index-of-photos") {
		t.Errorf("data directory holds %v, want the two foreign entries and three generations", names)
	}
}

func TestOpenRefusesALockedIndex(t *testing.T) {
	lib, dir := small(t), t.TempDir()
	onDisk(t, lib, indexer.Config{Dir: dir})
	files := generationFiles(t, dir)
	root := files[slices.IndexFunc(files, func(name string) bool { return filepath.Base(name) == "root.bolt" })]
	writer, err := bbolt.Open(root, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close() //nolint:errcheck // in t.TempDir
	_, err = indexer.Open(t.Context(), lib, indexer.Config{Dir: dir, Always: true})
	if err == nil || !strings.Contains(err.Error(), "locked by another process") {
		t.Errorf("error %v, want that the index is locked", err)
	}
}

func TestOpenRefusesAFileAsDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := indexer.Open(t.Context(), small(t), indexer.Config{Dir: file, Always: true})
	if err == nil || !strings.Contains(err.Error(), "data directory") {
		t.Errorf("error %v, want one that speaks of the data directory", err)
	}
}

func TestOpenTogether(t *testing.T) {
	lib, dir := small(t), t.TempDir()
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			x, err := indexer.Open(t.Context(), lib, indexer.Config{Dir: dir, Always: true})
			if err != nil {
				t.Error(err)
				return
			}
			if err := x.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("data directory holds %v (%v), want one generation", entries, err)
	}
}

func TestOpenKeepsASmallLibraryInMemory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	x, err := indexer.Open(t.Context(), small(t), indexer.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close() //nolint:errcheck // in memory
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the data directory was made for a small library (%v)", err)
	}
}

func TestOpenNeverWaitsForAPipe(t *testing.T) {
	lib, dir := small(t), t.TempDir()
	onDisk(t, lib, indexer.Config{Dir: dir})
	generation := filepath.Dir(generationFiles(t, dir)[0])
	manifest := filepath.Join(dir, filepath.Base(generation), "manifest.json")
	if err := errors.Join(os.Remove(manifest), syscall.Mkfifo(manifest, 0o644)); err != nil {
		t.Fatal(err)
	}
	onDisk(t, lib, indexer.Config{Dir: dir})
}
