package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"anku/indexer"
	retrieval "anku/indexer/eval"
	"anku/kb"
)

// A classRanker returns the classes that a complaint belongs to, best first.
type classRanker func(ctx context.Context, x *indexer.Index, text string) ([]kb.ID, error)

// analyzedClasses ranks classes as anku analyze does.
func analyzedClasses(ctx context.Context, x *indexer.Index, text string) ([]kb.ID, error) {
	scores, err := x.Classes(ctx, text)
	out := make([]kb.ID, len(scores))
	for i, s := range scores {
		out[i] = s.ID
	}
	return out, err
}

// complaintFigures is what anku eval prints for complaints.
type complaintFigures struct {
	retrieval.TopMeasures
	Misses []missJSON `json:"misses,omitempty"`
}

// evalComplaints measures how often analysing a complaint names its class.
func evalComplaints(cmd *cobra.Command, f *evalFlags, rank classRanker) error {
	ctx := cmd.Context()
	lib, err := f.loadAndNote(ctx, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	complaints, err := readInput(cmd, f.complaints, func(name string, r io.Reader) ([]retrieval.Complaint, error) {
		return retrieval.ReadComplaints(name, r, func(class kb.ID) bool { return lib.Class(class) != nil })
	})
	if err != nil {
		return err
	}
	x, err := openIndex(ctx, lib, indexConfig(cmd, f.data))
	if err != nil {
		return err
	}
	found, err := rankComplaints(cmd, x, complaints, rank)
	if err := errors.Join(err, x.Close()); err != nil {
		return err
	}
	figures := complaintFigures{TopMeasures: retrieval.MeasureTop(complaints, found)}
	figures.Top1, figures.Top3 = share(figures.Top1), share(figures.Top3)
	if f.misses {
		figures.Misses = complaintMisses(lib, complaints, found)
	}
	if f.asJSON {
		return writeJSON(cmd.OutOrStdout(), figures)
	}
	_, err = io.WriteString(cmd.OutOrStdout(), figures.text()+missesText(figures.Misses))
	return err
}

// rankComplaints returns the classes of each complaint, best first.
func rankComplaints(cmd *cobra.Command, x *indexer.Index, complaints []retrieval.Complaint, rank classRanker) ([][]kb.ID, error) {
	progress := progressOn(cmd.ErrOrStderr(), "分析")
	found := make([][]kb.ID, len(complaints))
	for i, c := range complaints {
		var err error
		if found[i], err = rank(cmd.Context(), x, c.Text); err != nil {
			return nil, fmt.Errorf("complaint %d: %w", i+1, err)
		}
		if progress != nil {
			progress(i+1, len(complaints))
		}
	}
	return found, nil
}

// complaintMisses lists the complaints whose class is not among the first
// three.
func complaintMisses(lib *kb.Library, complaints []retrieval.Complaint, found [][]kb.ID) []missJSON {
	var out []missJSON
	for i, c := range complaints {
		if rank := c.Rank(found[i]); rank >= 1 && rank <= shownMissHits {
			continue
		}
		miss := missJSON{Query: c.Text, Want: c.Classes, Got: []gotJSON{}}
		for _, class := range found[i][:min(len(found[i]), shownMissHits)] {
			got := gotJSON{ID: class, Kind: kb.KindClass, Class: class}
			if d := lib.Class(class); d != nil {
				got.Title = d.Title
			}
			miss.Got = append(miss.Got, got)
		}
		out = append(out, miss)
	}
	return out
}

// text returns the measures as an aligned table.
func (c complaintFigures) text() string {
	return fmt.Sprintf("%s%8d\n%s%8.3f\n%s%8.3f\n",
		padded("投诉", 6), c.Complaints, padded("top1", 6), c.Top1, padded("top3", 6), c.Top3)
}
