package kb

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"strings"
	"unicode/utf8"
)

// Bounds of a query.
const (
	MaxQueryRunes = 5000 // a pasted complaint; longer text is refused
	MaxLimit      = 100  // hits on one page
	MaxOffset     = 1000 // hits that can be paged over
	DefaultLimit  = 10   // hits where a query does not say
)

// ErrBadQuery is wrapped by the error for a query that cannot be answered. Its
// text says in one Chinese sentence what to change.
var ErrBadQuery = errors.New("查询不合法")

// A Query asks the library for documents. Text is always text: no character of
// it has a special meaning.
type Query struct {
	Text     string
	Kind     Kind     // only this kind; "" means all
	Class    ID       // only documents of this class; "" means all
	Category Category // only this category; "" means all
	Limit    int      // hits to return; 0 means DefaultLimit
	Offset   int      // hits to skip
}

// queryError is an ErrBadQuery with a sentence for people.
type queryError string

// Error returns the sentence.
func (e queryError) Error() string { return string(e) }

// Is makes the error an ErrBadQuery.
func (e queryError) Is(target error) bool { return target == ErrBadQuery }

// Validate fills in defaults and reports the first thing that makes q
// unanswerable, as an [ErrBadQuery].
func (q *Query) Validate() error {
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	switch {
	case len(q.Text) > MaxQueryRunes*utf8.UTFMax, utf8.RuneCountInString(q.Text) > MaxQueryRunes:
		return queryError("查询太长，请缩短到 5000 字以内")
	case !utf8.ValidString(q.Text):
		return queryError("查询不是合法的 UTF-8 文字")
	case q.Kind != "" && !q.Kind.Valid():
		return queryError("kind 只能是 script、case、standard、class 或 lesson")
	case q.Category != "" && !q.Category.Valid():
		return queryError("category 只能是 service、business、outage、quality 或 grid")
	case q.Class != "" && !q.Class.Valid():
		return queryError("class 不是合法的问题类编号")
	case q.Limit < 1 || q.Limit > MaxLimit:
		return queryError("limit 要在 1 到 100 之间")
	case q.Offset < 0 || q.Offset > MaxOffset:
		return queryError("offset 要在 0 到 1000 之间")
	}
	return nil
}

// Results is the answer to a query. It marshals to the JSON of the API and of
// the command line.
type Results struct {
	Query       string   `json:"query"`
	TookMS      float64  `json:"took_ms"`
	Total       int      `json:"total"` // documents that match, not only those returned
	Hits        []Hit    `json:"hits"`
	Facets      Facets   `json:"facets"`
	Corrections []string `json:"corrections"` // wordings that were perhaps meant
}

// A Hit is one document that matches, best first.
type Hit struct {
	ID       ID                  `json:"id"`
	Kind     Kind                `json:"kind"`
	Title    string              `json:"title"`
	Class    ID                  `json:"class"`
	Also     []ID                `json:"also"`
	Category Category            `json:"category"`
	Score    float64             `json:"score"`
	Reasons  []Reason            `json:"reasons"`
	Snippets map[Field][]Snippet `json:"snippets"`
	Lines    []string            `json:"lines"` // of a script, to say
	URL      string              `json:"url"`
}

// TitleSnippet returns the title with its matches marked.
func (h Hit) TitleSnippet() Snippet {
	if s := h.Snippets[FieldTitle]; len(s) == 1 && s[0].String() == h.Title {
		return s[0]
	}
	return Snippet{{Text: h.Title}}
}

// BestSnippet returns the excerpt that says most about why the document
// matches: how people put it, then what is said, then the rest. It is nil where
// only the title, a tag or the class matches.
func (h Hit) BestSnippet() Snippet {
	for _, field := range []Field{FieldAsks, FieldLines, FieldBody, FieldHeadings} {
		if s := h.Snippets[field]; len(s) > 0 {
			return s[0]
		}
	}
	return nil
}

// Field is a part of a document that is searched.
type Field string

// The fields, in the order in which a hit shows them.
const (
	FieldTitle    Field = "title"
	FieldAsks     Field = "asks"
	FieldLines    Field = "lines"
	FieldHeadings Field = "headings"
	FieldBody     Field = "body"
	FieldClass    Field = "class"
	FieldTags     Field = "tags"
)

// Fields returns the fields in the order in which a hit shows them.
func Fields() []Field {
	return []Field{FieldTitle, FieldAsks, FieldLines, FieldHeadings, FieldBody, FieldClass, FieldTags}
}

// A Reason says by which step a document was found.
type Reason struct {
	How     How    `json:"how"`
	Query   string `json:"query"`   // the wording of the query
	Matched string `json:"matched"` // the wording of the document
}

// How is a step of the match ladder.
type How string

// The steps of the ladder, the surest first.
const (
	HowWord      How = "word"      // the document has the very characters of the query
	HowSynonym   How = "synonym"   // a word of the lexicon stands for one of the query
	HowPinyin    How = "pinyin"    // the query is spelled in letters
	HowInitials  How = "initials"  // the query has the first letters of the syllables
	HowHomophone How = "homophone" // the words sound alike
	HowPrefix    How = "prefix"    // the query has the beginning of the word
)

// Suggestions are what a query that is being typed may become.
type Suggestions struct {
	Query       string       `json:"query"`
	Suggestions []Suggestion `json:"suggestions"` // the likeliest first
}

// A Suggestion is a title or a question of the library that begins as, or
// contains, what was typed.
type Suggestion struct {
	Text    string  `json:"text"`
	Snippet Snippet `json:"snippet"` // Text with the matches marked
	Field   Field   `json:"field"`   // FieldTitle or FieldAsks
	How     How     `json:"how"`
	ID      ID      `json:"id"` // of the document that it comes from
	Kind    Kind    `json:"kind"`
	URL     string  `json:"url"`
}

// A ClassScore says how much speaks for a class of problems.
type ClassScore struct {
	ID    ID      `json:"id"`
	Title string  `json:"title"`
	Share float64 `json:"share"` // of the votes, between 0 and 1
}

// Facets count the matching documents by kind, class and category.
type Facets struct {
	Kind     []FacetCount `json:"kind"`
	Class    []FacetCount `json:"class"`
	Category []FacetCount `json:"category"`
}

// A FacetCount is how many matching documents have a value.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// A Snippet is a passage of a document with the matches marked.
type Snippet []Span

// A Span is a stretch of a snippet.
type Span struct {
	Text string
	Mark bool // whether it matched
}

// HTML returns the snippet as HTML: text escaped, matches in <mark>.
func (s Snippet) HTML() string {
	var b strings.Builder
	for _, span := range s {
		if span.Mark {
			b.WriteString("<mark>" + html.EscapeString(span.Text) + "</mark>")
		} else {
			b.WriteString(html.EscapeString(span.Text))
		}
	}
	return b.String()
}

// String returns the snippet without marks.
func (s Snippet) String() string {
	var b strings.Builder
	for _, span := range s {
		b.WriteString(span.Text)
	}
	return b.String()
}

// MarshalJSON returns [Snippet.HTML] as a JSON string, with the marks as they
// are where the encoder allows it.
func (s Snippet) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s.HTML())
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Snippet) UnmarshalJSON(data []byte) error {
	var marked string
	if err := json.Unmarshal(data, &marked); err != nil {
		return err
	}
	*s = nil
	for rest := marked; rest != ""; {
		before, after, _ := strings.Cut(rest, "<mark>")
		inside, tail, _ := strings.Cut(after, "</mark>")
		if before != "" {
			*s = append(*s, Span{Text: html.UnescapeString(before)})
		}
		if inside != "" {
			*s = append(*s, Span{Text: html.UnescapeString(inside), Mark: true})
		}
		rest = tail
	}
	return nil
}
