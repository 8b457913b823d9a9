package indexer

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"

	"anku/indexer/hanzi"
	"anku/kb"
)

// memoryDocuments is the size of library below which [Open] builds in memory.
// A thousand documents are indexed in about a second.
const memoryDocuments = 1000

// An Index answers queries over one library. It is safe for concurrent use
// until it is closed.
type Index struct {
	lib      *kb.Library
	words    *hanzi.Dictionary
	synonyms synonyms
	bleve    bleve.Index
	reader   index.IndexReader
	docs     []indexed // by the number that bleve gave them
	norms    []float32 // by the same: what BM25 makes of a document's length
	length   float64   // average of docs
	sounds   lexiconSounds
	closed   atomic.Bool
	tallies  sync.Pool // of *tally
	scanners sync.Pool // of *scanner
}

// An indexed document and its length in characters, as BM25 wants to know it.
type indexed struct {
	*kb.Document
	kind    kb.Kind // as the document has them, but at hand for counting
	classes []kb.ID
	length  float64
	folded  *foldedDocument // nil where the library is too large to keep it
}

// newDictionary returns the words that a library's text is cut by.
func newDictionary(lex kb.Lexicon) *hanzi.Dictionary {
	words := append([]string{}, lex.Words...)
	for _, s := range lex.Synonyms {
		words = append(append(words, s.Word), s.Said...)
	}
	return hanzi.NewDictionary(words)
}

// newIndex takes over b, which has the documents of lib.
func newIndex(lib *kb.Library, b bleve.Index) (*Index, error) {
	x := &Index{lib: lib, words: newDictionary(lib.Lexicon()), synonyms: newSynonyms(lib.Lexicon()), bleve: b}
	x.sounds = newLexiconSounds(x.words, lib.Lexicon())
	if err := x.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("indexer: %w", err), x.Close())
	}
	return x, nil
}

// open takes a view of the index and finds out which document is which.
func (x *Index) open() error {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return err
	}
	if x.reader, err = advanced.Reader(); err != nil {
		return err
	}
	count, err := x.reader.DocCount()
	if err != nil {
		return err
	}
	x.docs = make([]indexed, count)
	ids, err := x.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	total := 0.0
	for {
		id, err := ids.Next()
		if err != nil {
			return errors.Join(err, ids.Close())
		}
		if id == nil {
			break
		}
		name, err := x.reader.ExternalID(id)
		if err != nil {
			return errors.Join(err, ids.Close())
		}
		d, n := x.lib.Document(kb.ID(name)), int(id.Value()) //nolint:gosec // counts of documents
		if d == nil || n >= len(x.docs) {
			return errors.Join(fmt.Errorf("document %q is not in the library", name), ids.Close())
		}
		x.docs[n] = indexed{Document: d, kind: d.Kind, classes: d.Classes, length: lengthOf(d)}
		total += x.docs[n].length
	}
	x.length = total / float64(max(len(x.docs), 1))
	x.norms = make([]float32, len(x.docs))
	for i, d := range x.docs {
		x.norms[i] = float32(k1 * (1 - b + b*d.length/x.length))
	}
	x.keepFolded(int(total))
	return ids.Close()
}

// lengthOf estimates how many characters d has without reading them.
func lengthOf(d *kb.Document) float64 {
	n := len(d.Title)
	for _, a := range d.Asks {
		n += len(a)
	}
	for _, s := range d.Sections {
		n += len(s.Text)
	}
	return float64(n)/3 + 1
}

// errClosed is what an index says that has been closed.
var errClosed = errors.New("indexer: the index is closed")

// Library returns the library that x answers for.
func (x *Index) Library() *kb.Library { return x.lib }

// Count returns how many documents x holds.
func (x *Index) Count() int { return len(x.docs) }

// Close frees the index. No search may be under way.
func (x *Index) Close() error {
	if x.closed.Swap(true) {
		return errClosed
	}
	var err error
	if x.reader != nil {
		err = x.reader.Close()
	}
	if err := errors.Join(err, x.bleve.Close()); err != nil {
		return fmt.Errorf("indexer: close: %w", err)
	}
	return nil
}

// scan calls f with the terms of a field that begin with prefix, in order,
// until f returns false.
func (x *Index) scan(field, prefix string, f func(term string) bool) error {
	dict, err := x.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return fmt.Errorf("indexer: %w", err)
	}
	for {
		entry, err := dict.Next()
		if err != nil {
			return errors.Join(fmt.Errorf("indexer: %w", err), dict.Close())
		}
		if entry == nil || !f(entry.Term) {
			return dict.Close()
		}
	}
}

// runeCount is how many characters a folded text has.
func runeCount(s string) int { return utf8.RuneCountInString(s) }
