package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"anku/cases"
)

// scriptDeadline is when scripts are given up.
const scriptDeadline = 3 * time.Minute

// TestScript runs the command lines in testdata/script. Beside the commands of
// testscript they have:
//
//	exits CODE CMD…      runs CMD and compares its exit code
//	fails CODE CMD…      exits, and all that is said is one line of error
//	repeat VAR N TEXT    sets VAR to TEXT N times
//	embedded DIR         copies the embedded library to DIR
//	damage DIR           changes a byte in the longest file below DIR
//	json PATH WANT…      compares a value of the JSON on the standard output;
//	                     "hits.*.id" is the list of all
//	jsonenv VAR PATH     sets VAR to such a value
//
// $LIB is a directory with the small library of testdata/library.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Deadline:            time.Now().Add(scriptDeadline), // a server that should not have started
		Setup: func(env *testscript.Env) error {
			lib := filepath.Join(env.WorkDir, "lib")
			env.Setenv("LIB", lib)
			env.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector else waits a second
			return os.CopyFS(lib, os.DirFS("testdata/library"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    cmdExits,
			"fails":    cmdFails,
			"repeat":   cmdRepeat,
			"embedded": cmdEmbedded,
			"damage":   cmdDamage,
			"json":     cmdJSON,
			"jsonenv":  cmdJSONEnv,
		},
	})
}

func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE CMD…")
	}
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code: got %d, want %s; stdout %q, stderr %q",
			code, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// errorLine is what a command that fails says: one line without a full stop.
var errorLine = regexp.MustCompile(`^anku: [^\nA-Z][^\n]*[^\n.]\n$`)

func cmdFails(ts *testscript.TestScript, neg bool, args []string) {
	cmdExits(ts, neg, args)
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("standard output: got %q, want none", out)
	}
	text := ts.ReadFile("stderr")
	if !errorLine.MatchString(text) {
		ts.Fatalf("error: got %q, want one line such as %q", text, "anku: what is wrong, what was expected")
	}
	if hint := "--help)\n"; strings.HasSuffix(text, hint) != (args[0] == "2") {
		ts.Fatalf("error: got %q, want the hint %q for wrong use only", text, hint)
	}
}

func cmdRepeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat VAR N TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Setenv(args[0], strings.Repeat(args[2], n))
}

func cmdEmbedded(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: embedded DIR")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), cases.FS()))
}

func cmdDamage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage DIR")
	}
	var longest string
	var data []byte
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if len(content) > len(data) {
			longest, data = path, content
		}
		return err
	}))
	data[len(data)/2] ^= 0xFF
	ts.Check(os.WriteFile(longest, data, 0o644))
}

func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: json PATH WANT…")
	}
	got, want := jsonAt(ts, args[0]), strings.Join(args[1:], " ")
	if (got == want) == neg {
		ts.Fatalf("%s: got %q, want %q (negated: %t)", args[0], got, want, neg)
	}
}

func cmdJSONEnv(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: jsonenv VAR PATH")
	}
	ts.Setenv(args[0], jsonAt(ts, args[1]))
}

// jsonAt returns the value at a path of the standard output, which must be one
// line of JSON.
func jsonAt(ts *testscript.TestScript, path string) string {
	out := ts.ReadFile("stdout")
	if strings.Count(out, "\n") != 1 {
		ts.Fatalf("standard output: got %q, want one line of JSON", out)
	}
	var v any
	ts.Check(json.Unmarshal([]byte(out), &v))
	values := []any{v}
	for step := range strings.SplitSeq(path, ".") {
		var next []any
		for _, v := range values {
			switch v := v.(type) {
			case map[string]any:
				member, ok := v[step]
				if !ok {
					ts.Fatalf("%s: no member %q in %s", path, step, out)
				}
				next = append(next, member)
			case []any:
				if step == "*" {
					next = append(next, v...)
					continue
				}
				i, err := strconv.Atoi(step)
				if err != nil || i >= len(v) {
					ts.Fatalf("%s: no item %q in %s", path, step, out)
				}
				next = append(next, v[i])
			default:
				ts.Fatalf("%s: %q leads into %v", path, step, v)
			}
		}
		values = next
	}
	var texts []string
	for _, v := range values {
		texts = append(texts, fmt.Sprint(v))
	}
	return strings.Join(texts, " ")
}
