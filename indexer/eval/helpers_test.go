package eval_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"anku/indexer/eval"
	"anku/kb"
)

// zipped returns text compressed with gzip.
func zipped(tb testing.TB, text string) string {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// A bad is a text that a reader refuses, and how the error begins.
type bad struct{ name, text, want string }

// testBad checks that read refuses each text with the error that is wanted and
// returns nothing beside it.
func testBad[T any](t *testing.T, tests []bad, read func(name string, r io.Reader) (T, error), empty func(T) bool) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := read("f", strings.NewReader(test.text))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error: got %v, want it to begin with %q", err, test.want)
			}
			if !empty(got) {
				t.Errorf("got %v beside an error, want nothing", got)
			}
			var at *eval.LineError
			if isLine := errors.As(err, &at); isLine != strings.HasPrefix(test.want, "f:") || isLine && at.File != "f" {
				t.Errorf("error: got %#v, want a LineError where there is a line", err)
			}
		})
	}
}

// known is whether a class exists in tests.
func known(class kb.ID) bool { return class == "pay" || class == "meter" || class == "outage" }
