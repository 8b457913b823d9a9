package eval

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLineBytes bounds a line, so that a file without any cannot fill the
// memory.
const maxLineBytes = 16 << 20

// A LineError is a line of a file that is not what was expected. It prints as
// "corpus.jsonl:12: text is missing, expected …".
type LineError struct {
	File string
	Line int // from 1
	Msg  string
}

// Error returns the place and the message.
func (e *LineError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// lines reads a text file line by line.
type lines struct {
	name string
	r    *bufio.Reader
	n    int // the number of the line that was read last
	buf  []byte
}

// readLines calls record with each line of r that is not blank. What record
// finds wrong becomes a [LineError].
func readLines(name string, r io.Reader, record func(l *lines, line string) error) error {
	l := &lines{name: name, r: bufio.NewReaderSize(r, 64<<10)}
	if magic, err := l.r.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		unzipped, err := gzip.NewReader(l.r)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		l.r = bufio.NewReaderSize(unzipped, 64<<10)
	}
	for {
		line, err := l.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := record(l, line); err != nil {
			return l.wrong(err)
		}
	}
}

// read returns the next line without its end, or io.EOF.
func (l *lines) read() (string, error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.buf = append(l.buf, part...)
		if len(l.buf) > maxLineBytes {
			l.n++
			return "", l.wrong(fmt.Errorf("line is too long, expected at most %d MiB", maxLineBytes>>20))
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(l.buf) == 0:
			return "", io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("%s: after line %d: %w", l.name, l.n, err)
		}
		break
	}
	l.n++
	line := strings.TrimSuffix(strings.TrimSuffix(string(l.buf), "\n"), "\r")
	if l.n == 1 {
		line = strings.TrimPrefix(line, "\uFEFF")
	}
	if !utf8.ValidString(line) {
		return "", l.wrong(errors.New("line is not UTF-8"))
	}
	return line, nil
}

// wrong returns err at the line that was read last.
func (l *lines) wrong(err error) error {
	return &LineError{File: l.name, Line: l.n, Msg: err.Error()}
}

// checkID refuses what cannot name a query or a document in every file.
func checkID(id string) error {
	if id == "" {
		return errors.New("id is missing, expected \"id\" or \"_id\"")
	}
	if strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return fmt.Errorf("id %q holds white space, expected none, because run files are divided by it", id)
	}
	return nil
}

// places remembers on which line an id stood, to refuse a second one.
type places map[string]int

// add notes that id stands on line n.
func (p places) add(id string, n int) error {
	if first, ok := p[id]; ok {
		return fmt.Errorf("id %q stands on line %d already, expected each once", id, first)
	}
	p[id] = n
	return nil
}
