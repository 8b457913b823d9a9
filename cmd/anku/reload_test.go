package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"anku/kb"
)

// edit replaces text in a file below dir; the old text must be there.
func edit(t *testing.T, dir, name, old, text string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), old) {
		t.Fatalf("%s: no %q to replace", name, old)
	}
	write(t, dir, name, strings.ReplaceAll(string(src), old, text))
}

// TestServeReload changes files under a running server in every way. Each
// change shows, and no request fails meanwhile.
func TestServeReload(t *testing.T) {
	dir := copyLibrary(t)
	s := startServer(t, "--library", dir)
	stop := keepAsking(t, s,
		"/", "/?q=来电", "/scripts/demo-paid-dark", "/classes/demo-restore", "/classes", "/api/v1/search?q=交了钱怎么还没来电", "/readyz")

	const script = "scripts/demo-paid-dark.md"
	sound, err := os.ReadFile(filepath.Join(dir, script))
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name   string
		change func()
		shown  func() bool
	}{
		{
			"edit", func() { edit(t, dir, script, "换我也急", "谁都着急") },
			func() bool {
				return s.shows("/scripts/demo-paid-dark", "谁都着急") && s.finds("谁都着急", "demo-paid-dark")
			},
		},
		{
			"add", func() {
				text := strings.NewReplacer("客户急了先稳住", "量子客户先稳住").Replace(read(t, dir, "scripts/demo-calm.md"))
				write(t, dir, "scripts/demo-new.md", text)
			},
			func() bool {
				return s.shows("/scripts/demo-new", "量子客户") && s.finds("量子客户", "demo-new") &&
					s.shows("/classes/demo-restore", "量子客户")
			},
		},
		{
			"delete", func() { remove(t, filepath.Join(dir, "scripts/demo-new.md")) },
			func() bool {
				status, _ := s.get("/scripts/demo-new")
				return status == http.StatusNotFound && !s.finds("量子客户", "demo-new")
			},
		},
		{
			"break", func() { write(t, dir, script, "---\ntitle: [\n---\n") },
			func() bool { return broken(s.ready(), dir+"/"+script) },
		},
		{
			"break another while one is broken", func() { edit(t, dir, "scripts/demo-calm.md", "stage: soothe", "stage: sooth") },
			func() bool {
				r := s.ready()
				return broken(r, dir+"/"+script) && broken(r, dir+"/scripts/demo-calm.md")
			},
		},
		{
			"change a sound file while others are broken", func() {
				edit(t, dir, "standards/demo-restore-limit.md", "一天之内", "当天之内")
			},
			func() bool { return s.shows("/standards/demo-restore-limit", "当天之内") },
		},
		{
			"mend", func() {
				write(t, dir, script, string(sound))
				edit(t, dir, "scripts/demo-calm.md", "stage: sooth", "stage: soothe")
			},
			func() bool { return s.ready().Errors == 0 && s.shows("/scripts/demo-paid-dark", "换我也急") },
		},
		{
			"new directory", func() {
				text := strings.NewReplacer("class: demo-restore", "class: biz-restore-delay", "中午交的钱", "早上交的钱").
					Replace(read(t, dir, "complaints/demo-restore/demo-noon.md"))
				write(t, dir, "complaints/biz-restore-delay/demo-morning.md", text)
			},
			func() bool {
				return s.shows("/cases/demo-morning", "早上交的钱") && s.shows("/classes/biz-restore-delay", "早上交的钱")
			},
		},
		{
			"replace a document of the embedded library", func() {
				text := strings.NewReplacer("客户急了先稳住", "本地的说法在这里").Replace(read(t, dir, "scripts/demo-calm.md"))
				write(t, dir, "scripts/paid-waiting-for-power.md", text)
			},
			func() bool { return s.shows("/scripts/paid-waiting-for-power", "本地的说法在这里") },
		},
		{
			"rename the library", func() { edit(t, dir, "library.yaml", "演示库", "改了名的库") },
			func() bool { return s.shows("/", "改了名的库") },
		},
		{
			"many files at once", func() {
				for i := range 200 {
					write(t, dir, fmt.Sprintf("scripts/garbage-%03d.md", i), "no front matter")
				}
			},
			func() bool { return s.ready().Errors >= 200 },
		},
		{
			"many files away", func() {
				for i := range 200 {
					remove(t, filepath.Join(dir, fmt.Sprintf("scripts/garbage-%03d.md", i)))
				}
			},
			func() bool { return s.ready().Errors == 0 },
		},
		{
			"move the directory away", func() { rename(t, dir, dir+".away") },
			func() bool { return s.ready().Failure != "" },
		},
		{
			"move it back", func() { rename(t, dir+".away", dir) },
			func() bool { return s.ready().Failure == "" },
		},
		{
			"edit after that", func() { edit(t, dir, script, "换我也急", "我也着急") },
			func() bool { return s.shows("/scripts/demo-paid-dark", "我也着急") },
		},
		{
			"remove the directory", func() { remove(t, dir) },
			func() bool { return s.ready().Failure != "" },
		},
	}
	for _, step := range steps {
		step.change()
		t.Logf("%-45s %4d ms", step.name, s.await("effect of: "+step.name, step.shown).Milliseconds())
		if !s.shows("/scripts/demo-paid-dark", "遍") {
			t.Fatalf("%s: the last sound version is not served", step.name)
		}
		if r := s.ready(); r.Status != "ready" {
			t.Fatalf("%s: got %q, want ready", step.name, r.Status)
		}
	}
	t.Logf("requests meanwhile: %d", stop())
	s.signal(syscall.SIGTERM)
	if err := s.ended(); err != nil {
		t.Errorf("after SIGTERM: got %v, want exit code 0", err)
	}
}

// TestReloadLogsDefectsOnce checks that a defect is logged when it appears, not
// with every reload, and that a directory of garbage does not fill the log.
func TestReloadLogsDefectsOnce(t *testing.T) {
	var log strings.Builder
	r := &reloader{log: slog.New(slog.NewTextHandler(&log, nil))}
	logged := func(n int, severity kb.Severity) int {
		log.Reset()
		var problems kb.Problems
		for i := range n {
			problems = append(problems, &kb.Problem{
				Position: kb.Position{File: fmt.Sprintf("a-%d.md", i), Line: 1, Col: 1},
				Rule:     "unknown-key", Severity: severity, Message: "不认识的键",
			})
		}
		r.logProblems(problems)
		return strings.Count(log.String(), "msg=content ")
	}
	for _, step := range []struct {
		name     string
		problems int
		want     int
	}{
		{"new", 2, 2},
		{"the same", 2, 0},
		{"one more", 3, 1},
		{"mended", 0, 0},
		{"back", 2, 2},
		{"garbage", 10_000, loggedProblems},
		{"the same garbage", 10_000, 0},
	} {
		if got := logged(step.problems, kb.SeverityError); got != step.want {
			t.Errorf("%s: got %d lines, want %d", step.name, got, step.want)
		}
		if got, want := strings.Contains(log.String(), "more=9948"), step.name == "garbage"; got != want {
			t.Errorf("%s: word about the rest: got %t, want %t", step.name, got, want)
		}
	}
	logged(0, kb.SeverityError)
	if logged(1, kb.SeverityWarning); !strings.Contains(log.String(), "level=WARN") {
		t.Errorf("a warning: got %q, want level WARN", log.String())
	}
}

// broken reports whether a defect of file, as the server names it, is an error
// on /readyz.
func broken(r readiness, file string) bool {
	for _, p := range r.Problems {
		if p.File == filepath.ToSlash(file) && p.Line > 0 {
			return r.Errors > 0 && r.Failure == ""
		}
	}
	return false
}

// keepAsking requests pages over and over until stop is called, which returns
// how often. A request that fails fails the test.
func keepAsking(t *testing.T, s *server, paths ...string) (stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() {
		for ; ; n++ {
			path := paths[n%len(paths)]
			status, body, err := fetch(ctx, s.url+path)
			if ctx.Err() != nil {
				return
			}
			if err != nil || status != http.StatusOK {
				t.Errorf("%s, request %d: got %d %v %.200s, want 200", path, n, status, err, body)
				return
			}
		}
	})
	stop = func() int {
		cancel()
		wg.Wait()
		return n
	}
	t.Cleanup(func() { stop() })
	return stop
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}
