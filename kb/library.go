package kb

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// A Library is all content that is loaded: an immutable snapshot, safe for
// concurrent use.
type Library struct {
	settings  Settings
	lexicon   Lexicon
	documents []*Document // active, by kind and ID
	all       []*Document // with drafts and retired ones
	byID      map[ID]*Document
	byClass   map[ID][]*Document
	referrers map[ID][]*Document
	problems  Problems
	hash      string
	layers    int
	files     map[fileKey]*fileRecord
	described map[string]string // the last sound library.yaml by its place
	lexicons  map[fileKey]*lexiconRecord
	checks    map[fileKey]lexiconCheck
}

// Settings returns the description of the library.
func (l *Library) Settings() Settings { return l.settings }

// Lexicon returns the words that the library's subject needs. It is shared and
// must not be changed.
func (l *Library) Lexicon() Lexicon { return l.lexicon }

// Problems returns every defect that was found, sorted by position.
func (l *Library) Problems() Problems { return slices.Clone(l.problems) }

// Hash names the content: equal hashes mean equal documents in equal order and
// an equal lexicon.
func (l *Library) Hash() string { return l.hash }

// Layers returns how many layers were loaded.
func (l *Library) Layers() int { return l.layers }

// Documents returns the active documents by kind and ID. The slice is shared
// and must not be changed.
func (l *Library) Documents() []*Document { return l.documents }

// All returns every document, drafts and retired ones too, by kind and ID. The
// slice is shared and must not be changed.
func (l *Library) All() []*Document { return l.all }

// Document returns the document with the given ID in any status, or nil.
func (l *Library) Document(id ID) *Document { return l.byID[id] }

// OfKind returns the active documents of a kind by ID.
func (l *Library) OfKind(kind Kind) []*Document {
	var out []*Document
	for _, d := range l.documents {
		if d.Kind == kind {
			out = append(out, d)
		}
	}
	return out
}

// Class returns the active class with the given ID, or nil.
func (l *Library) Class(id ID) *Document {
	if d := l.byID[id]; d != nil && d.Kind == KindClass && d.Status == StatusActive {
		return d
	}
	return nil
}

// Category returns the category of a document: its own for a class, that of
// its main class for others, "" where there is none.
func (l *Library) Category(d *Document) Category {
	if d.Class != nil {
		return d.Class.Category
	}
	if c := l.byID[d.MainClass()]; c != nil && c.Class != nil {
		return c.Class.Category
	}
	return ""
}

// OfClass returns the active documents of a class other than the class itself:
// by kind, those whose main class it is before the others, then by ID. The
// slice is shared and must not be changed.
func (l *Library) OfClass(id ID) []*Document { return l.byClass[id] }

// Referrers returns the active documents that name id in their metadata or
// link to it, by kind and ID. The slice is shared and must not be changed.
func (l *Library) Referrers(id ID) []*Document { return l.referrers[id] }

// ReviewDue returns the day by which d is to be reviewed again; the zero Date
// for a retired document that does not say when it was reviewed.
func (l *Library) ReviewDue(d *Document) Date {
	if d.Reviewed.IsZero() {
		return Date{}
	}
	days := d.ReviewEvery
	if days == 0 {
		days = l.settings.ReviewEvery
	}
	return d.Reviewed.AddDays(days)
}

// NewLibrary returns a library of documents that were not loaded from files,
// such as a foreign corpus that search is measured on. It takes docs over and
// checks nothing; their IDs must differ.
func NewLibrary(settings Settings, lexicon Lexicon, docs []*Document) *Library {
	l := &Library{
		settings: settings, lexicon: lexicon, all: docs,
		byID:    make(map[ID]*Document, len(docs)),
		byClass: map[ID][]*Document{},
	}
	slices.SortFunc(l.all, compareDocuments)
	sum := sha256.New()
	for _, d := range l.all {
		l.byID[d.ID] = d
		for _, part := range []string{d.Layer, d.Path, d.Source} {
			sum.Write([]byte(part))
			sum.Write([]byte{0})
		}
		if d.Status != StatusActive {
			continue
		}
		l.documents = append(l.documents, d)
		for _, class := range d.Classes {
			if d.Kind != KindClass {
				l.byClass[class] = append(l.byClass[class], d)
			}
		}
	}
	for class, members := range l.byClass {
		slices.SortStableFunc(members, func(a, b *Document) int {
			if a.Kind == b.Kind && (a.MainClass() == class) != (b.MainClass() == class) {
				if a.MainClass() == class {
					return -1
				}
				return 1
			}
			return compareDocuments(a, b)
		})
	}
	l.lexicon.writeTo(sum)
	l.hash = hex.EncodeToString(sum.Sum(nil))
	return l
}

// compareDocuments orders by kind, then ID.
func compareDocuments(a, b *Document) int {
	if a.Kind != b.Kind {
		return a.Kind.rank() - b.Kind.rank()
	}
	return strings.Compare(string(a.ID), string(b.ID))
}
