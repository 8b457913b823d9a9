package eval_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
)

// TestLines checks what every reader has in common, on queries.
func TestLines(t *testing.T) {
	const a, b = `{"id":"a","text":"停电"}`, `{"id":"b","text":"电费"}`
	want := []eval.Query{{ID: "a", Text: "停电"}, {ID: "b", Text: "电费"}}
	for _, test := range []struct{ name, text string }{
		{"plain", a + "\n" + b + "\n"},
		{"no newline at the end", a + "\n" + b},
		{"CRLF", a + "\r\n" + b + "\r\n"},
		{"blank lines", "\n \n" + a + "\n\t\n\n" + b + "\n\n"},
		{"byte order mark", "\uFEFF" + a + "\n" + b},
		{"gzip", zipped(t, a+"\n"+b+"\n")},
		{"gzip of two members", zipped(t, a+"\n") + zipped(t, b+"\n")},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := eval.ReadQueries("f", iotest.OneByteReader(strings.NewReader(test.text)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("queries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLinesLong checks that a long line is read and one that is too long is
// refused without reading on.
func TestLinesLong(t *testing.T) {
	long := strings.Repeat("电", 1<<20)
	got, err := eval.ReadCorpus("f", strings.NewReader(`{"id":"a","text":"`+long+`"}`+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Text != long {
		t.Errorf("text: got %d bytes, want %d", len(got[0].Text), len(long))
	}
	endless := io.MultiReader(strings.NewReader(`{"id":"a","text":"b"}`+"\n"), iotest.OneByteReader(strings.NewReader("{")), zeros{})
	_, err = eval.ReadCorpus("f", endless)
	if want := "f:2: line is too long, expected at most 16 MiB"; err == nil || err.Error() != want {
		t.Errorf("error: got %v, want %q", err, want)
	}
}

// zeros is an endless line.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// TestLinesBroken checks what is said of a file that cannot be read to its end.
func TestLinesBroken(t *testing.T) {
	cause := errors.New("disk is gone")
	text := `{"id":"a","text":"停电"}` + "\n"
	_, err := eval.ReadQueries("f", io.MultiReader(strings.NewReader(text+`{"id"`), iotest.ErrReader(cause)))
	if want := "f: after line 1: disk is gone"; err == nil || err.Error() != want || !errors.Is(err, cause) {
		t.Errorf("error: got %v, want %q", err, want)
	}
	whole := zipped(t, text)
	_, err = eval.ReadQueries("f", strings.NewReader(whole[:len(whole)-3]))
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "f: after line ") {
		t.Errorf("error of a gzip file that was cut: got %v, want unexpected EOF with the line", err)
	}
	_, err = eval.ReadQueries("f", strings.NewReader("\x1f\x8bno gzip at all"))
	if err == nil || !strings.HasPrefix(err.Error(), "f: gzip") {
		t.Errorf("error of a file that is no gzip: got %v, want it to say so", err)
	}
}
