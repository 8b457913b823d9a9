package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// linter is the version of golangci-lint that the project is held to. It is
// run from the module cache, not kept in go.mod, where its dependencies would
// outnumber ours by ten to one.
const linter = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0"

// A step is one thing that is checked.
type step struct {
	name string
	do   func(ctx context.Context, r runner) error
}

// A runner runs programs and shows what they say.
type runner struct {
	out  io.Writer
	exec func(ctx context.Context, out io.Writer, env []string, name string, args ...string) error
}

// command runs a program of which nothing but success is wanted.
func (r runner) command(ctx context.Context, name string, args ...string) error {
	fmt.Fprintf(r.out, "$ %s %s\n", name, strings.Join(args, " "))
	return r.exec(ctx, r.out, nil, name, args...)
}

// output runs a program and returns what it prints.
func (r runner) output(ctx context.Context, name string, args ...string) (string, error) {
	var b strings.Builder
	err := r.exec(ctx, &b, nil, name, args...)
	return b.String(), err
}

// execCommand runs a real program with env added to the environment.
func execCommand(ctx context.Context, out io.Writer, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // the names are ours
	cmd.Stdout, cmd.Stderr = out, out
	cmd.Env = append(os.Environ(), env...)
	return cmd.Run()
}

// run takes every step and reports whether all passed.
func run(ctx context.Context, r runner, fuzzTime time.Duration, now func() time.Time) bool {
	steps := []step{
		{"browser", installBrowser},
		{"format", checkFormat},
		{"modules", goStep("mod", "tidy", "-diff")},
		{"vet", goStep("vet", "./...")},
		{"lint", goStep("run", linter, "run")},
		{"static build", staticBuild},
		{"tests", goStep("test", "-race", "-shuffle=on", "-count=1", "./...")},
		{"content", goStep("run", "./cmd/anku", "lint", "cases")},
	}
	if fuzzTime > 0 {
		steps = append(steps, step{"fuzz", func(ctx context.Context, r runner) error { return fuzz(ctx, r, fuzzTime) }})
	}
	var failed []string
	for _, s := range steps {
		began := now()
		fmt.Fprintf(r.out, "=== %s\n", s.name)
		if err := s.do(ctx, r); err != nil {
			failed = append(failed, s.name)
			fmt.Fprintf(r.out, "--- %s failed: %v\n", s.name, err)
		} else {
			fmt.Fprintf(r.out, "--- %s passed in %s\n", s.name, now().Sub(began).Round(100*time.Millisecond))
		}
		if ctx.Err() != nil {
			failed = append(failed, "interrupted")
			break
		}
	}
	if len(failed) > 0 {
		fmt.Fprintf(r.out, "check failed: %s\n", strings.Join(failed, ", "))
		return false
	}
	fmt.Fprintln(r.out, "check passed")
	return true
}

// goStep is a step that is one go command.
func goStep(args ...string) func(context.Context, runner) error {
	return func(ctx context.Context, r runner) error { return r.command(ctx, "go", args...) }
}

// checkFormat names the files that gofmt would change.
func checkFormat(ctx context.Context, r runner) error {
	files, err := r.output(ctx, "gofmt", "-l", ".")
	if err != nil {
		return fmt.Errorf("gofmt: %w: %s", err, files)
	}
	if files != "" {
		return fmt.Errorf("not formatted, run gofmt -w on:\n%s", files)
	}
	return nil
}

// staticBuild checks that the product needs no C library.
func staticBuild(ctx context.Context, r runner) error {
	dir, err := os.MkdirTemp("", "anku-check")
	if err != nil {
		return err
	}
	err = r.exec(ctx, r.out, []string{"CGO_ENABLED=0"}, "go", "build", "-o", dir, "./cmd/anku")
	return errors.Join(err, os.RemoveAll(dir))
}
