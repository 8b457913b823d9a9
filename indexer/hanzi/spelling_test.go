package hanzi_test

import (
	"strings"
	"testing"

	"anku/indexer/hanzi"
)

// spelled joins spellings; * marks an incomplete syllable.
func spelled(spellings []hanzi.Spelling) string {
	var out []string
	for _, s := range spellings {
		joined := strings.Join(s.Syllables, " ")
		if s.Partial {
			joined += "*"
		}
		out = append(out, joined)
	}
	return strings.Join(out, ", ")
}

func TestParsePinyin(t *testing.T) {
	tests := []struct{ in, want string }{
		{"fudian", "fu dian, fu di an"},
		{"xian", "xian, xi an"},
		{"xi'an", "xi an"},
		{"xi’an", "xi an"},
		{"xi1an1", "xi an"},
		{"fangan", "fang an, fan gan"},
		{"tingdian", "ting dian, ting di an"},
		{"jiaowanfei", "jiao wan fei, ji ao wan fei, jia o wan fei, ji a o wan fei"},
		{"bulaidian", "bu lai dian, bu lai di an"},
		{"tousu", "tou su"},
		{"dianfei", "dian fei, di an fei"},
		{"shuang", "shuang, shu ang"},
		{"er", "er"},
		{"a", "a"},
		{"lv", "lv"},
		{"nv", "nv"},
		{"lü", "lv"},
		{"nve", "nve, nv e"},
		{"lue", "lve, lu e"},
		{"fu4dian4", "fu dian, fu di an"},
		{"fu4 dian4", ""},
		{"FuDian", "fu dian, fu di an"},
		{"ｆｕｄｉａｎ", "fu dian, fu di an"},
		{"fu'", "fu"},
		// the last syllable is only begun
		{"f", "f*"},
		{"zh", "zh*"},
		{"fud", "fu d*"},
		{"tingd", "ting d*"},
		{"gongdans", "gong dan s*"},
		// no pinyin
		{"", ""},
		{"sbsjwsj", ""},
		{"cfkk", ""},
		{"app", ""},
		{"sql", ""},
		{"10kv", ""},
		{"v", ""},
		{"i", ""},
		{"fu44", ""},
		{"4fu", ""},
		{"f4", ""},
		{"'fu", ""},
		{"fu''dian", ""},
		{"fu-dian", ""},
		{"复电", ""},
		{"fu\xff", ""},
		{strings.Repeat("fu", 200), ""},
	}
	for _, tt := range tests {
		t.Run(tt.in[:min(len(tt.in), 20)], func(t *testing.T) {
			if got := spelled(hanzi.ParsePinyin(tt.in)); got != tt.want {
				t.Errorf("ParsePinyin(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// There are never more than eight ways, and the best is kept.
func TestParsePinyinIsBounded(t *testing.T) {
	text := strings.Repeat("xian", 60)
	got := hanzi.ParsePinyin(text)
	if len(got) != 8 {
		t.Fatalf("ParsePinyin of 60 × xian has %d ways, want 8", len(got))
	}
	if best, want := strings.Join(got[0].Syllables, " "), strings.TrimSpace(strings.Repeat("xian ", 60)); best != want {
		t.Errorf("the best way is %q, want %q", best, want)
	}
}

func FuzzParsePinyin(f *testing.F) {
	for _, s := range []string{"", "fudian", "xi'an", "fu4dian4", "lüe", "nue", "Ｆud", "sbsjwsj", "xianxianxian", "a'", "fu’5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		spellings := hanzi.ParsePinyin(s)
		if len(spellings) > 8 {
			t.Fatalf("ParsePinyin(%q) has %d ways", s, len(spellings))
		}
		want := letters(s)
		seen := make(map[string]bool)
		for _, spelling := range spellings {
			if spelling.Partial != spellings[0].Partial {
				t.Fatalf("ParsePinyin(%q) mixes full and partial ways: %v", s, spellings)
			}
			joined := strings.Join(spelling.Syllables, " ")
			if seen[joined] {
				t.Fatalf("ParsePinyin(%q) has %q twice", s, joined)
			}
			seen[joined] = true
			if got := letters(strings.Join(spelling.Syllables, "")); got != want {
				t.Fatalf("ParsePinyin(%q) has %q, whose letters are %q, want %q", s, joined, got, want)
			}
			for i, syllable := range spelling.Syllables {
				partial := spelling.Partial && i == len(spelling.Syllables)-1
				if hanzi.IsSyllable(syllable) == partial {
					t.Fatalf("ParsePinyin(%q) has %q, of which %q is a syllable: %v", s, joined, syllable, !partial)
				}
			}
		}
	})
}

// letters returns s without what only divides syllables, in one spelling of
// lve and nve.
func letters(s string) string {
	s = strings.NewReplacer("ü", "v", "'", "", "’", "").Replace(hanzi.FoldString(s))
	s = strings.Map(func(r rune) rune {
		if '0' <= r && r <= '5' {
			return -1
		}
		return r
	}, s)
	return strings.NewReplacer("lue", "lve", "nue", "nve").Replace(s)
}
