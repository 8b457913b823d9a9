package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFuzzTargets(t *testing.T) {
	listed := "FuzzA\nFuzzB\nok  \tanku/kb\t0.1s\nok  \tanku/web\t0.2s\nFuzzC\nok  \tanku/indexer\t0.1s\n?   \tanku/cases\t[no test files]\n"
	want := []target{{"anku/kb", "FuzzA"}, {"anku/kb", "FuzzB"}, {"anku/indexer", "FuzzC"}}
	if got := fuzzTargets(listed); !slices.Equal(got, want) {
		t.Errorf("fuzzTargets = %v, want %v", got, want)
	}
}

func TestOutOfTime(t *testing.T) {
	for said, want := range map[string]bool{
		"--- FAIL: FuzzA\n    context deadline exceeded\nFAIL\n":                                         true,
		"--- FAIL: FuzzA\n    context deadline exceeded\n    Failing input written to testdata/fuzz/x\n": false,
		"--- FAIL: FuzzA\n    panic: index out of range\n":                                               false,
	} {
		if got := outOfTime(said); got != want {
			t.Errorf("outOfTime(%q) = %t, want %t", said, got, want)
		}
	}
}

// scripted returns a runner whose programs do what says decides.
func scripted(out io.Writer, says func(line string, out io.Writer) error) runner {
	return runner{out: out, exec: func(_ context.Context, out io.Writer, _ []string, name string, args ...string) error {
		return says(name+" "+strings.Join(args, " "), out)
	}}
}

func TestRunGoesOnAfterFailure(t *testing.T) {
	var out strings.Builder
	var ran []string
	r := scripted(&out, func(line string, w io.Writer) error {
		ran = append(ran, line)
		switch {
		case strings.HasPrefix(line, "fc-list"):
			_, err := io.WriteString(w, "Noto Sans CJK SC\n")
			return err
		case strings.HasPrefix(line, "gofmt"):
			_, err := io.WriteString(w, "kb/x.go\n")
			return err
		case strings.HasPrefix(line, "go test -list"):
			_, err := io.WriteString(w, "FuzzA\nok anku/kb 0.1s\n")
			return err
		case strings.HasPrefix(line, "go vet"):
			return errors.New("exit status 1")
		default:
			return nil
		}
	})
	if run(t.Context(), r, 3*time.Second, time.Now) {
		t.Error("run reported success, want failure")
	}
	if want := "check failed: format, vet\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("output ends %q, want %q", out.String()[max(0, out.Len()-60):], want)
	}
	if !strings.Contains(out.String(), "kb/x.go") {
		t.Error("the file to format is not named")
	}
	for _, want := range []string{
		"go test -race -shuffle=on -count=1 ./...", "go run ./cmd/anku lint cases",
		"go test -run=^$ -fuzz=^FuzzA$ -fuzztime=3s -fuzzminimizetime=10x anku/kb",
	} {
		if !slices.Contains(ran, want) {
			t.Errorf("%q was not run; ran %q", want, ran)
		}
	}
}
