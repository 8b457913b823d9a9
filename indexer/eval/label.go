package eval

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"anku/kb"
)

// A Label is a query with what it should lead to.
type Label struct {
	ID      string // of the query in run files, made from its text
	Query   string
	Classes []kb.ID // any of them is right
	Intent  kb.Kind // of the document that is wanted
	Note    string  // the sort of query, may be empty
}

// ReadLabels reads labelled queries. Known says which classes there are.
func ReadLabels(name string, r io.Reader, known func(class kb.ID) bool) ([]Label, error) {
	var out []Label
	taken := map[string]bool{}
	err := readTable(name, r, func(columns []string) error {
		if len(columns) < 3 || len(columns) > 4 {
			return fmt.Errorf("%d columns, expected query, class, intent and note, divided by tabs", len(columns))
		}
		l := Label{Query: columns[0], Intent: kb.Kind(columns[2])}
		if len(columns) == 4 {
			l.Note = columns[3]
		}
		if l.Query == "" {
			return errors.New("query is empty, expected a question")
		}
		if !l.Intent.Valid() {
			return fmt.Errorf("intent %q is unknown, expected script, case, standard, class or lesson", l.Intent)
		}
		var err error
		if l.Classes, err = parseClasses(columns[1], known); err != nil {
			return err
		}
		l.ID = labelID(l.Query, taken)
		out = append(out, l)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no queries, expected query<TAB>class<TAB>intent<TAB>note", name)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// labelID makes an id of a query: its text with "_" for white space, so that
// two runs can be compared after queries have been added, and with a number
// where the same text was there before.
func labelID(query string, taken map[string]bool) string {
	id := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, query)
	for n, plain := 2, id; taken[id]; n++ {
		id = fmt.Sprintf("%s_%d", plain, n)
	}
	taken[id] = true
	return id
}

// A Complaint is a customer's text with the class that it belongs to.
type Complaint struct {
	Classes []kb.ID // any of them is right
	Text    string
}

// ReadComplaints reads complaints; columns after the text are left to whoever
// wrote them. Known says which classes there are.
func ReadComplaints(name string, r io.Reader, known func(class kb.ID) bool) ([]Complaint, error) {
	var out []Complaint
	err := readTable(name, r, func(columns []string) error {
		if len(columns) < 2 || columns[1] == "" {
			return errors.New("text is missing, expected class and text, divided by a tab")
		}
		classes, err := parseClasses(columns[0], known)
		out = append(out, Complaint{classes, columns[1]})
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no complaints, expected class<TAB>text", name)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// readTable calls record with the columns of each line but a header.
func readTable(name string, r io.Reader, record func(columns []string) error) error {
	first := true
	return readLines(name, r, func(_ *lines, line string) error {
		header := first && (strings.HasPrefix(line, "query") || strings.HasPrefix(line, "class_id"))
		first = false
		if header {
			return nil
		}
		columns := strings.Split(line, "\t")
		for i, c := range columns {
			columns[i] = strings.TrimSpace(c)
		}
		return record(columns)
	})
}

// parseClasses reads a list of classes.
func parseClasses(list string, known func(kb.ID) bool) ([]kb.ID, error) {
	var out []kb.ID
	for name := range strings.SplitSeq(list, ",") {
		class := kb.ID(strings.TrimSpace(name))
		if !known(class) {
			return nil, fmt.Errorf("class %q is unknown, expected the id of a class, or several with commas", class)
		}
		if !slices.Contains(out, class) {
			out = append(out, class)
		}
	}
	return out, nil
}
