// Command anku is a case library with search for customer service: a web page,
// a JSON API and a command line over Markdown files.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(Main())
}

// Main runs the command line and returns the exit code: 0 done, 1 findings or
// failure, 2 wrong use. Tests call it as the real program.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
}
