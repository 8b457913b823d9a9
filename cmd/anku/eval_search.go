package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anku/indexer"
	retrieval "anku/indexer/eval"
	"anku/kb"
)

const (
	// warmUp is how many queries are asked before times are taken: the first
	// ones read the index from the disk.
	warmUp = 20
	// runDepth is how many hits of each query a run file holds, as at TREC.
	runDepth = kb.MaxLimit
)

// A trial asks the queries of a set one after the other, as one client would.
type trial struct {
	index   *indexer.Index
	queries []retrieval.Query
}

// each asks every query and hands on what came and how long it took. After
// each, progress is told how many are done; it may be nil.
func (t trial) each(ctx context.Context, limit int, progress func(done, total int), answer func(i int, hits []kb.Hit, took time.Duration)) error {
	for i, q := range t.queries {
		began := time.Now()
		res, err := t.index.Search(ctx, kb.Query{Text: q.Text, Limit: limit})
		took := time.Since(began)
		if err != nil {
			return fmt.Errorf("query %q: %w", q.ID, err)
		}
		answer(i, res.Hits, took)
		if progress != nil {
			progress(i+1, len(t.queries))
		}
	}
	return nil
}

// timed asks every query as the desk does, with the times.
func (t trial) timed(cmd *cobra.Command) (hits [][]kb.Hit, times []time.Duration, err error) {
	first := trial{t.index, t.queries[:min(warmUp, len(t.queries))]}
	if err := first.each(cmd.Context(), kb.DefaultLimit, nil, func(int, []kb.Hit, time.Duration) {}); err != nil {
		return nil, nil, err
	}
	progress := progressOn(cmd.ErrOrStderr(), "搜索")
	err = t.each(cmd.Context(), kb.DefaultLimit, progress, func(_ int, found []kb.Hit, took time.Duration) {
		hits, times = append(hits, found), append(times, took)
	})
	return hits, times, err
}

// deep asks every query for as many hits as a run file holds.
func (t trial) deep(cmd *cobra.Command) (retrieval.Run, error) {
	run := make(retrieval.Run, 0, len(t.queries))
	progress := progressOn(cmd.ErrOrStderr(), "写结果")
	err := t.each(cmd.Context(), runDepth, progress, func(i int, hits []kb.Hit, _ time.Duration) {
		run = append(run, ranking(t.queries[i].ID, hits))
	})
	return run, err
}

// ranking returns hits as the answer to a query.
func ranking(query string, hits []kb.Hit) retrieval.Ranking {
	out := retrieval.Ranking{Query: query, Hits: make([]retrieval.Scored, len(hits))}
	for i, h := range hits {
		out.Hits[i] = retrieval.Scored{Doc: string(h.ID), Score: h.Score}
	}
	return out
}

// rankings is ranking for all queries.
func rankings(queries []retrieval.Query, hits [][]kb.Hit) retrieval.Run {
	run := make(retrieval.Run, len(queries))
	for i, q := range queries {
		run[i] = ranking(q.ID, hits[i])
	}
	return run
}

// writeRun asks every query once more, deeper, and writes what comes to path.
// It warns where the hits that were measured are not the first of these.
func (t trial) writeRun(cmd *cobra.Command, measured retrieval.Run, path string) error {
	run, err := t.deep(cmd)
	if err != nil {
		return err
	}
	differ := 0
	for i, r := range run {
		top := measured[i].Docs()
		if docs := r.Docs(); !slices.Equal(top, docs[:min(len(top), len(docs))]) {
			differ++
		}
	}
	noteCount(cmd, fmt.Sprintf("queries with other first hits where %d are asked for than where %d are, of which the figures are", runDepth, kb.DefaultLimit), differ)
	var text strings.Builder
	if err := retrieval.WriteRun(&text, run); err != nil {
		return err
	}
	return replaceFile(path, text.String())
}
