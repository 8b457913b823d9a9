// Command check does what a change must pass: it installs what the browser
// tests need where it can, then runs formatting, vet, lint, all tests and the
// content lint. A newcomer and CI call the same command:
//
//	go run ./cmd/check
//
// It goes on after a failure, so that one run names everything, and exits 1 if
// anything failed.
package main

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	fuzz := flag.Duration("fuzz", 0, "also fuzz, for this long over all targets, such as 60s")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ok := run(ctx, runner{out: os.Stdout, exec: execCommand}, *fuzz, time.Now)
	stop()
	if !ok {
		os.Exit(1)
	}
}
