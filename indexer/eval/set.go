package eval

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Passage is a document of a test set.
type Passage struct {
	ID    string
	Title string // may be empty
	Text  string
}

// A Query is a question of a test set.
type Query struct {
	ID   string
	Text string
}

// ReadCorpus reads the passages of a test set, in their order. The name stands
// for r in errors.
func ReadCorpus(name string, r io.Reader) ([]Passage, error) {
	var out []Passage
	seen := places{}
	err := readLines(name, r, func(l *lines, line string) error {
		rec, err := parseRecord(line)
		if err != nil {
			return err
		}
		out = append(out, Passage{ID: string(rec.id()), Title: rec.Title, Text: *rec.Text})
		return seen.add(string(rec.id()), l.n)
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no passages, expected one JSON object a line", name)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// ReadQueries reads the queries of a test set, in their order.
func ReadQueries(name string, r io.Reader) ([]Query, error) {
	var out []Query
	seen := places{}
	err := readLines(name, r, func(l *lines, line string) error {
		rec, err := parseRecord(line)
		if err != nil {
			return err
		}
		if strings.TrimSpace(*rec.Text) == "" {
			return errors.New("text is empty, expected a question")
		}
		out = append(out, Query{ID: string(rec.id()), Text: *rec.Text})
		return seen.add(string(rec.id()), l.n)
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no queries, expected one JSON object a line", name)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// A record is a line of a corpus or of queries.
type record struct {
	ID    recordID `json:"id"`
	BEIR  recordID `json:"_id"`
	Title string   `json:"title"`
	Text  *string  `json:"text"`
}

func (r record) id() recordID { return cmp.Or(r.ID, r.BEIR) }

// parseRecord reads one line.
func parseRecord(line string) (record, error) {
	const want = `expected {"id": "…", "text": "…"}`
	var rec record
	err := json.Unmarshal([]byte(line), &rec)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return rec, fmt.Errorf("%s is of type %s, expected a string", wrongType.Field, wrongType.Value)
	case errors.As(err, &wrongType):
		return rec, fmt.Errorf("line is of type %s, %s", wrongType.Value, want)
	case err != nil:
		return rec, fmt.Errorf("line is not JSON: %w, %s", err, want)
	case rec.Text == nil && rec.id() != "":
		return rec, fmt.Errorf("text is missing, %s", want)
	}
	return rec, checkID(string(rec.id()))
}

// A recordID is an id in JSON: a string or a whole number.
type recordID string

// UnmarshalJSON implements json.Unmarshaler.
func (id *recordID) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if data[0] == '"' {
		return json.Unmarshal(data, (*string)(id))
	}
	if strings.Trim(string(data), "0123456789") == "" {
		*id = recordID(data)
		return nil
	}
	kind := "number " + string(data)
	switch data[0] {
	case '{':
		kind = "object"
	case '[':
		kind = "array"
	case 't', 'f':
		kind = "bool"
	}
	return &json.UnmarshalTypeError{Value: kind} // the decoder adds which member
}
