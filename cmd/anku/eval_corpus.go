package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"anku/indexer"
	retrieval "anku/indexer/eval"
	"anku/kb"
)

// evalCorpus measures search over a foreign corpus.
func evalCorpus(cmd *cobra.Command, f *evalFlags) error {
	set, err := readSet(cmd, f)
	if err != nil {
		return err
	}
	before, err := readBefore(cmd, f, set.queries)
	if err != nil {
		return err
	}
	var lexicon kb.Lexicon
	if !f.noLexicon {
		lib, err := f.loadAndNote(cmd.Context(), cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		lexicon = lib.Lexicon()
	}
	lib := corpusLibrary(lexicon, set.passages)
	set.passages = nil // the library has their text
	return withDataDir(f.data, func(dir string) error {
		x, figures, err := indexCorpus(cmd, lib, dir)
		if err != nil {
			return err
		}
		err = measureCorpus(cmd, f, x, set, before, &figures)
		if err := errors.Join(err, x.Close()); err != nil {
			return err
		}
		if f.asJSON {
			return writeJSON(cmd.OutOrStdout(), figures)
		}
		_, err = io.WriteString(cmd.OutOrStdout(), figures.text()+figures.Compare.text(f))
		return err
	})
}

// withDataDir calls do with the data directory, or with one that is removed
// afterwards where dir is "".
func withDataDir(dir string, do func(dir string) error) error {
	if dir != "" {
		return do(dir)
	}
	temp, err := os.MkdirTemp("", "anku-eval-")
	if err != nil {
		return err
	}
	return errors.Join(do(temp), os.RemoveAll(temp))
}

// indexCorpus opens an index of lib in dir, as the product does, and notes what
// that took.
func indexCorpus(cmd *cobra.Command, lib *kb.Library, dir string) (*indexer.Index, corpusFigures, error) {
	figures := corpusFigures{Docs: len(lib.Documents())}
	cfg := indexConfig(cmd, dir)
	cfg.Always = true
	show, built := cfg.Progress, false
	cfg.Progress = func(done, total int) {
		built = true
		if show != nil {
			show(done, total)
		}
	}
	began := time.Now()
	x, err := openIndex(cmd.Context(), lib, cfg)
	if err != nil {
		return nil, figures, err
	}
	figures.IndexSeconds = rounded(time.Since(began).Seconds(), 3)
	if !built {
		fmt.Fprintf(cmd.ErrOrStderr(), "anku: %s holds the index already; index_seconds is the time to open it\n", oneLine(dir))
	}
	if figures.IndexBytes, err = indexer.Size(lib, dir); err != nil {
		return nil, figures, errors.Join(err, x.Close())
	}
	return x, figures, nil
}

// measureCorpus asks the queries and fills in what comes of it.
func measureCorpus(cmd *cobra.Command, f *evalFlags, x *indexer.Index, set testSet, before retrieval.Run, figures *corpusFigures) error {
	runtime.GC() // what building left behind is not the fault of searches
	t := trial{x, set.queries}
	hits, times, err := t.timed(cmd)
	if err != nil {
		return err
	}
	figures.RSS = residentBytes()
	figures.Queries = len(set.queries)
	figures.times(set.queries, times)
	after := rankings(set.queries, hits)
	each := make([]retrieval.Measures, len(after))
	for i, r := range after {
		each[i] = retrieval.Measure(r.Docs(), set.qrels[r.Query])
	}
	mean := retrieval.Mean(each)
	figures.Measures = retrieval.Measures{
		Hit1: share(mean.Hit1), Recall10: share(mean.Recall10), MRR10: share(mean.MRR10), NDCG10: share(mean.NDCG10),
	}
	if f.compare != "" {
		figures.Compare = newComparison(set.queries, before, after, set.qrels)
	}
	if f.run == "" {
		return nil
	}
	return t.writeRun(cmd, after, f.run)
}
