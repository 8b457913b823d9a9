package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"anku/kb"
)

// maxQueriesBytes bounds a file of queries, which is a sample and no log.
const maxQueriesBytes = 64 << 20

// readQueries reads queries, each once, in order: the first column of lines
// that are divided by tabs, whose first line is skipped where it is a header,
// or the "text" of lines of JSON.
func readQueries(name string, r io.Reader) ([]string, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxQueriesBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(src) > maxQueriesBytes {
		return nil, fmt.Errorf("%s is too long, expected at most %d MiB", name, maxQueriesBytes>>20)
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	isJSON := bytes.HasPrefix(bytes.TrimSpace(src), []byte("{"))
	var out []string
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		if strings.TrimSpace(line) == "" || n == 1 && strings.HasPrefix(line, "query") {
			continue // blank, or a header
		}
		text := firstColumn(line)
		if isJSON {
			text, err = jsonText(line)
		}
		if err == nil {
			err = checkQuery(text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no queries, expected one a line", name)
	}
	return out, nil
}

// firstColumn returns what is before the first tab.
func firstColumn(line string) string {
	text, _, _ := strings.Cut(line, "\t")
	return strings.TrimSpace(text)
}

// jsonText returns the text of a JSON object.
func jsonText(line string) (string, error) {
	var one struct {
		Text *string `json:"text"`
	}
	if err := json.Unmarshal([]byte(line), &one); err != nil {
		return "", fmt.Errorf(`expected JSON such as {"text":"…"}: %w`, err)
	}
	if one.Text == nil {
		return "", errors.New(`no "text", expected JSON such as {"text":"…"}`)
	}
	return strings.TrimSpace(*one.Text), nil
}

// checkQuery refuses what cannot be searched for.
func checkQuery(text string) error {
	switch {
	case text == "":
		return errors.New("query is empty, expected a question")
	case !utf8.ValidString(text):
		return errors.New("query is not UTF-8")
	case utf8.RuneCountInString(text) > kb.MaxQueryRunes:
		return fmt.Errorf("query is too long, expected at most %d characters", kb.MaxQueryRunes)
	}
	return nil
}
