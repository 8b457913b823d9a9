package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/kb"
)

func TestReadQueries(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		err        string
	}{
		{"lines", "停电了\n\n 电费高 \n停电了\n", []string{"停电了", "电费高"}, ""},
		{"without a last line break", "停电了\r\n电费高", []string{"停电了", "电费高"}, ""},
		{"columns", "query\tclass_id\n停电了\tout-plan\n电费 高\tbiz-bill-spike\tscript\n", []string{"停电了", "电费 高"}, ""},
		{"only a header", "query\n", nil, "f holds no queries, expected one a line"},
		{"a header in the middle", "停电了\nquery\n", []string{"停电了", "query"}, ""},
		{"byte order mark", "\uFEFFquery\n停电了\n", []string{"停电了"}, ""},
		{"JSON", "{\"id\":1,\"text\":\"停电了\"}\n\n{\"text\":\" 电费高\\n怎么办\"}\n", []string{"停电了", "电费高\n怎么办"}, ""},
		{"JSON without text", "{\"text\":\"停电了\"}\n{\"id\":2}\n", nil, `f:2: no "text", expected JSON such as {"text":"…"}`},
		{"no JSON", "{\"text\":\"停电了\"}\n停电了\n", nil, `f:2: expected JSON such as {"text":"…"}: `},
		{"JSON with an empty text", "{\"text\":\" \"}\n", nil, "f:1: query is empty, expected a question"},
		{"empty column", "停电了\n\tout-plan\n", nil, "f:2: query is empty, expected a question"},
		{"longest", strings.Repeat("电", kb.MaxQueryRunes), []string{strings.Repeat("电", kb.MaxQueryRunes)}, ""},
		{"too long", "停电了\n" + strings.Repeat("电", kb.MaxQueryRunes+1), nil, "f:2: query is too long, expected at most 5000 characters"},
		{"not UTF-8", "停电了\n\xb5\xe7\n", nil, "f:2: query is not UTF-8"},
		{"empty", "", nil, "f holds no queries, expected one a line"},
		{"endless", strings.Repeat("\n", maxQueriesBytes+1), nil, "f is too long, expected at most 64 MiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readQueries("f", strings.NewReader(tt.text))
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("queries: got -, want +\n%s", diff)
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.HasPrefix(err.Error(), tt.err) {
				t.Errorf("got error %v, want %q", err, tt.err)
			}
		})
	}
}

// sideOf is a side whose hits have the letters of each text as their IDs.
func sideOf(lexicon kb.Lexicon, hits ...string) diffSide {
	side := diffSide{lexicon: lexicon}
	for _, letters := range hits {
		query := []diffHit{}
		for _, r := range letters {
			query = append(query, diffHit{ID: kb.ID(r), Title: strings.ToUpper(string(r))})
		}
		side.hits = append(side.hits, query)
	}
	return side
}

func TestLexiconDiffOfHits(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"the same", "abc", "abc", ""},
		{"nothing", "", "", ""},
		{"another order", "abc", "acb", "问\n  1 没变           A  a\n  2 升，原第 3     C  c\n  3 降，原第 2     B  b\n"},
		{"another hit", "abc", "abd", "问\n  1 没变           A  a\n  2 没变           B  b\n  3 新             D  d\n  - 掉出，原第 3   C  c\n"},
		{"found", "", "a", "问\n  1 新             A  a\n"},
		{"lost", "a", "", "问\n  - 掉出，原第 1   A  a\n"},
		{"fewer", "ab", "a", "问\n  1 没变           A  a\n  - 掉出，原第 2   B  b\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newLexiconDiff([]string{"问"}, sideOf(kb.Lexicon{}, tt.before), sideOf(kb.Lexicon{}, tt.after))
			want, changed := "1 个问题，0 个的前三条结果变了\n词库没有变\n", 0
			if tt.want != "" {
				want, changed = tt.want+"\n1 个问题，1 个的前三条结果变了\n词库没有变\n", 1
			}
			var out strings.Builder
			if err := d.print(&out); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(out.String(), want); diff != "" || d.Changed != changed {
				t.Errorf("%d changed; got -, want +\n%s", d.Changed, diff)
			}
		})
	}
}

func TestLexiconDiffOfWords(t *testing.T) {
	before := kb.Lexicon{
		Synonyms: []kb.Synonym{
			{Word: "停电", Said: []string{"没电", "断电"}},
			{Word: "复电", Said: []string{"来电", "送电"}},
			{Word: "表箱", Said: []string{"电表箱"}},
		},
		Words: []string{"工单", "费控"},
	}
	after := kb.Lexicon{
		Synonyms: []kb.Synonym{
			{Word: "停电", Said: []string{"断电", "没电"}}, // in another order
			{Word: "复电", Said: []string{"送电", "通电"}},
			{Word: "跳闸", Said: []string{"掉闸"}},
		},
		Words: []string{"工单", "采集"},
	}
	want := lexiconChange{
		Added:        []kb.Synonym{{Word: "跳闸", Said: []string{"掉闸"}}},
		Removed:      []kb.Synonym{{Word: "表箱", Said: []string{"电表箱"}}},
		Changed:      []groupChange{{"复电", []string{"通电"}, []string{"来电"}}},
		WordsAdded:   []string{"采集"},
		WordsRemoved: []string{"费控"},
	}
	if diff := cmp.Diff(newLexiconChange(before, after), want); diff != "" {
		t.Errorf("got -, want +\n%s", diff)
	}
}

// TestServeReloadsLexicon changes the lexicon of a library, which had none,
// under a running server.
func TestServeReloadsLexicon(t *testing.T) {
	dir := copyLibrary(t)
	s := startServer(t, "--library", dir)
	published := func() int { return strings.Count(s.logged(), "library published") }
	synonyms, words := filepath.Join(dir, kb.SynonymsFile), filepath.Join(dir, kb.WordsFile)
	steps := []struct {
		name   string
		change func()
		again  bool // whether it makes another library
		broken string
	}{
		{"new folder", func() { write(t, dir, kb.SynonymsFile, "- word: 来电\n  said: [火又来了]\n") }, true, ""},
		{"break", func() { write(t, dir, kb.SynonymsFile, "- word: 来电\n  said: [火]\n") }, false, synonyms},
		{"words while the synonyms are broken", func() { write(t, dir, kb.WordsFile, "送电单\n") }, true, synonyms},
		{"break both", func() { write(t, dir, kb.WordsFile, "送电 单\n") }, false, words},
		{"mend", func() {
			write(t, dir, kb.SynonymsFile, "- word: 来电\n  said: [火又来了, 灯又亮了]\n")
			remove(t, words)
		}, true, ""},
	}
	for _, step := range steps {
		before := published()
		step.change()
		s.await("effect of: "+step.name, func() bool {
			r := s.ready()
			return (published() > before) == step.again &&
				(step.broken != "" && broken(r, step.broken) || step.broken == "" && !broken(r, synonyms) && !broken(r, words))
		})
	}
}
