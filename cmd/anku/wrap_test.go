package main

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"anku/kb"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name    string
		text    string // matches between * and *
		columns int
		want    []string
	}{
		{"fits", "屋里黑着", 8, []string{"屋里黑着"}},
		{"between characters", "屋里黑着是真难熬", 10, []string{"屋里黑着是", "真难熬"}},
		{"no limit", "屋里黑着是真难熬", 0, []string{"屋里黑着是真难熬"}},
		{"no closing mark at the beginning", "屋里黑着是，真难熬。", 10, []string{"屋里黑着", "是，真难", "熬。"}},
		{"no opening mark at the end", "您说“等着”就行", 6, []string{"您说", "“等", "着”就", "行"}},
		{"words and figures stay whole", "结清后 24 小时内打 95598 催", 8, []string{"结清后", "24 小时", "内打", "95598 催"}},
		{"a word is moved", "请打 95598 催", 8, []string{"请打", "95598 催"}},
		{"a word that fits nowhere is cut", "编号 abcdefghijkl", 6, []string{"编号", "abcdef", "ghijkl"}},
		{"matches go on", "屋里*黑着是真*难熬", 8, []string{"屋里*黑着*", "*是真*难熬"}},
		{"nothing", "", 8, []string{""}},
		{"what is not printed", "屋\x1b[31m里\u009b黑\u202e着\n亮", 0, []string{"屋[31m里黑着 亮"}},
		{"combining marks take no room", "e\u0301e\u0301e\u0301", 3, []string{"e\u0301e\u0301e\u0301"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var text kb.Snippet
			for i, part := range strings.Split(test.text, "*") {
				text = append(text, kb.Span{Text: part, Mark: i%2 == 1})
			}
			var got []string
			for _, line := range wrap(text, test.columns) {
				var b strings.Builder
				for _, span := range line {
					if span.Mark {
						b.WriteString("*" + span.Text + "*")
					} else {
						b.WriteString(span.Text)
					}
				}
				got = append(got, b.String())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestWrapKeepsText wraps every sentence to say of the embedded library: no
// line is too long and no character is lost.
func TestWrapKeepsText(t *testing.T) {
	lib, err := new(content).load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sentences := 0
	for _, d := range lib.OfKind(kb.KindScript) {
		for _, l := range d.Lines() {
			sentences++
			for _, columns := range []int{2, 9, 33, 73} {
				var all strings.Builder
				for _, line := range wrap(kb.Snippet{{Text: l.Text}}, columns) {
					text := line.String()
					if n := columnsOf(text); n > columns {
						t.Errorf("%s in %d columns: %q takes %d", d.ID, columns, text, n)
					}
					if r, _ := utf8.DecodeRuneInString(text); columns > 4 && strings.ContainsRune(closing, r) {
						t.Errorf("%s in %d columns: %q begins with %q", d.ID, columns, text, r)
					}
					all.WriteString(text)
				}
				if got, want := strings.ReplaceAll(all.String(), " ", ""), strings.ReplaceAll(l.Text, " ", ""); got != want {
					t.Errorf("%s in %d columns: got %q, want %q", d.ID, columns, got, want)
				}
			}
		}
	}
	if sentences < 50 {
		t.Errorf("sentences: got %d, want those of the whole library", sentences)
	}
}
