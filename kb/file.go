package kb

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v4"
)

// A file is the state of reading one file: its text, the defects found so far
// and what it refers to, which is checked when all files are known.
type file struct {
	name     string // as defects name it
	path     string // inside the layer
	src      []byte
	index    lineIndex
	yamlLine int // lines before the metadata block
	problems Problems
	refs     []reference
	links    []link
}

// A reference is a document named by ID in the metadata.
type reference struct {
	Position
	id   ID
	kind Kind // that it must have
}

// A link is a relative Markdown link to another document.
type link struct {
	Position
	path   string // target inside the library, "" for the document itself
	anchor string // without "#", or ""
}

// newFile returns the state for reading src; a byte order mark is no part of
// it.
func newFile(name, path string, src []byte) *file {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	return &file{name: name, path: path, src: src, index: newLineIndex(src)}
}

// report records a defect at a line and column.
func (f *file) report(rule string, line, col int, format string, args ...any) {
	f.problems = append(f.problems, &Problem{
		Position: Position{File: f.name, Line: line, Col: col},
		Rule:     rule,
		Severity: severityOf(rule),
		Message:  fmt.Sprintf(format, args...),
	})
}

// at records a defect at a node of the metadata.
func (f *file) at(rule string, n *yaml.Node, format string, args ...any) {
	p := f.nodePosition(n)
	f.report(rule, p.Line, p.Col, format, args...)
}

// offset records a defect at a byte offset of the file.
func (f *file) offset(rule string, offset int, format string, args ...any) {
	line, col := f.index.at(offset)
	f.report(rule, line, col, format, args...)
}

func (f *file) nodePosition(n *yaml.Node) Position { return f.yamlPosition(n.Line, n.Column) }

// yamlPosition returns where a line and column of the YAML are in the file.
// The reader counts one line more where the last one is not ended; there is
// nothing but the end of the file.
func (f *file) yamlPosition(line, col int) Position {
	line, col = f.yamlLine+max(line, 1), max(col, 1)
	if line > len(f.index.starts) {
		line, col = f.index.at(len(f.src))
	}
	return Position{File: f.name, Line: line, Col: col}
}
