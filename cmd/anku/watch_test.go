package main

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestWatcherSeesEveryChange checks that events alone, without the poll, tell
// of each change to a library that is given as a symbolic link.
func TestWatcherSeesEveryChange(t *testing.T) {
	top := t.TempDir()
	write(t, top, "one/scripts/a.md", "first")
	write(t, top, "two/scripts/a.md", "second")
	link := filepath.Join(top, "library")
	point := func(to string) {
		fresh := link + ".new"
		if err := os.Symlink(filepath.Join(top, to), fresh); err != nil {
			t.Fatal(err)
		}
		rename(t, fresh, link)
	}
	point("one")

	seen := watch(t, link)
	for _, step := range []struct {
		name   string
		change func()
		want   string
	}{
		{"edit", func() { write(t, link, "scripts/a.md", "edited") }, "edited"},
		{"add", func() { write(t, link, "scripts/b.md", "added") }, "added"},
		{"replace as editors do", func() {
			write(t, link, "scripts/.b.md.swp", "replaced")
			rename(t, filepath.Join(link, "scripts/.b.md.swp"), filepath.Join(link, "scripts/b.md"))
		}, "replaced"},
		{"new directories", func() { write(t, link, "complaints/x/c.md", "deep") }, "deep"},
		{"in a new directory", func() { write(t, link, "complaints/x/c.md", "deeper") }, "deeper"},
		{"directory renamed", func() { rename(t, filepath.Join(link, "complaints/x"), filepath.Join(link, "complaints/y")) }, "y/c.md"},
		{"in a renamed directory", func() { write(t, link, "complaints/y/c.md", "deepest") }, "deepest"},
		{"link pointed elsewhere", func() { point("two") }, "second"},
		{"behind the new link", func() { write(t, link, "scripts/a.md", "second, edited") }, "second, edited"},
		{"directory made anew", func() {
			remove(t, filepath.Join(top, "two"))
			write(t, top, "two/scripts/a.md", "made anew")
		}, "made anew"},
		{"in the new directory", func() { write(t, link, "scripts/a.md", "made anew, edited") }, "made anew, edited"},
	} {
		step.change()
		await(t, seen, step.name, step.want)
	}
}

// TestWatcherSeesDirectoryReplaced checks a library that is a plain directory
// and is exchanged as a whole, as deployments do.
func TestWatcherSeesDirectoryReplaced(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "library")
	write(t, top, "library/scripts/a.md", "old")
	seen := watch(t, dir)

	write(t, top, "fresh/scripts/a.md", "fresh")
	rename(t, dir, dir+".old")
	rename(t, filepath.Join(top, "fresh"), dir)
	await(t, seen, "exchange", "fresh")
	write(t, dir, "scripts/a.md", "fresh, edited")
	await(t, seen, "edit after it", "fresh, edited")

	remove(t, dir)
	await(t, seen, "removal", "")
	write(t, dir, "scripts/a.md", "back")
	await(t, seen, "return", "back")
}

// TestWatcherIgnoresNeighbours checks which events of the parent directory
// count.
func TestWatcherIgnoresNeighbours(t *testing.T) {
	top := t.TempDir()
	for _, dir := range []string{"a", "a/nested", "b"} {
		write(t, top, dir+"/scripts/a.md", "")
	}
	w := newWatcher([]string{filepath.Join(top, "a"), filepath.Join(top, "a/nested")}, slog.New(slog.DiscardHandler))
	t.Cleanup(w.close)
	t.Cleanup(func() { _ = w.events.Close() })
	for name, want := range map[string]bool{
		"a":                       true,
		"a/library.yaml":          true,
		"a/scripts/a.md":          true,
		"a/nested":                true,
		"a/nested/scripts/new.md": true,
		"b":                       false,
		"library.log":             false,
		"a.away":                  false,
	} {
		if got := w.concerns(fsnotify.Event{Name: filepath.Join(top, name)}); got != want {
			t.Errorf("%s: got %t, want %t", name, got, want)
		}
	}
}

// watch runs a watcher on dir that never polls. Each time it tells of a change
// it sends all names and texts below dir.
func watch(t *testing.T, dir string) <-chan string {
	t.Helper()
	w := newWatcher([]string{dir}, slog.New(slog.DiscardHandler))
	t.Cleanup(w.close)
	w.poll = time.Hour
	if w.events == nil {
		t.Skip("the system has no file events")
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen, ended := make(chan string), make(chan struct{})
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	go func() {
		defer close(ended)
		w.run(ctx, func() {
			select {
			case seen <- everything(dir):
			case <-ctx.Done():
			}
		})
	}()
	return seen
}

// everything returns all names and texts below dir as far as they can be read.
func everything(dir string) string {
	var b strings.Builder
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil {
			text, _ := fs.ReadFile(os.DirFS(dir), name)
			b.WriteString(name + "=" + string(text) + "\n")
		}
		return nil
	})
	return b.String()
}

// await waits until what the watcher tells of has want, or is nothing for "".
func await(t *testing.T, seen <-chan string, step, want string) {
	t.Helper()
	late := time.After(serverPatience)
	for {
		select {
		case all := <-seen:
			if want == "" && all == "" || want != "" && strings.Contains(all, want) {
				return
			}
		case <-late:
			t.Fatalf("%s: not told of after %s", step, serverPatience)
		}
	}
}
