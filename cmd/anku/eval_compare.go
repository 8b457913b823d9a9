package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	retrieval "anku/indexer/eval"
)

// shownChanges is how many queries that got better, and worse, are listed
// unless all are asked for.
const shownChanges = 20

// comparisonJSON is what anku eval prints with --compare.
type comparisonJSON struct {
	MRR10  retrieval.Interval `json:"mrr@10"`
	Hit1   retrieval.Interval `json:"hit@1"`
	Same   int                `json:"same"`
	Better []changeJSON       `json:"better"`
	Worse  []changeJSON       `json:"worse"`
}

// changeJSON is a query whose first right hit moved; ranks are 0 where none
// of the first ten hits is right.
type changeJSON struct {
	ID         string  `json:"id"`
	Query      string  `json:"query"`
	Before     int     `json:"before"`
	After      int     `json:"after"`
	Difference float64 `json:"difference"`
}

// readBefore reads the run to compare with, or returns nil where none is asked
// for. A run of other queries is refused; one of some of them is noted.
func readBefore(cmd *cobra.Command, f *evalFlags, queries []retrieval.Query) (retrieval.Run, error) {
	if f.compare == "" {
		return nil, nil
	}
	run, err := readInput(cmd, f.compare, retrieval.ReadRun)
	if err != nil {
		return nil, err
	}
	answered, common := run.ByQuery(), 0
	for _, q := range queries {
		if _, ok := answered[q.ID]; ok {
			common++
		}
	}
	if common == 0 {
		return nil, fmt.Errorf("%s holds none of the queries, expected a run of the same set", f.compare)
	}
	noteCount(cmd, fmt.Sprintf("queries of which %s holds no hits and that count as not found before", f.compare), len(queries)-common)
	noteCount(cmd, fmt.Sprintf("other queries of %s that are left out", f.compare), len(run)-common)
	return run, nil
}

// newComparison compares two runs of queries.
func newComparison(queries []retrieval.Query, before, after retrieval.Run, qrels retrieval.Qrels) *comparisonJSON {
	ids := make([]string, len(queries))
	texts := make(map[string]string, len(queries))
	for i, q := range queries {
		ids[i] = q.ID
		texts[q.ID] = q.Text
	}
	c := retrieval.Compare(before, after, ids, qrels)
	list := func(changes []retrieval.Change) []changeJSON {
		out := make([]changeJSON, len(changes))
		for i, ch := range changes {
			out[i] = changeJSON{ch.Query, texts[ch.Query], ch.Before, ch.After, share(ch.Difference())}
		}
		return out
	}
	return &comparisonJSON{roundedInterval(c.MRR10), roundedInterval(c.Hit1), c.Same, list(c.Better), list(c.Worse)}
}

// roundedInterval returns x with as many decimal places as mean something.
func roundedInterval(x retrieval.Interval) retrieval.Interval {
	return retrieval.Interval{
		Before: share(x.Before), After: share(x.After), Difference: share(x.Difference),
		Low: share(x.Low), High: share(x.High), P: x.P,
	}
}

// text returns the comparison for a person: the means, then the queries that
// moved most. It is empty for nil.
func (c *comparisonJSON) text(f *evalFlags) string {
	if c == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n与 %s 相比\n", oneLine(f.compare))
	b.WriteString(padded("", 10) + "    之前    现在       差          95% 区间       p\n")
	for _, m := range []struct {
		name string
		of   retrieval.Interval
	}{{"mrr@10", c.MRR10}, {"hit@1", c.Hit1}} {
		fmt.Fprintf(&b, "%-10s%8.4f%8.4f %+8.4f  [%+.4f, %+.4f]  %.4f\n",
			m.name, m.of.Before, m.of.After, m.of.Difference, m.of.Low, m.of.High, m.of.P)
	}
	fmt.Fprintf(&b, "变好 %d，变差 %d，不变 %d\n", len(c.Better), len(c.Worse), c.Same)
	for _, part := range []struct {
		title   string
		changes []changeJSON
	}{{"变好", c.Better}, {"变差", c.Worse}} {
		if len(part.changes) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", part.title)
		shown := part.changes
		if !f.all {
			shown = shown[:min(len(shown), shownChanges)]
		}
		for _, ch := range shown {
			fmt.Fprintf(&b, "  %+.3f  %2s → %-2s  %s\n", ch.Difference, shownRank(ch.Before), shownRank(ch.After), oneLine(ch.Query))
		}
		if n := len(part.changes) - len(shown); n > 0 {
			fmt.Fprintf(&b, "  还有 %d 个；--all 全部列出\n", n)
		}
	}
	return b.String()
}

// shownRank returns a rank, "-" where there is none.
func shownRank(rank int) string {
	if rank == 0 {
		return "-"
	}
	return strconv.Itoa(rank)
}
