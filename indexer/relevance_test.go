package indexer_test

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

// relevancePairs are queries and what they should find: IDs of documents or of
// classes, with commas between them, and the kind of typing.
//
//go:embed testdata/relevance.tsv
var relevancePairs string

const (
	// relevanceFloor is the mean reciprocal rank below which search is broken,
	// not merely changed.
	relevanceFloor = 0.80
	// relevanceDepth is how far down a right hit is looked for.
	relevanceDepth = 10
)

// A relevance is how well a group of queries is answered.
type relevance struct {
	queries, first, five int
	reciprocal           float64
}

func (r *relevance) add(rank int) {
	r.queries++
	if rank == 1 {
		r.first++
	}
	if rank >= 1 && rank <= 5 {
		r.five++
	}
	if rank >= 1 {
		r.reciprocal += 1 / float64(rank)
	}
}

func (r *relevance) mrr() float64 { return r.reciprocal / float64(max(r.queries, 1)) }

func (r *relevance) String() string {
	n := float64(max(r.queries, 1))
	return fmt.Sprintf("hit@1 %.3f  hit@5 %.3f  mrr %.3f  of %d", float64(r.first)/n, float64(r.five)/n, r.mrr(), r.queries)
}

// TestRelevance compares the rank of the first right hit of each query with
// the golden file, so that a change of the ranking shows as a diff.
func TestRelevance(t *testing.T) {
	x := openEmbedded(t)
	all := &relevance{}
	notes, classes := map[string]*relevance{}, map[kb.ID]bool{}
	var out strings.Builder
	_, rows, _ := strings.Cut(relevancePairs, "\n")
	for line := range strings.Lines(rows) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 3 {
			t.Fatalf("relevance.tsv: %q has %d columns, want query, expected and note", line, len(columns))
		}
		query, note := columns[0], columns[2]
		var want []kb.ID
		for id := range strings.SplitSeq(columns[1], ",") {
			d := x.Library().Document(kb.ID(id))
			if d == nil {
				t.Fatalf("relevance.tsv: no document %q", id)
			}
			classes[d.MainClass()] = true
			want = append(want, d.ID)
		}
		res, err := x.Search(t.Context(), kb.Query{Text: query, Limit: relevanceDepth})
		if err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		rank := 1 + slices.IndexFunc(res.Hits, func(h kb.Hit) bool {
			return slices.Contains(want, h.ID) || slices.Contains(want, h.Class)
		})
		all.add(rank)
		if notes[note] == nil {
			notes[note] = &relevance{}
		}
		notes[note].add(rank)
		found := "nothing"
		if len(res.Hits) > 0 {
			found = string(res.Hits[0].ID)
		}
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\n", rankName(rank), columns[1], found, shorten(query))
	}
	for _, note := range slices.Sorted(maps.Keys(notes)) {
		fmt.Fprintf(&out, "= %-11s %v\n", note, notes[note])
	}
	fmt.Fprintf(&out, "= %-11s %v\n", "all", all)
	for _, c := range x.Library().OfKind(kb.KindClass) {
		if !classes[c.ID] {
			t.Errorf("relevance.tsv has no query of %s", c.ID)
		}
	}
	if all.mrr() < relevanceFloor {
		t.Errorf("mrr is %.3f, want at least %.2f", all.mrr(), relevanceFloor)
	}
	t.Log(all)
	golden(t, "relevance.golden", "# rank of the first right hit, what is right, the first hit, the query\n"+out.String())
}

// rankName returns a rank, or a dash for none.
func rankName(rank int) string {
	if rank == 0 {
		return "-"
	}
	return fmt.Sprint(rank)
}

// shorten cuts a long query for the golden file.
func shorten(text string) string {
	if r := []rune(text); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return text
}
