package indexer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"anku/indexer"
	"anku/indexer/eval"
	"anku/kb"
)

// The environment by which BenchmarkStock runs itself for one engine, so that
// each has its memory for itself.
const (
	stockEngineEnv = "ANKU_STOCK_ENGINE"
	stockDirEnv    = "ANKU_STOCK_DIR" // has the set, and takes the figures
)

// stockEngines are compared. The first only holds the passages, which is the
// memory that both of the others start from.
var stockEngines = []string{"none", "stock", "anku"}

// stockFigures is what one engine takes for a set.
type stockFigures struct {
	IndexSeconds float64
	IndexBytes   int64
	RSS, Peak    int64 // bytes of the process, after all queries and at most; 0 where the system does not tell
	P50, P99     time.Duration
	Max          time.Duration // of the queries of the set
	Cases        []caseTime    // of the worst cases
}

// caseTime is how long a worst case takes, the median of three.
type caseTime struct {
	Name string
	Took time.Duration
}

// worst returns the time of the slowest of the worst cases.
func (f stockFigures) worst() time.Duration {
	var worst time.Duration
	for _, c := range f.Cases {
		worst = max(worst, c.Took)
	}
	return worst
}

// BenchmarkStock compares the product's index with stock bleve: its cjk
// analyzer, BM25, the words of a query in title or text. Both are on disk,
// answer the same queries one after the other with ten hits each, and keep the
// passages in memory; ours also makes snippets and facets. What stock bleve is
// not asked for, it need not store.
//
//	ANKU_PASSAGES  how many passages, 2,000 if not set
//	ANKU_CORPORA   corpus.jsonl files, divided by colons, whose sentences make
//	               the passages; the embedded library if not set
//	ANKU_QUERIES   queries.jsonl files; parts of sentences if not set
//
// Run it with -benchtime=1x: a second round measures the same again. Each
// engine runs in a process of its own. The table compares the last rounds.
func BenchmarkStock(b *testing.B) {
	if engine := os.Getenv(stockEngineEnv); engine != "" {
		measureStock(b, engine, os.Getenv(stockDirEnv))
		return
	}
	dir := b.TempDir()
	passages := writeStockSet(b, dir)
	measured := map[string]stockFigures{}
	for _, engine := range stockEngines {
		b.Run(fmt.Sprintf("engine=%s/passages=%d", engine, passages), func(b *testing.B) {
			var f stockFigures
			for b.Loop() {
				f = runStock(b, engine, dir)
			}
			measured[engine] = f
			b.ReportMetric(0, "ns/op") // of processes that do many things
			b.ReportMetric(megabytes(f.RSS), "rss-MB")
			if engine == "none" {
				return
			}
			b.ReportMetric(f.IndexSeconds, "index-s")
			b.ReportMetric(megabytes(f.IndexBytes), "index-MB")
			b.ReportMetric(megabytes(f.Peak), "peak-MB")
			b.ReportMetric(milliseconds(f.P50), "p50-ms")
			b.ReportMetric(milliseconds(f.P99), "p99-ms")
			b.ReportMetric(milliseconds(f.Max), "max-ms")
			b.ReportMetric(milliseconds(f.worst()), "worst-ms")
		})
	}
	if len(measured) == len(stockEngines) {
		fmt.Print(stockTable(measured)) // logs of a benchmark with parts are not shown
	}
}

// stockTable returns the figures side by side.
func stockTable(of map[string]stockFigures) string {
	var t strings.Builder
	none, stock, anku := of["none"], of["stock"], of["anku"]
	row := func(name string, a, b float64) {
		fmt.Fprintf(&t, "# %-34s%10.2f%10.2f%8.2f\n", name, a, b, b/a)
	}
	fmt.Fprintf(&t, "# %-34s%10s%10s%8s\n", "", "stock", "anku", "ratio")
	row("index s", stock.IndexSeconds, anku.IndexSeconds)
	row("index MB", megabytes(stock.IndexBytes), megabytes(anku.IndexBytes))
	row("memory MB", megabytes(stock.RSS), megabytes(anku.RSS))
	row("peak memory MB", megabytes(stock.Peak), megabytes(anku.Peak))
	row("p50 ms", milliseconds(stock.P50), milliseconds(anku.P50))
	row("p99 ms", milliseconds(stock.P99), milliseconds(anku.P99))
	row("max ms", milliseconds(stock.Max), milliseconds(anku.Max))
	for i, c := range stock.Cases {
		row(c.Name+" ms", milliseconds(c.Took), milliseconds(anku.Cases[i].Took))
	}
	fmt.Fprintf(&t, "# The passages alone take %.0f MB of memory, %.0f MB at their peak.\n", megabytes(none.RSS), megabytes(none.Peak))
	return t.String()
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

func megabytes(n int64) float64 { return float64(n) / 1e6 }

// runStock measures an engine in a process of its own.
func runStock(b *testing.B, engine, dir string) stockFigures {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), self, "-test.run=^$", "-test.bench=^BenchmarkStock$", "-test.benchtime=1x", "-test.timeout=0")
	cmd.Env = append(os.Environ(), stockEngineEnv+"="+engine, stockDirEnv+"="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("engine %s: %v\n%s", engine, err, out)
	}
	var f stockFigures
	readJSON(b, filepath.Join(dir, engine+".json"), &f)
	return f
}

// A stockAnswer puts one query to an engine and returns how many hits came.
type stockAnswer func(ctx context.Context, text string) (int, error)

// measureStock measures an engine in this process and leaves the figures in
// dir.
func measureStock(b *testing.B, engine, dir string) {
	var set stockSet
	readJSON(b, filepath.Join(dir, stockSetFile), &set)
	work := b.TempDir()
	var f stockFigures
	var answer stockAnswer
	var closeIndex func() error
	began := time.Now()
	switch engine {
	case "none":
	case "stock":
		answer, closeIndex = openStock(b, set.Passages, work)
	case "anku":
		answer, closeIndex = openOurs(b, set.Passages, work)
	default:
		b.Fatalf("engine: got %q, want one of %v", engine, stockEngines)
	}
	if answer != nil {
		f.IndexSeconds = time.Since(began).Seconds()
		f.IndexBytes = treeBytes(b, work)
		f.queries(b, set, answer)
	}
	debug.FreeOSMemory()
	f.RSS, f.Peak = processBytes("VmRSS"), processBytes("VmHWM")
	runtime.KeepAlive(set) // whoever shows hits needs their text
	if closeIndex != nil {
		if err := closeIndex(); err != nil {
			b.Fatal(err)
		}
	}
	writeJSON(b, filepath.Join(dir, engine+".json"), f)
}

// queries puts the queries and the worst cases of set to an engine.
func (f *stockFigures) queries(b *testing.B, set stockSet, answer stockAnswer) {
	b.Helper()
	found := 0
	ask := func(text string) time.Duration {
		began := time.Now()
		n, err := answer(b.Context(), text)
		took := time.Since(began)
		if err != nil {
			b.Fatalf("query %q: %v", text, err)
		}
		found += n
		return took
	}
	for _, q := range set.Queries[:min(len(set.Queries), 20)] {
		ask(q) // the first queries read the index from the disk
	}
	runtime.GC() // what building left behind is not the fault of searches
	found = 0
	times := make([]time.Duration, len(set.Queries))
	for i, q := range set.Queries {
		times[i] = ask(q)
	}
	if found == 0 {
		b.Fatal("no query found anything")
	}
	t := eval.NewTimes(times)
	f.P50, f.P99, f.Max = t.P50, t.P99, t.Max
	for _, w := range set.Worst {
		three := []time.Duration{ask(w.Text), ask(w.Text), ask(w.Text)}
		slices.Sort(three)
		f.Cases = append(f.Cases, caseTime{w.Name, three[1]})
	}
}

// openOurs indexes passages as the product does.
func openOurs(b *testing.B, passages []eval.Passage, dir string) (stockAnswer, func() error) {
	b.Helper()
	shipped, err := embedded()
	if err != nil {
		b.Fatal(err)
	}
	docs := make([]*kb.Document, len(passages))
	for i, p := range passages {
		docs[i] = &kb.Document{
			ID: kb.ID(p.ID), Kind: kb.KindCase, Status: kb.StatusActive, Title: p.Title, Path: p.ID, Source: p.Text,
			Sections: []kb.Section{{Text: p.Text}}, Case: &kb.Case{},
		}
	}
	lib := kb.NewLibrary(kb.Settings{}, shipped.Lexicon(), docs)
	x, err := indexer.Open(b.Context(), lib, indexer.Config{Dir: dir, Always: true})
	if err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context, text string) (int, error) {
		res, err := x.Search(ctx, kb.Query{Text: text})
		return len(res.Hits), err
	}, x.Close
}

// openStock indexes passages with stock bleve, in batches on all processors as
// the product does.
func openStock(b *testing.B, passages []eval.Passage, dir string) (stockAnswer, func() error) {
	b.Helper()
	dir = filepath.Join(dir, "stock")
	x, err := bleve.New(dir, stockMapping())
	if err != nil {
		b.Fatal(err)
	}
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(passages, 250) {
		work.Go(func() error {
			batch := x.NewBatch()
			for _, p := range some {
				if err := batch.Index(p.ID, map[string]string{"title": p.Title, "text": p.Text}); err != nil {
					return err
				}
			}
			return x.Batch(batch)
		})
	}
	if err := errors.Join(work.Wait(), x.Close()); err != nil {
		b.Fatal(err)
	}
	if x, err = bleve.OpenUsing(dir, map[string]any{"read_only": true}); err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context, text string) (int, error) {
		title, body := bleve.NewMatchQuery(text), bleve.NewMatchQuery(text)
		title.SetField("title")
		body.SetField("text")
		req := bleve.NewSearchRequest(bleve.NewDisjunctionQuery(title, body)) // ten hits, any word
		res, err := x.SearchInContext(ctx, req)
		if err != nil {
			return 0, err
		}
		return len(res.Hits), nil
	}, x.Close
}

// stockMapping is the leanest mapping that answers the queries.
func stockMapping() *mapping.IndexMappingImpl {
	lean := bleve.NewTextFieldMapping()
	lean.Analyzer = cjk.AnalyzerName
	lean.Store, lean.IncludeInAll, lean.IncludeTermVectors, lean.DocValues = false, false, false, false
	passage := bleve.NewDocumentStaticMapping()
	passage.AddFieldMappingsAt("title", lean)
	passage.AddFieldMappingsAt("text", lean)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = passage
	m.DefaultAnalyzer = cjk.AnalyzerName
	m.ScoringModel = index.BM25Scoring
	return m
}

// treeBytes returns the size of the files below dir.
func treeBytes(tb testing.TB, dir string) int64 {
	tb.Helper()
	var total int64
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return total
}

// processBytes returns a figure of this process, such as VmRSS; 0 where the
// system does not tell it as Linux does.
func processBytes(name string) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}

// readJSON reads a file that writeJSON has written.
func readJSON(tb testing.TB, path string, v any) {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// writeJSON writes v to a file.
func writeJSON(tb testing.TB, path string, v any) {
	tb.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
}
