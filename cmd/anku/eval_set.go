package main

import (
	"fmt"

	"github.com/spf13/cobra"

	retrieval "anku/indexer/eval"
	"anku/kb"
)

// A testSet is a public set whose parts fit together.
type testSet struct {
	passages []retrieval.Passage
	queries  []retrieval.Query // those that have a right passage
	qrels    retrieval.Qrels
}

// readSet reads the three files of a public set and says on standard error
// what they do not know of each other.
func readSet(cmd *cobra.Command, f *evalFlags) (testSet, error) {
	var set testSet
	var err error
	if set.qrels, err = readInput(cmd, f.qrels, retrieval.ReadQrels); err != nil {
		return set, err
	}
	queries, err := readInput(cmd, f.queries, retrieval.ReadQueries)
	if err != nil {
		return set, err
	}
	if set.passages, err = readInput(cmd, f.corpus, retrieval.ReadCorpus); err != nil {
		return set, err
	}
	for _, q := range queries {
		if set.qrels.Right(q.ID) > 0 {
			set.queries = append(set.queries, q)
		}
	}
	if len(set.queries) == 0 {
		return set, fmt.Errorf("%s names no right passage for any query of %s, expected the qrels of these queries", f.qrels, f.queries)
	}
	known := make(map[string]bool, len(set.passages))
	for _, p := range set.passages {
		known[p.ID] = true
	}
	gaps := set.qrels.Gaps(queries, func(id string) bool { return known[id] })
	for _, gap := range []struct {
		what string
		n    int
	}{
		{fmt.Sprintf("queries of %s that %s does not hold", f.qrels, f.queries), gaps.UnknownQueries},
		{fmt.Sprintf("right passages of %s that %s does not hold and that count as not found", f.qrels, f.corpus), gaps.UnknownPassages},
		{fmt.Sprintf("queries of %s that are left out because no passage is right", f.queries), gaps.Unjudged},
	} {
		noteCount(cmd, gap.what, gap.n)
	}
	return set, nil
}

// noteCount says on standard error how many there are of what, unless there are
// none.
func noteCount(cmd *cobra.Command, what string, n int) {
	if n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "anku: %s: %d\n", oneLine(what), n)
	}
}

// corpusLibrary returns a library of foreign passages: title and text become
// title and body, as those of a case.
func corpusLibrary(lexicon kb.Lexicon, passages []retrieval.Passage) *kb.Library {
	docs := make([]*kb.Document, len(passages))
	for i, p := range passages {
		source := p.Title + "\n" + p.Text
		docs[i] = &kb.Document{
			ID: kb.ID(p.ID), Kind: kb.KindCase, Status: kb.StatusActive,
			Title:    source[:len(p.Title)],
			Sections: []kb.Section{{Text: source[len(p.Title)+1:]}},
			Source:   source, Path: p.ID, // what the hash of the library is made of
			Case: &kb.Case{},
		}
	}
	return kb.NewLibrary(kb.Settings{}, lexicon, docs)
}
