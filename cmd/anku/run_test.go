package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// TestRunErrorsAreOneLine checks that what was typed cannot break an error
// into lines or reach a terminal as a command.
func TestRunErrorsAreOneLine(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		code int
	}{
		{"command", []string{"two\nlines"}, 2},
		{"flag", []string{"search", "--two\nlines", "停电"}, 2},
		{"value", []string{"search", "--kind", "\x1b[31mred\r\n", "停电"}, 2},
		{"directory", []string{"search", "--library", "two\nlines\x1b[31m", "停电"}, 1},
		{"path", []string{"lint", "two\r\nlines"}, 1},
		{"not UTF-8", []string{"search", "\xff\xfe"}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr strings.Builder
			if code := run(t.Context(), test.args, &stdout, &stderr); code != test.code {
				t.Errorf("exit code: got %d, want %d", code, test.code)
			}
			text := stderr.String()
			if strings.Count(text, "\n") != 1 || strings.ContainsAny(text, "\x1b\r") || !strings.HasPrefix(text, "anku: ") {
				t.Errorf("error: got %q, want one line", text)
			}
			if stdout.Len() > 0 {
				t.Errorf("standard output: got %q, want none", stdout.String())
			}
		})
	}
}

// TestRunRepeatsNoControls checks that a query without hits is repeated without
// what a terminal would obey.
func TestRunRepeatsNoControls(t *testing.T) {
	var stdout, stderr strings.Builder
	args := []string{"search", "--no-embedded", "--library", "testdata/library", "\x1b]0;title\x07龘\r\n龘\u202e"}
	if code := run(t.Context(), args, &stdout, &stderr); code != 0 {
		t.Fatalf("exit code: got %d, want 0; error %q", code, stderr.String())
	}
	if got, want := stdout.String(), "没有找到 “]0;title 龘 龘”。"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want it to begin with %q", got, want)
	}
}

// TestRunInterrupted checks what is said when a signal ends a command.
func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := filepath.Join(t.TempDir(), "data")
	for _, args := range [][]string{
		{"search", "停电"},
		{"index", "--data", data},
		{"lint", "testdata/library"},
		{"new", "script", "a-script", "--library", data},
	} {
		t.Run(args[0], func(t *testing.T) {
			var stdout, stderr strings.Builder
			if code := run(ctx, args, &stdout, &stderr); code != 1 {
				t.Errorf("exit code: got %d, want 1", code)
			}
			if got, want := stderr.String(), "anku: interrupted\n"; got != want {
				t.Errorf("error: got %q, want %q", got, want)
			}
		})
	}
	t.Run("serve", func(t *testing.T) {
		var stdout, stderr strings.Builder
		if code := run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, &stdout, &stderr); code != 0 {
			t.Errorf("exit code: got %d, want 0, as when it is stopped later; error %q", code, stderr.String())
		}
	})
}
