package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer"
	retrieval "anku/indexer/eval"
	"anku/kb"
)

// TestCorpusFiguresText lays out the figures of a set; those of a real one
// differ from run to run.
func TestCorpusFiguresText(t *testing.T) {
	figures := corpusFigures{
		Docs: 57627, Queries: 771, IndexSeconds: 31.416, IndexBytes: 123_456_789, P50: 1.234, P99: 12.345, Max: 123.456,
		Slowest: strings.Repeat("交了钱\n怎么还没来电", 5), QPS: 640.4, RSS: 987_654_321,
		Measures: retrieval.Measures{Hit1: 0.5, Recall10: 0.6789012, MRR10: 0.4249999, NDCG10: 1},
	}
	want := `文档           57627
查询             771
建索引         31.42 秒
索引           123.5 MB
内存           987.7 MB
p50             1.23 毫秒
p99            12.35 毫秒
最慢          123.46 毫秒  交了钱 怎么还没来电交了钱 怎么还没来电交了钱 怎么还没来电交了钱 怎么还没来电…
每秒             640 次
hit@1         0.5000
recall@10     0.6789
mrr@10        0.4250
ndcg@10       1.0000
`
	if diff := cmp.Diff(want, figures.text()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	figures.RSS = 0
	if got := figures.text(); strings.Contains(got, "内存") {
		t.Errorf("where the system does not tell the memory: got\n%s\nwant no line for it", got)
	}
}

// TestComparisonText checks that a long list is cut unless all is asked for.
func TestComparisonText(t *testing.T) {
	c := &comparisonJSON{
		MRR10: retrieval.Interval{Before: 0.5, After: 0.51234, Difference: 0.01234, Low: -0.001, High: 0.0256, P: 0.061},
		Hit1:  retrieval.Interval{Before: 0.4, After: 0.39, Difference: -0.01, Low: -0.03, High: 0.011, P: 0.4},
		Same:  700,
		Worse: []changeJSON{{"q1", "停电\n多久", 1, 10, -0.9}},
	}
	for i := range shownChanges + 2 {
		c.Better = append(c.Better, changeJSON{"b", fmt.Sprintf("问题 %d", i), 0, 1, 1})
	}
	f := &evalFlags{compare: "before.trec"}
	head := `
与 before.trec 相比
              之前    现在       差          95% 区间       p
mrr@10      0.5000  0.5123  +0.0123  [-0.0010, +0.0256]  0.0610
hit@1       0.4000  0.3900  -0.0100  [-0.0300, +0.0110]  0.4000
变好 22，变差 1，不变 700

变好
  +1.000   - → 1   问题 0
`
	tail := `  +1.000   - → 1   问题 19
  还有 2 个；--all 全部列出

变差
  -0.900   1 → 10  停电 多久
`
	if got := c.text(f); !strings.HasPrefix(got, head) || !strings.HasSuffix(got, tail) {
		t.Errorf("got:\n%s\nwant it to begin with:\n%s\nand to end with:\n%s", got, head, tail)
	}
	f.all = true
	if got := c.text(f); strings.Contains(got, "还有") || !strings.Contains(got, "问题 21\n") {
		t.Errorf("with all: got:\n%s\nwant every query", got)
	}
	if got := (*comparisonJSON)(nil).text(f); got != "" {
		t.Errorf("without a comparison: got %q, want nothing", got)
	}
}

// TestCorpusLibrary checks that title and text of a passage are searched and
// shown as those of a document of ours.
func TestCorpusLibrary(t *testing.T) {
	passages := []retrieval.Passage{
		{ID: "Q_1#a", Title: "灯塔", Text: "透镜把光聚成一束。\n船能看见。"},
		{ID: "条目-1", Title: "", Text: "没有标题，也有透镜。"},
		{ID: "c", Title: "只有标题"},
	}
	lib := corpusLibrary(kb.Lexicon{}, slices.Clone(passages))
	x := testIndex(t, lib)
	defer x.Close() //nolint:errcheck // in memory
	for _, test := range []struct {
		query string
		id    kb.ID
		title string
		field kb.Field
	}{
		{"灯塔", "Q_1#a", "灯塔", kb.FieldTitle},
		{"聚成一束", "Q_1#a", "灯塔", kb.FieldBody},
		{"也有透镜", "条目-1", "", kb.FieldBody},
		{"只有标题", "c", "只有标题", kb.FieldTitle},
	} {
		t.Run(test.query, func(t *testing.T) {
			res, err := x.Search(t.Context(), kb.Query{Text: test.query})
			if err != nil {
				t.Fatal(err)
			}
			if len(res.Hits) == 0 || res.Hits[0].ID != test.id || res.Hits[0].Title != test.title {
				t.Fatalf("hits: got %+v, want %q first", res.Hits, test.id)
			}
			if len(res.Hits[0].Snippets[test.field]) == 0 {
				t.Errorf("snippets: got %v, want one of %s", res.Hits[0].Snippets, test.field)
			}
		})
	}
	changed := slices.Clone(passages)
	changed[2].Title = "另一个标题"
	if corpusLibrary(kb.Lexicon{}, changed).Hash() == lib.Hash() {
		t.Errorf("hash: got the same for another title, want another, or a kept index would answer for it")
	}
}

// TestEvalComplaints measures rankings that are known.
func TestEvalComplaints(t *testing.T) {
	file := filepath.Join(t.TempDir(), "complaints.tsv")
	const text = "class_id\ttext\ndemo-restore\t甲\tx\ndemo-restore\t乙\ndemo-restore\t丙\ndemo-restore\t丁\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	known := map[string][]kb.ID{
		"甲": {"demo-restore", "a"}, "乙": {"a", "b", "demo-restore"}, "丙": {"a", "b", "c", "demo-restore"}, "丁": nil,
	}
	rank := func(_ context.Context, _ *indexer.Index, text string) ([]kb.ID, error) { return known[text], nil }
	measure := func(t *testing.T, f evalFlags, rank classRanker) (string, error) {
		t.Helper()
		f.content = content{libraries: []string{"testdata/library"}, noEmbedded: true}
		f.complaints = file
		cmd := newEval()
		cmd.SetContext(t.Context())
		var out strings.Builder
		cmd.SetOut(&out)
		err := evalComplaints(cmd, &f, rank)
		return out.String(), err
	}
	for _, test := range []struct {
		name string
		f    evalFlags
		want string
	}{
		{"text", evalFlags{}, "投诉         4\ntop1     0.250\ntop3     0.500\n"},
		{"JSON", evalFlags{asJSON: true}, `{"complaints":4,"top1":0.25,"top3":0.5}` + "\n"},
		{"misses", evalFlags{misses: true}, `投诉         4
top1     0.250
top3     0.500

前三条里没有对的 2 个
  丙  应是 demo-restore
    1 [问题类]   a
    2 [问题类]   b
    3 [问题类]   c
  丁  应是 demo-restore
    什么也没找到
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := measure(t, test.f, rank)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("failure", func(t *testing.T) {
		cause := errors.New("no classes")
		_, err := measure(t, evalFlags{}, func(context.Context, *indexer.Index, string) ([]kb.ID, error) { return nil, cause })
		if !errors.Is(err, cause) || err.Error() != "complaint 1: no classes" {
			t.Errorf("error: got %v, want it to name the complaint", err)
		}
	})
}

// writeSet writes a set of one passage and one query, and returns the flags
// that name it.
func writeSet(t *testing.T, query string) []string {
	t.Helper()
	dir := t.TempDir()
	var flags []string
	for flag, text := range map[string]string{
		"corpus":  `{"id":"d","text":"停电以后几点来电"}`,
		"queries": `{"id":"q","text":"` + query + `"}`,
		"qrels":   "q d 1",
	} {
		path := filepath.Join(dir, flag)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, "--"+flag, path)
	}
	return flags
}

// TestEvalLeavesNothing checks that the index of a set goes when it has been
// measured, could not be measured, or was interrupted.
func TestEvalLeavesNothing(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name  string
		ctx   context.Context
		query string
		code  int
		says  string
	}{
		{"measured", t.Context(), "停电", 0, ""},
		{"query too long", t.Context(), strings.Repeat("电", kb.MaxQueryRunes+1), 1, "anku: query \"q\": 查询太长，请缩短到 5000 字以内\n"},
		{"interrupted", canceled, "停电", 1, "anku: interrupted\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			temp := t.TempDir()
			t.Setenv("TMPDIR", temp)
			var stdout, stderr strings.Builder
			args := append([]string{"eval", "--json", "--no-lexicon"}, writeSet(t, test.query)...)
			if code := run(test.ctx, args, &stdout, &stderr); code != test.code || stderr.String() != test.says {
				t.Errorf("got exit code %d and %q, want %d and %q", code, stderr.String(), test.code, test.says)
			}
			left, err := os.ReadDir(temp)
			if err != nil || len(left) > 0 {
				t.Errorf("temporary files: got %v, %v, want none", left, err)
			}
		})
	}
}

// TestCheckRunPlace checks that a run is not written over what is no file.
func TestCheckRunPlace(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.trec")
	if err := os.WriteFile(old, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(os.DevNull, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	for _, test := range []struct {
		name, path string
		ok         bool
	}{
		{"none", "", true},
		{"new file", filepath.Join(dir, "new.trec"), true},
		{"old file", old, true},
		{"device", os.DevNull, false},
		{"link", link, false},
		{"directory", dir, false},
		{"no directory", filepath.Join(dir, "no", "new.trec"), false},
		{"below a file", filepath.Join(old, "new.trec"), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := checkRunPlace(test.path); (err == nil) != test.ok {
				t.Errorf("error: got %v, want one: %t", err, !test.ok)
			}
		})
	}
}

func TestResidentBytes(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells")
	}
	if got := residentBytes(); got < 1<<20 || got > 1<<40 {
		t.Errorf("got %d bytes, want what a process may have", got)
	}
}
