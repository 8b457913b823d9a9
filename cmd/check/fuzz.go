package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// fuzz gives every fuzz target of the module an equal share of total.
func fuzz(ctx context.Context, r runner, total time.Duration) error {
	listed, err := r.output(ctx, "go", "test", "-list", "^Fuzz", "./...")
	if err != nil {
		return fmt.Errorf("list targets: %w: %s", err, listed)
	}
	targets := fuzzTargets(listed)
	if len(targets) == 0 {
		return fmt.Errorf("no fuzz target found in:\n%s", listed)
	}
	share := max(total/time.Duration(len(targets)), time.Second).Round(100 * time.Millisecond)
	for _, t := range targets {
		said, err := r.output(ctx, "go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+share.String(),
			"-fuzzminimizetime=10x", t.pkg)
		fmt.Fprintf(r.out, "$ fuzz %s in %s\n", t.name, t.pkg)
		switch {
		case err != nil && outOfTime(said):
			fmt.Fprintf(r.out, "the time was up in the middle of a call; nothing found in %s\n", share)
		case err != nil:
			return fmt.Errorf("%s in %s: %w\n%s", t.name, t.pkg, err, said)
		default:
			fmt.Fprint(r.out, said)
		}
	}
	return nil
}

// outOfTime reports whether a fuzz run failed only because the time was up in
// the middle of a call. The fuzzer of Go takes that for a failure, but has no
// input to show for it.
func outOfTime(said string) bool {
	return strings.Contains(said, "context deadline exceeded") && !strings.Contains(said, "Failing input written")
}

// A target is one fuzz function.
type target struct{ pkg, name string }

// fuzzTargets reads the output of go test -list: names, then "ok" and the
// package that they belong to.
func fuzzTargets(listed string) []target {
	var out []target
	var names []string
	for line := range strings.Lines(listed) {
		words := strings.Fields(line)
		switch {
		case len(words) == 1 && strings.HasPrefix(words[0], "Fuzz"):
			names = append(names, words[0])
		case len(words) >= 2 && words[0] == "ok":
			for _, name := range names {
				out = append(out, target{words[1], name})
			}
			names = nil
		}
	}
	return out
}
