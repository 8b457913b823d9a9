package eval

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Qrels are relevance judgements: the gain of documents by query and document.
// Gains of 0 and less mean that a document is not right.
type Qrels map[string]map[string]int

// ReadQrels reads judgements of three or four columns. Every line must have as
// many as the first.
func ReadQrels(name string, r io.Reader) (Qrels, error) {
	out := Qrels{}
	columns, first := 0, true
	err := readLines(name, r, func(_ *lines, line string) error {
		fields := strings.Fields(line)
		if columns == 0 {
			columns = len(fields)
		}
		if len(fields) != columns || columns < 3 || columns > 4 {
			return fmt.Errorf("%d columns, expected %s", len(fields), qrelsColumns(columns))
		}
		query, doc, gain := fields[0], fields[columns-2], fields[columns-1]
		header := first && isQrelsHeader(gain)
		first = false
		if header {
			return nil
		}
		n, err := strconv.ParseInt(gain, 10, 32)
		if err != nil {
			return fmt.Errorf("gain %q, expected a whole number", gain)
		}
		if _, ok := out[query][doc]; ok {
			return fmt.Errorf("query %q judges document %q twice, expected once", query, doc)
		}
		if out[query] == nil {
			out[query] = map[string]int{}
		}
		out[query][doc] = int(n)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no judgements, expected lines such as q1 d1 1", name)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// qrelsColumns says what a line with another number of columns should be.
func qrelsColumns(columns int) string {
	switch columns {
	case 3:
		return "3 as before: query, document, gain"
	case 4:
		return "4 as before: query, iteration, document, gain"
	default:
		return "query, document and gain, or query, iteration, document and gain"
	}
}

// isQrelsHeader reports whether the last column of a first line is a title.
func isQrelsHeader(column string) bool {
	column = strings.ToLower(column)
	return slices.ContainsFunc([]string{"score", "rel", "label", "grade", "gain", "judg"}, func(word string) bool {
		return strings.HasPrefix(column, word)
	})
}

// Right returns how many documents are right for a query.
func (q Qrels) Right(query string) int {
	n := 0
	for _, gain := range q[query] {
		if gain > 0 {
			n++
		}
	}
	return n
}

// Gaps is what the files of a test set do not know of each other.
type Gaps struct {
	UnknownQueries  int // judged queries that are not among the queries
	UnknownPassages int // right passages, of any query, that are not in the corpus
	Unjudged        int // queries for which no passage is right
}

// Gaps compares the judgements with the queries and with the ids of the corpus.
func (q Qrels) Gaps(queries []Query, inCorpus func(id string) bool) Gaps {
	var gaps Gaps
	asked := make(map[string]bool, len(queries))
	for _, query := range queries {
		asked[query.ID] = true
		if q.Right(query.ID) == 0 {
			gaps.Unjudged++
		}
	}
	unknown := map[string]bool{}
	for query, gains := range q {
		if !asked[query] {
			gaps.UnknownQueries++
		}
		for doc, gain := range gains {
			if gain > 0 && !inCorpus(doc) {
				unknown[doc] = true
			}
		}
	}
	gaps.UnknownPassages = len(unknown)
	return gaps
}
