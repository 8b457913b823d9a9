package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"anku/kb"
)

// serverPatience is how long a test waits for what must come. It bounds a hang and
// measures nothing.
const serverPatience = time.Minute

// A server is a running anku serve.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	done chan struct{} // closed when the process has ended
	err  error         // of the process, after done

	mu  sync.Mutex
	log strings.Builder
}

// startServer starts anku serve on a free port and waits until it answers. The
// process is killed at the end of the test if it still runs.
func startServer(t *testing.T, args ...string) *server {
	t.Helper()
	s := &server{t: t, done: make(chan struct{})}
	s.cmd = exec.Command("anku", append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	s.cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill() // an error says that it has ended
		<-s.done
		if t.Failed() {
			t.Logf("log of the server:\n%s", s.logged())
		}
	})
	go func() {
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			s.mu.Lock()
			s.log.WriteString(lines.Text() + "\n")
			s.mu.Unlock()
		}
		s.err = s.cmd.Wait()
		close(s.done)
	}()
	opened := regexp.MustCompile(`案库已打开：(http://\S+) `)
	s.await("a line with the address", func() bool {
		m := opened.FindStringSubmatch(s.logged())
		if m != nil {
			s.url = m[1]
		}
		return m != nil
	})
	return s
}

// logged returns what the server has written so far.
func (s *server) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// await waits until cond holds and returns how long that took.
func (s *server) await(what string, cond func() bool) time.Duration {
	s.t.Helper()
	began := time.Now()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !cond() {
		select {
		case <-s.done:
			s.t.Fatalf("server ended (%v) before there was %s", s.err, what)
		case <-tick.C:
		}
		if time.Since(began) > serverPatience {
			s.t.Fatalf("no %s after %s", what, serverPatience)
		}
	}
	return time.Since(began)
}

// get returns status and body of a page.
func (s *server) get(path string) (int, string) {
	s.t.Helper()
	status, body, err := fetch(s.t.Context(), s.url+path)
	if err != nil {
		s.t.Fatal(err)
	}
	return status, body
}

// shows reports whether a page is there and has text.
func (s *server) shows(path, text string) bool {
	s.t.Helper()
	status, body := s.get(path)
	return status == http.StatusOK && strings.Contains(body, text)
}

// readiness is the answer of /readyz.
type readiness struct {
	Status    string
	Documents int
	Errors    int
	Problems  kb.Problems
	Failure   string
}

// ready returns the answer of /readyz.
func (s *server) ready() readiness {
	s.t.Helper()
	var r readiness
	s.decode("/readyz", &r)
	return r
}

// finds reports whether a search for text has a document among its hits.
func (s *server) finds(text string, id kb.ID) bool {
	s.t.Helper()
	var res kb.Results
	s.decode("/api/v1/search?limit=100&q="+text, &res)
	for _, h := range res.Hits {
		if h.ID == id {
			return true
		}
	}
	return false
}

// decode reads the JSON at path.
func (s *server) decode(path string, v any) {
	s.t.Helper()
	_, body := s.get(path)
	if err := json.Unmarshal([]byte(body), v); err != nil {
		s.t.Fatalf("%s: %v in %s", path, err, body)
	}
}

// signal sends a signal to the server.
func (s *server) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Fatal(err)
	}
}

// ended waits until the process has ended and returns how.
func (s *server) ended() error {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(serverPatience):
		s.t.Fatalf("server still runs after %s", serverPatience)
	}
	return s.err
}

// fetch gets a page, whatever its status is.
func fetch(ctx context.Context, url string) (status int, body string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), errors.Join(err, resp.Body.Close())
}

// copyLibrary copies the library of testdata to a new directory.
func copyLibrary(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	if err := os.CopyFS(dir, os.DirFS("testdata/library")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// write writes a file below dir, and the directories that it needs.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
