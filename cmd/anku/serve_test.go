package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"anku/kb"
)

func TestServe(t *testing.T) {
	s := startServer(t)
	if status, body := s.get("/healthz"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("/healthz: got %d %q, want 200 ok", status, body)
	}
	if r := s.ready(); r.Status != "ready" || r.Documents < 90 || r.Errors != 0 || r.Failure != "" {
		t.Errorf("/readyz: got %+v, want ready, every document of the embedded library and no error", r)
	}
	if !s.shows("/?q=交了钱怎么还没来电", "/scripts/") {
		t.Error("the desk shows no script")
	}
	if status, _ := s.get("/scripts/no-such"); status != http.StatusNotFound {
		t.Errorf("unknown page: got %d, want 404", status)
	}
	for _, long := range []string{strings.Repeat("a", 100_000), strings.Repeat("电", 100_000), strings.Repeat("😀", 100_000)} {
		status, body := s.get("/api/v1/search?q=" + url.QueryEscape(long))
		if status != http.StatusBadRequest || !strings.Contains(body, `"message":"`) {
			t.Errorf("a query of 100,000 %.4s: got %d %.80s, want a 400 with a sentence", long, status, body)
		}
	}
	s.signal(syscall.SIGTERM)
	if err := s.ended(); err != nil {
		t.Errorf("after SIGTERM: got %v, want exit code 0", err)
	}
	if log := s.logged(); !strings.Contains(log, "msg=stopped") {
		t.Errorf("log: got %s, want it to say stopped", log)
	}
}

// TestServeInterrupt checks that Ctrl-C is a clean end, too.
func TestServeInterrupt(t *testing.T) {
	s := startServer(t, "--no-embedded", "--library", "testdata/library")
	s.signal(syscall.SIGINT)
	if err := s.ended(); err != nil {
		t.Errorf("got %v, want exit code 0", err)
	}
}

// TestServeFinishesRequests checks that a request in flight is answered whole
// after SIGTERM, and that nobody new is let in.
func TestServeFinishesRequests(t *testing.T) {
	s := startServer(t, "--no-embedded", "--library", longLibrary(t))
	in := stall(t, s)
	s.signal(syscall.SIGTERM)
	s.await("closed door", func() bool {
		_, _, err := fetch(t.Context(), s.url+"/healthz")
		return err != nil
	})
	select {
	case <-s.done:
		t.Fatalf("ended (%v) with a request in flight", s.err)
	default:
	}
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	var res kb.Results
	err = json.NewDecoder(resp.Body).Decode(&res)
	if err = errors.Join(err, resp.Body.Close()); err != nil || len(res.Hits) != longDocuments {
		t.Errorf("request in flight: got %d hits and %v, want %d", len(res.Hits), err, longDocuments)
	}
	if err := s.ended(); err != nil {
		t.Errorf("after the last request: got %v, want exit code 0", err)
	}
}

// TestServeSecondSignal checks that a second signal does not wait for requests
// in flight.
func TestServeSecondSignal(t *testing.T) {
	s := startServer(t, "--no-embedded", "--library", longLibrary(t))
	stall(t, s)
	s.signal(syscall.SIGTERM)
	s.await("word of the stop", func() bool { return strings.Contains(s.logged(), "msg=stopping") })
	again := time.NewTicker(20 * time.Millisecond) // the first one may still be under way
	defer again.Stop()
	for {
		select {
		case <-again.C:
			s.signal(syscall.SIGTERM)
			continue
		case <-s.done:
		}
		break
	}
	var exit *exec.ExitError
	if !errors.As(s.err, &exit) {
		t.Fatalf("got %v, want an end by the signal", s.err)
	}
	if how, ok := exit.Sys().(syscall.WaitStatus); !ok || !how.Signaled() || how.Signal() != syscall.SIGTERM {
		t.Errorf("got %v, want an end by SIGTERM", exit)
	}
}

// longDocuments is how many documents longLibrary has: all of them fit one
// answer, which then is longer than what the system buffers (4 MiB, as Linux
// is set up).
const longDocuments = 100

// longLibrary writes a library of scripts with very long lines and returns its
// directory. The lines are of quotation marks, which are not indexed and take
// twice their room in JSON.
func longLibrary(t *testing.T) string {
	t.Helper()
	dir := copyLibrary(t)
	script, err := os.ReadFile(filepath.Join(dir, "scripts", "demo-calm.md"))
	if err != nil {
		t.Fatal(err)
	}
	line := "- " + strings.Repeat(`"`, 1000) + "\n"
	long := bytes.Replace(script, []byte("- 您先说，我听着。\n"), []byte(strings.Repeat(line, 30)), 1)
	for i := range longDocuments {
		text := bytes.Replace(long, []byte("先稳住"), fmt.Appendf(nil, "先安静 %d", i), 1)
		write(t, dir, fmt.Sprintf("scripts/demo-long-%d.md", i), string(text))
	}
	return dir
}

// stall begins a request for an answer of some 6 MB and leaves the answer
// unread but for its first byte, so that the server is stuck in writing it.
func stall(t *testing.T, s *server) *bufio.Reader {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	query := url.Values{"q": {"安静"}, "limit": {strconv.Itoa(longDocuments)}}.Encode()
	if _, err := fmt.Fprintf(conn, "GET /api/v1/search?%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", query); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	if _, err := in.Peek(1); err != nil {
		t.Fatal(err)
	}
	return in
}

func TestServePortTaken(t *testing.T) {
	s := startServer(t, "--no-embedded", "--library", "testdata/library")
	addr := strings.TrimPrefix(s.url, "http://")
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), serverPatience)
	defer cancel()
	var stderr strings.Builder
	second := exec.CommandContext(ctx, "anku", "serve", "--addr", addr)
	second.Stderr = &stderr
	err = second.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("got %v, want exit code 1", err)
	}
	if text := stderr.String(); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "anku: port "+port+" is taken") {
		t.Errorf("error: got %q, want one line that names port %s", text, port)
	}
	if status, _ := s.get("/healthz"); status != http.StatusOK {
		t.Errorf("the first server: got %d, want 200", status)
	}
}

// TestAnswerWaits checks the end of answer with a request that takes as long
// as the test wants.
func TestAnswerWaits(t *testing.T) {
	source := newLive(slog.New(slog.DiscardHandler))
	source.publish(testIndex(t, testLibrary(t)))
	defer source.close()
	ln, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	entered, finish := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-finish
		if r.Context().Err() != nil {
			t.Error("the request was cancelled by the stop")
		}
		_, _ = io.WriteString(w, "whole")
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- answer(ctx, ln, handler, source, slog.New(slog.DiscardHandler)) }()
	type reply struct {
		status int
		body   string
		err    error
	}
	replied := make(chan reply, 1)
	go func() {
		var r reply
		r.status, r.body, r.err = fetch(t.Context(), "http://"+ln.Addr().String())
		replied <- r
	}()
	<-entered
	if !source.Status().Ready {
		t.Error("not ready before the stop")
	}
	stop()
	for source.Status().Ready { // until the stop has begun
		select {
		case err := <-ended:
			t.Fatalf("ended with %v while a request is in flight", err)
		default:
		}
	}
	close(finish)
	if r := <-replied; r.err != nil || r.status != http.StatusOK || r.body != "whole" {
		t.Errorf("request in flight: got %d %q %v, want 200 whole", r.status, r.body, r.err)
	}
	if err := <-ended; err != nil {
		t.Errorf("got %v, want a clean end", err)
	}
}
