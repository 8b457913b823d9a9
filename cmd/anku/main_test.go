package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// TestMain makes this binary behave as anku where it is called by that name,
// so that tests run the real program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"anku": func() { os.Exit(Main()) }})
}
