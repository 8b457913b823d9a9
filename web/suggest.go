package web

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

const (
	// defaultSuggestions and maxSuggestions bound what the API is asked for.
	defaultSuggestions = 8
	maxSuggestions     = 20
	// deskSuggestions is how many rows the desk shows.
	deskSuggestions = 5
	// wantedSuggestions is how many the desk asks for: it leaves some out.
	wantedSuggestions = 12
	// suggestRunes is the longest text that the desk completes. What is longer
	// has been pasted, or says already what it means.
	suggestRunes = 30
	// partTyped is the value of part by which the script asks while a query is
	// being typed.
	partTyped = "typed"
)

// apiSuggest is GET /api/v1/suggest.
func (s *Server) apiSuggest(c *gin.Context, snap Snapshot) (any, error) {
	values, err := readValues(c.Request.URL)
	if err != nil {
		return nil, err
	}
	limit := defaultSuggestions
	if !readNumber(values, "limit", 1, &limit) || limit > maxSuggestions {
		return nil, badRequest("limit 要是一个整数，从 1 到 20。")
	}
	q := kb.Query{Text: values.Get("q")}
	if err := q.Validate(); err != nil {
		return nil, err
	}
	return snap.Searcher.Suggest(c.Request.Context(), q.Text, limit)
}

// A suggestionView is a row of the list under the search box.
type suggestionView struct {
	N     int // from 1
	Kind  kb.Kind
	Label string // of the kind
	Text  kb.Snippet
	URL   string // of the desk with the text as its query and the document chosen
}

// suggest returns what text may become, without what already stands on the
// page: the text itself and the titles of the hits.
func suggest(ctx context.Context, s Searcher, text string, hits []kb.Hit) ([]suggestionView, error) {
	if utf8.RuneCountInString(text) > suggestRunes {
		return nil, nil
	}
	found, err := s.Suggest(ctx, text, wantedSuggestions)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{bare(text): true}
	for _, h := range hits {
		seen[bare(h.Title)] = true
	}
	var out []suggestionView
	for _, sug := range found.Suggestions {
		key := bare(sug.Text)
		if seen[key] || len(out) == deskSuggestions {
			continue
		}
		seen[key] = true
		out = append(out, newSuggestionView(len(out)+1, sug))
	}
	return out, nil
}

func newSuggestionView(n int, s kb.Suggestion) suggestionView {
	out := suggestionView{
		N: n, Kind: s.Kind, Label: s.Kind.Label(), Text: s.Snippet,
		URL: deskURL(kb.Query{Text: s.Text}, s.ID, 0),
	}
	if out.Text.String() != s.Text {
		out.Text = kb.Snippet{{Text: s.Text}}
	}
	return out
}

// bare returns the letters and digits of text in lower case: wordings that
// differ in the rest are the same to whoever looks for something.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
