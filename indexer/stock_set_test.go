package indexer_test

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"anku/indexer/eval"
)

const (
	// stockSetFile is the file in which a set is handed to the engines.
	stockSetFile = "set.json"
	// stockPassages is how many passages a set has unless the environment
	// says another number: few, so that nobody waits for it by accident.
	stockPassages = 2000
	// passageRunes is the length from which a passage takes no more sentences;
	// the public sets have passages of 115 to 230 characters.
	passageRunes = 100
)

// A stockSet is what BenchmarkStock compares engines on.
type stockSet struct {
	Passages []eval.Passage
	Queries  []string
	Worst    []worstCase
}

// A worstCase is a query that is made to be slow.
type worstCase struct{ Name, Text string }

// writeStockSet makes a set as the environment says, and returns how many
// passages it has. The same environment makes the same set.
func writeStockSet(b *testing.B, dir string) int {
	b.Helper()
	n := stockPassages
	if v := os.Getenv("ANKU_PASSAGES"); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil || n < 1 {
			b.Fatalf("ANKU_PASSAGES: got %q, want a number from 1", v)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	titles, sentences := stockSentences(b)
	set := stockSet{Passages: shuffledPassages(r, n, titles, sentences), Queries: stockQueries(b, r, sentences)}
	set.Worst = worstCases(r, set.Passages)
	writeJSON(b, filepath.Join(dir, stockSetFile), set)
	return n
}

// stockSentences returns the titles and sentences that passages are made of.
func stockSentences(b *testing.B) (titles, sentences []string) {
	b.Helper()
	add := func(title, text string) {
		titles = append(titles, title)
		for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。！？\n", r) }) {
			if strings.TrimSpace(s) != "" {
				sentences = append(sentences, s+"。")
			}
		}
	}
	files := filepath.SplitList(os.Getenv("ANKU_CORPORA"))
	for _, p := range readFiles(b, files, eval.ReadCorpus) {
		add(p.Title, p.Text)
	}
	if len(files) == 0 {
		lib, err := embedded()
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range lib.Documents() {
			for _, s := range d.Sections {
				add(d.Title, s.Text)
			}
		}
	}
	return titles, sentences
}

// readFiles reads several files with one of the readers of package eval.
func readFiles[T any](b *testing.B, files []string, read func(string, io.Reader) ([]T, error)) []T {
	b.Helper()
	var out []T
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		some, err := read(name, file)
		if err := errors.Join(err, file.Close()); err != nil {
			b.Fatal(err)
		}
		out = append(out, some...)
	}
	return out
}

// shuffledPassages makes n passages of sentences in random order; when all have
// been used, they are used again in another order.
func shuffledPassages(r *rand.Rand, n int, titles, sentences []string) []eval.Passage {
	var order []int
	out := make([]eval.Passage, n)
	for i := range out {
		var text strings.Builder
		for runes := 0; runes < passageRunes; {
			if len(order) == 0 {
				order = r.Perm(len(sentences))
			}
			s := sentences[order[0]]
			order = order[1:]
			text.WriteString(s)
			runes += utf8.RuneCountInString(s)
		}
		out[i] = eval.Passage{ID: fmt.Sprintf("p%06d", i), Title: titles[r.IntN(len(titles))], Text: text.String()}
	}
	return out
}

// stockQueries returns the queries of the environment, or 300 parts of
// sentences of 2 to 20 characters.
func stockQueries(b *testing.B, r *rand.Rand, sentences []string) []string {
	b.Helper()
	var out []string
	files := filepath.SplitList(os.Getenv("ANKU_QUERIES"))
	for _, q := range readFiles(b, files, eval.ReadQueries) {
		out = append(out, q.Text)
	}
	for len(files) == 0 && len(out) < 300 {
		s := []rune(sentences[r.IntN(len(sentences))])
		from := r.IntN(len(s))
		if part := s[from:min(from+2+r.IntN(19), len(s))]; len(part) >= 2 {
			out = append(out, string(part))
		}
	}
	return out
}

// worstCases returns queries that match nearly every passage many times.
func worstCases(r *rand.Rand, passages []eval.Passage) []worstCase {
	chars, pairs := map[string]int{}, map[string]int{}
	for _, p := range passages {
		var last rune
		for _, c := range p.Text {
			if !unicode.Is(unicode.Han, c) {
				last = 0
				continue
			}
			chars[string(c)]++
			if last != 0 {
				pairs[string(last)+string(c)]++
			}
			last = c
		}
	}
	common := mostCommon(chars, 50)
	var complaint strings.Builder
	for range 300 {
		complaint.WriteString(common[r.IntN(len(common))])
	}
	out := []worstCase{
		{"complaint of common characters", complaint.String()},
		{"complaint of common pairs", strings.Join(mostCommon(pairs, 150), "")},
		{"200 common pairs", strings.Join(mostCommon(pairs, 200), " ")},
		{"50 common characters", strings.Join(common, " ")},
		{"three common characters", strings.Join(common[:min(3, len(common))], "")},
	}
	for i, c := range common[:min(5, len(common))] {
		out = append(out, worstCase{fmt.Sprintf("common character %d", i+1), c})
	}
	return out
}

// mostCommon returns the n most frequent of counts, most frequent first.
func mostCommon(counts map[string]int, n int) []string {
	all := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	return all[:min(n, len(all))]
}
