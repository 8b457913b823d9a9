package indexer

import (
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"anku/indexer/hanzi"
	"anku/kb"
)

// Names of the fields that are not in [kb.Fields].
const (
	fieldAll       = "all"
	fieldChar      = "char"
	fieldShortChar = "shortchar"
	fieldKind      = "kind"
	fieldClasses   = "classes"
	fieldCategory  = "category"
)

// weights of the fields in the score. The title and the asks are short and
// written to be found; prose matches much by accident.
var weights = map[kb.Field]float64{
	kb.FieldTitle:    2.0,
	kb.FieldAsks:     2.0,
	kb.FieldLines:    1.0,
	kb.FieldHeadings: 0.6,
	kb.FieldClass:    1.2,
	kb.FieldTags:     1.0,
}

// Weights of the fields that are not in [kb.Fields]. On the development
// queries, single characters of title and asks at 2.0 raised the share of right
// classes in first place from 0.633 to 0.675; they find what is put in other
// words.
const (
	allWeight       = 1.0 // the text as a whole, which stands for the body
	charWeight      = 0.8
	shortCharWeight = 2.0
)

// newMapping returns the mapping of a new index. Documents come analysed, so
// it says no more than how to score.
func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	m.DefaultMapping = mapping.NewDocumentStaticMapping()
	return m
}

// A cut is text that has been divided into terms; bleve takes it as it is.
type cut analysis.TokenStream

// Analyze implements bleve's analysis.Analyzer.
func (c cut) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(c) }

// newCut turns grams into bleve's tokens.
func newCut(grams []hanzi.Gram) cut {
	all := make([]analysis.Token, len(grams))
	stream := make(cut, len(grams))
	for i, g := range grams {
		all[i] = analysis.Token{Term: []byte(g.Term), Start: g.Start, End: g.End, Position: i + 1}
		stream[i] = &all[i]
	}
	return stream
}

// texts returns what each field of d is searched by.
func texts(lib *kb.Library, d *kb.Document) map[kb.Field]string {
	var heads, body, lines, classes []string
	for _, s := range d.Sections {
		heads = append(heads, s.Heading)
		heads = append(heads, s.Heads...)
		if d.Kind != kb.KindScript || s.Heading != "这样说" {
			body = append(body, s.Text)
		}
	}
	for _, l := range d.Lines() {
		lines = append(lines, l.Text)
	}
	for _, id := range d.Classes {
		if c := lib.Document(id); c != nil && id != d.ID {
			classes = append(classes, c.Title)
		}
	}
	if d.Standard != nil {
		body = append(body, d.Standard.Document, d.Standard.Article)
	}
	return map[kb.Field]string{
		kb.FieldTitle:    d.Title,
		kb.FieldAsks:     strings.Join(d.Asks, "\n"),
		kb.FieldLines:    strings.Join(lines, "\n"),
		kb.FieldHeadings: strings.Join(heads, "\n"),
		kb.FieldBody:     strings.Join(body, "\n"),
		kb.FieldClass:    strings.Join(classes, "\n"),
		kb.FieldTags:     strings.Join(d.Tags, "\n"),
	}
}

// newDocument returns d as bleve indexes it, and adds the number of its tokens
// in each field to counts.
func newDocument(lib *kb.Library, d *kb.Document, counts map[string]int) *document.Document {
	out := document.NewDocument(string(d.ID))
	add := func(name string, grams []hanzi.Gram) {
		counts[name] += len(grams)
		out.AddField(document.NewTextFieldCustom(name, nil, nil, index.IndexField, newCut(grams)))
	}
	var all, char, short []hanzi.Gram
	byField := texts(lib, d)
	for _, field := range kb.Fields() {
		text := byField[field]
		if text == "" {
			continue
		}
		grams := hanzi.Bigrams(text)
		if field != kb.FieldBody {
			add(string(field), grams)
		}
		all = append(all, grams...)
		singles := hanzi.Unigrams(text)
		if field == kb.FieldTitle || field == kb.FieldAsks {
			short = append(short, singles...)
		}
		char = append(char, singles...)
	}
	add(fieldAll, all)
	add(fieldChar, char)
	add(fieldShortChar, short)
	out.AddField(keyword(fieldKind, string(d.Kind)))
	out.AddField(keyword(fieldCategory, string(lib.Category(d))))
	for _, id := range d.Classes {
		out.AddField(keyword(fieldClasses, string(id)))
	}
	return out
}

// keyword returns a field whose one term is the value itself; doc values let
// facets count it.
func keyword(name, value string) document.Field {
	return document.NewTextFieldCustom(name, nil, []byte(value), index.IndexField|index.DocValues|index.SkipFreqNorm, nil)
}
