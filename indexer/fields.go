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

// The fields of the index. Their terms are folded.
const (
	fieldAll       = "all"       // bigrams of the whole text, with how often
	fieldShort     = "short"     // bigrams of title, asks, tags and class
	fieldChar      = "char"      // characters of the whole text
	fieldShortChar = "shortchar" // characters of what fieldShort has
	fieldPinyin    = "pinyin"    // wordings by their sound, see [vocabulary]
	fieldInitials  = "initials"  // wordings by the first letters of their sound
)

// isShort reports whether a field is written to be found: people's own words
// and names of things. Prose matches much by accident.
func isShort(f kb.Field) bool {
	switch f {
	case kb.FieldTitle, kb.FieldAsks, kb.FieldTags, kb.FieldClass:
		return true
	}
	return false
}

// newMapping returns the mapping of a new index. Documents come analysed and
// are read term by term, so it says nothing.
func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentStaticMapping()
	return m
}

// A cut is text that has been divided into terms; bleve takes it as it is.
type cut analysis.TokenStream

// Analyze implements bleve's analysis.Analyzer.
func (c cut) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(c) }

// newCut turns terms into bleve's tokens.
func newCut(terms []string) cut {
	all := make([]analysis.Token, len(terms))
	stream := make(cut, len(terms))
	for i, t := range terms {
		all[i] = analysis.Token{Term: []byte(t), Position: i + 1}
		stream[i] = &all[i]
	}
	return stream
}

// texts returns what each field of d is searched by.
func texts(lib *kb.Library, d *kb.Document) map[kb.Field]string {
	var heads, body, lines, classes []string
	for _, s := range d.Sections {
		if s.Heading != "" {
			heads = append(heads, s.Heading)
		}
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

// newDocument returns d as bleve indexes it; v has the sounds of its words.
func newDocument(lib *kb.Library, d *kb.Document, v *vocabulary) *document.Document {
	var all, short, char, shortChar, pinyin, initials []string
	byField := texts(lib, d)
	for _, field := range kb.Fields() {
		text := byField[field]
		if text == "" {
			continue
		}
		grams, singles := terms(hanzi.Bigrams(text)), terms(hanzi.Unigrams(text))
		all, char = append(all, grams...), append(char, singles...)
		if isShort(field) {
			short, shortChar = append(short, grams...), append(shortChar, singles...)
		}
		p, i := v.sounds(text, field)
		pinyin, initials = append(pinyin, p...), append(initials, i...)
	}
	out := document.NewDocument(string(d.ID))
	add := func(name string, terms []string, options index.FieldIndexingOptions) {
		if len(terms) > 0 {
			out.AddField(document.NewTextFieldCustom(name, nil, nil, options, newCut(terms)))
		}
	}
	add(fieldAll, all, index.IndexField)
	add(fieldShort, short, index.IndexField|index.SkipFreqNorm)
	add(fieldChar, char, index.IndexField|index.SkipFreqNorm)
	add(fieldShortChar, shortChar, index.IndexField|index.SkipFreqNorm)
	add(fieldPinyin, pinyin, index.IndexField|index.SkipFreqNorm)
	add(fieldInitials, initials, index.IndexField|index.SkipFreqNorm)
	return out
}

func terms(grams []hanzi.Gram) []string {
	out := make([]string, len(grams))
	for i, g := range grams {
		out[i] = g.Term
	}
	return out
}
