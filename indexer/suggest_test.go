package indexer_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"anku/indexer"
	"anku/indexer/hanzi"
	"anku/kb"
)

// suggest returns what x suggests for text.
func suggest(t *testing.T, x *indexer.Index, text string, limit int) []kb.Suggestion {
	t.Helper()
	res, err := x.Suggest(t.Context(), text, limit)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if res.Query != text {
		t.Errorf("%q: the answer is to %q", text, res.Query)
	}
	return res.Suggestions
}

func TestSuggest(t *testing.T) {
	x := ladder(t)
	tests := []struct {
		name, text string
		want       string // the first suggestion
		field      kb.Field
		how        kb.How
		id         kb.ID
	}{
		{"beginning of a title", "电杆", "电杆歪了", kb.FieldTitle, kb.HowWord, "pole"},
		{"longer beginning", "电杆要", "电杆要倒了", kb.FieldAsks, kb.HowWord, "pole"},
		{"beginning of a question", "申请验", "申请验表", kb.FieldAsks, kb.HowWord, "test"},
		{"one character", "验", "验表登记", kb.FieldTitle, kb.HowWord, "test"},
		{"middle of a question", "要倒", "电杆要倒了", kb.FieldAsks, kb.HowWord, "pole"},
		{"pinyin", "taiqu", "台区改造", kb.FieldTitle, kb.HowPinyin, "station"},
		{"beginning of pinyin", "taiq", "台区改造", kb.FieldTitle, kb.HowPrefix, "station"},
		{"initials", "ckpd", "窗口排队", kb.FieldTitle, kb.HowInitials, "window"},
		{"synonym", "电线杆", "电杆歪了", kb.FieldTitle, kb.HowSynonym, "pole"},
		{"homophone", "太区", "台区改造", kb.FieldTitle, kb.HowHomophone, "station"},
		{"beginning of a number", "955", "95598 投诉受理", kb.FieldTitle, kb.HowPrefix, "hotline"},
		{"traditional", "電桿", "电杆歪了", kb.FieldTitle, kb.HowWord, "pole"},
		{"full width", "ＡＰＰ", "App 交费", kb.FieldTitle, kb.HowWord, "app"},
		{"mixed", "fudian慢", "复电慢", kb.FieldTitle, kb.HowPinyin, "slow"},
		{"question word", "复电怎么", "复电怎么慢", kb.FieldAsks, kb.HowWord, "slow"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := suggest(t, x, tt.text, 5)
			if len(got) == 0 {
				t.Fatalf("%q suggests nothing, want %q", tt.text, tt.want)
			}
			s := got[0]
			if s.Text != tt.want || s.Field != tt.field || s.How != tt.how || s.ID != tt.id {
				t.Errorf("%q suggests %q (%s of %s, %s), want %q (%s of %s, %s)",
					tt.text, s.Text, s.Field, s.ID, s.How, tt.want, tt.field, tt.id, tt.how)
			}
			if s.Kind != kb.KindScript || s.URL != "/scripts/"+string(tt.id) {
				t.Errorf("%q: kind %s at %s, want a script at /scripts/%s", tt.text, s.Kind, s.URL, tt.id)
			}
		})
	}
}

// TestSuggestNothing has text that nothing begins with; the list is empty, not
// null.
func TestSuggestNothing(t *testing.T) {
	x := ladder(t)
	for _, text := range []string{"", " ", "？！", "中微子", "zzzz", "😀", "\x00"} {
		res, err := x.Suggest(t.Context(), text, 5)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if res.Suggestions == nil || len(res.Suggestions) != 0 {
			t.Errorf("%q suggests %#v, want an empty list", text, res.Suggestions)
		}
	}
}

func TestSuggestRefuses(t *testing.T) {
	x := ladder(t)
	for name, q := range map[string]kb.Query{
		"too long":       {Text: strings.Repeat("电", kb.MaxQueryRunes+1), Limit: 5},
		"not UTF-8":      {Text: "\xff", Limit: 5},
		"negative limit": {Text: "电", Limit: -1},
		"large limit":    {Text: "电", Limit: kb.MaxLimit + 1},
	} {
		if _, err := x.Suggest(t.Context(), q.Text, q.Limit); !errors.Is(err, kb.ErrBadQuery) {
			t.Errorf("%s: error %v, want ErrBadQuery", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Suggest(ctx, "复电", 5); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestSuggestOfTheLibrary holds what every suggestion must be: a title or a
// question of a document, once, marked, and no more than were asked for.
func TestSuggestOfTheLibrary(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{"电", "停电", "交费", "fu", "fud", "fudian", "tingd", "td", "複電", "９５", "表怎么", "投诉要几天", "客户说电费太高了不肯走"} {
		for _, limit := range []int{1, 8, kb.MaxLimit} {
			got := suggest(t, x, text, limit)
			if len(got) > limit {
				t.Errorf("%q: %d suggestions, want at most %d", text, len(got), limit)
			}
			seen := map[string]bool{}
			for _, s := range got {
				d := x.Library().Document(s.ID)
				switch {
				case s.Field == kb.FieldTitle && s.Text != d.Title,
					s.Field == kb.FieldAsks && !slices.Contains(d.Asks, s.Text),
					s.Field != kb.FieldTitle && s.Field != kb.FieldAsks:
					t.Errorf("%q: %q is no %s of %s", text, s.Text, s.Field, s.ID)
				}
				if s.Snippet.String() != s.Text {
					t.Errorf("%q: %q is marked as %q", text, s.Text, s.Snippet)
				}
				checkSnippet(t, text, s.Text, s.Snippet)
				if key := hanzi.FoldString(s.Text); seen[key] {
					t.Errorf("%q: %q comes twice", text, s.Text)
				} else {
					seen[key] = true
				}
			}
		}
	}
}

// TestSuggestLimitKeepsTheOrder holds that fewer suggestions are the first of
// more.
func TestSuggestLimitKeepsTheOrder(t *testing.T) {
	x := openEmbedded(t)
	texts := func(all []kb.Suggestion) []string {
		var out []string
		for _, s := range all {
			out = append(out, s.Text)
		}
		return out
	}
	for _, text := range []string{"停电", "fudian", "投诉"} {
		few, many := texts(suggest(t, x, text, 3)), texts(suggest(t, x, text, 20))
		if len(many) < 3 || !slices.Equal(few, many[:3]) {
			t.Errorf("%q: three are %q, of twenty %q", text, few, many)
		}
	}
}
