package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"anku/indexer"
	retrieval "anku/indexer/eval"
	"anku/kb"
)

// shownMissHits is how many hits of a query that misses are listed: those that
// class@3 looks at.
const shownMissHits = 3

// labelFigures is what anku eval prints for labelled queries.
type labelFigures struct {
	retrieval.ClassReport
	Misses  []missJSON      `json:"misses,omitempty"`
	Compare *comparisonJSON `json:"compare,omitempty"`
}

// missJSON is a query or complaint that does not lead to its class in the first
// three, and what came instead.
type missJSON struct {
	Query string    `json:"query"`
	Want  []kb.ID   `json:"want"`
	Got   []gotJSON `json:"got"`
}

// gotJSON is a hit or a class that came instead.
type gotJSON struct {
	ID    kb.ID   `json:"id"`
	Kind  kb.Kind `json:"kind"`
	Class kb.ID   `json:"class"`
	Title string  `json:"title"`
}

// evalLabels measures how labelled queries lead to their classes in the
// library.
func evalLabels(cmd *cobra.Command, f *evalFlags) error {
	ctx := cmd.Context()
	lib, err := f.loadAndNote(ctx, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	labels, err := readInput(cmd, f.labels, func(name string, r io.Reader) ([]retrieval.Label, error) {
		return retrieval.ReadLabels(name, r, func(class kb.ID) bool { return lib.Class(class) != nil })
	})
	if err != nil {
		return err
	}
	queries := make([]retrieval.Query, len(labels))
	for i, l := range labels {
		queries[i] = retrieval.Query{ID: l.ID, Text: l.Query}
	}
	before, err := readBefore(cmd, f, queries)
	if err != nil {
		return err
	}
	x, err := openIndex(ctx, lib, indexConfig(cmd, f.data))
	if err != nil {
		return err
	}
	figures, err := measureLabels(cmd, f, x, labels, queries, before)
	if err := errors.Join(err, x.Close()); err != nil {
		return err
	}
	if f.asJSON {
		return writeJSON(cmd.OutOrStdout(), figures)
	}
	_, err = io.WriteString(cmd.OutOrStdout(), figures.text()+missesText(figures.Misses)+figures.Compare.text(f))
	return err
}

// measureLabels asks the queries and sums up what comes.
func measureLabels(cmd *cobra.Command, f *evalFlags, x *indexer.Index, labels []retrieval.Label, queries []retrieval.Query, before retrieval.Run) (labelFigures, error) {
	var figures labelFigures
	t := trial{x, queries}
	hits, _, err := t.timed(cmd)
	if err != nil {
		return figures, err
	}
	each := make([]retrieval.ClassMeasures, len(labels))
	for i, l := range labels {
		each[i] = l.Measure(hits[i])
		if f.misses && each[i].Class3 == 0 {
			figures.Misses = append(figures.Misses, newMiss(l, hits[i]))
		}
	}
	figures.ClassReport = retrieval.NewClassReport(labels, each)
	figures.ClassMeasures = roundedClasses(figures.ClassMeasures)
	for note, m := range figures.Notes {
		figures.Notes[note] = roundedClasses(m)
	}
	after := rankings(queries, hits)
	if f.compare != "" {
		figures.Compare = newComparison(queries, before, after, labelQrels(x.Library(), labels))
	}
	if f.run == "" {
		return figures, nil
	}
	return figures, t.writeRun(cmd, after, f.run)
}

// roundedClasses returns m with as many decimal places as mean something.
func roundedClasses(m retrieval.ClassMeasures) retrieval.ClassMeasures {
	m.Class1, m.Class3, m.MRR10, m.Intent3 = share(m.Class1), share(m.Class3), share(m.MRR10), share(m.Intent3)
	return m
}

// labelQrels returns which documents are right for which query: those whose
// first class is a label.
func labelQrels(lib *kb.Library, labels []retrieval.Label) retrieval.Qrels {
	out := retrieval.Qrels{}
	for _, l := range labels {
		right := map[string]int{}
		for _, d := range lib.Documents() {
			if slices.Contains(l.Classes, d.MainClass()) {
				right[string(d.ID)] = 1
			}
		}
		out[l.ID] = right
	}
	return out
}

// newMiss says what came first for a query instead of its class.
func newMiss(l retrieval.Label, hits []kb.Hit) missJSON {
	miss := missJSON{Query: l.Query, Want: l.Classes, Got: []gotJSON{}}
	for _, h := range hits[:min(len(hits), shownMissHits)] {
		miss.Got = append(miss.Got, gotJSON{h.ID, h.Kind, h.Class, h.Title})
	}
	return miss
}

// text returns the measures as an aligned table, one line for each note.
func (l labelFigures) text() string {
	const all = "全部"
	notes := slices.Sorted(maps.Keys(l.Notes))
	width := columnsOf(all)
	for _, note := range notes {
		width = max(width, columnsOf(oneLine(note)))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s  查询  class@1  class@3  mrr@10  intent@3\n", padded("", width))
	row := func(name string, m retrieval.ClassMeasures) {
		fmt.Fprintf(&b, "%s%6d%9.3f%9.3f%8.3f%10.3f\n", padded(oneLine(name), width), m.Queries, m.Class1, m.Class3, m.MRR10, m.Intent3)
	}
	row(all, l.ClassMeasures)
	for _, note := range notes {
		row(note, l.Notes[note])
	}
	return b.String()
}

// missesText lists what missed. It is empty for none.
func missesText(misses []missJSON) string {
	if len(misses) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n前三条里没有对的 %d 个\n", len(misses))
	for _, m := range misses {
		var want []string
		for _, class := range m.Want {
			want = append(want, string(class))
		}
		fmt.Fprintf(&b, "  %s  应是 %s\n", oneLine(m.Query), strings.Join(want, "、"))
		for i, g := range m.Got {
			fmt.Fprintf(&b, "    %d [%s] %s  %s\n", i+1, g.Kind.Label(), oneLine(g.Title), g.Class)
		}
		if len(m.Got) == 0 {
			b.WriteString("    什么也没找到\n")
		}
	}
	return b.String()
}
