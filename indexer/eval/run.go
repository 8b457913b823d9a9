package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// RunTag is the last column of the run files that are written.
const RunTag = "anku"

// A Scored is a document that a search returned.
type Scored struct {
	Doc   string
	Score float64
}

// A Ranking is what a search returned for one query, best first.
type Ranking struct {
	Query string // its id
	Hits  []Scored
}

// Docs returns the documents of the ranking, best first.
func (r Ranking) Docs() []string {
	docs := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		docs[i] = h.Doc
	}
	return docs
}

// A Run is the rankings of a set of queries.
type Run []Ranking

// ByQuery returns the documents of each query, best first.
func (r Run) ByQuery() map[string][]string {
	out := make(map[string][]string, len(r))
	for _, ranking := range r {
		out[ranking.Query] = ranking.Docs()
	}
	return out
}

// WriteRun writes r in TREC's six columns. Where scores do not fall from rank
// to rank, the next smaller number of single precision is written, because
// whoever reads the file sorts by it.
func WriteRun(w io.Writer, r Run) error {
	out := bufio.NewWriter(w)
	for _, ranking := range r {
		if err := checkID(ranking.Query); err != nil {
			return fmt.Errorf("run: query %w", err)
		}
		last := float32(math.Inf(1))
		for i, h := range ranking.Hits {
			if err := checkID(h.Doc); err != nil {
				return fmt.Errorf("run: document %w", err)
			}
			score := float32(h.Score)
			if !(score < last) {
				score = math.Nextafter32(last, float32(math.Inf(-1)))
			}
			last = score
			fmt.Fprintf(out, "%s Q0 %s %d %s %s\n", ranking.Query, h.Doc, i+1,
				strconv.FormatFloat(float64(score), 'g', -1, 32), RunTag)
		}
	}
	return out.Flush()
}

// ReadRun reads a run file. Queries are in the order in which they first occur, the
// hits of each by score, as trec_eval takes them; equal scores are in the order
// of their ranks.
func ReadRun(name string, r io.Reader) (Run, error) {
	var out Run
	at := map[string]int{}
	type ranked struct {
		Scored
		rank int64
	}
	var hits [][]ranked
	seen := map[[2]string]int{}
	err := readLines(name, r, func(l *lines, line string) error {
		f := strings.Fields(line)
		if len(f) != 6 {
			return fmt.Errorf("%d columns, expected 6: query, Q0, document, rank, score, tag", len(f))
		}
		rank, err := strconv.ParseInt(f[3], 10, 64)
		if err != nil {
			return fmt.Errorf("rank %q, expected a whole number", f[3])
		}
		score, err := strconv.ParseFloat(f[4], 64)
		if err != nil || math.IsNaN(score) || math.IsInf(score, 0) {
			return fmt.Errorf("score %q, expected a number", f[4])
		}
		key := [2]string{f[0], f[2]}
		if first, ok := seen[key]; ok {
			return fmt.Errorf("query %q has document %q on line %d already, expected it once", f[0], f[2], first)
		}
		seen[key] = l.n
		i, ok := at[f[0]]
		if !ok {
			i = len(out)
			at[f[0]] = i
			out, hits = append(out, Ranking{Query: f[0]}), append(hits, nil)
		}
		hits[i] = append(hits[i], ranked{Scored{f[2], score}, rank})
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no hits, expected lines such as q1 Q0 d1 1 9.5 tag", name)
	}
	if err != nil {
		return nil, err
	}
	for i := range out {
		slices.SortStableFunc(hits[i], func(a, b ranked) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.rank, b.rank))
		})
		for _, h := range hits[i] {
			out[i].Hits = append(out[i].Hits, h.Scored)
		}
	}
	return out, nil
}
