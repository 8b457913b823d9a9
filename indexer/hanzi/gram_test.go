package hanzi_test

import (
	"strings"
	"testing"

	"anku/indexer/hanzi"
)

func TestBigrams(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"sentence", "复电太慢", "复电 电太 太慢"},
		{"traditional", "覆電", "复电"},
		{"one character", "电", "电"},
		{"lone character between words", "10 号 a", "10 号 a"},
		{"punctuation divides", "停电，报修", "停电 报修"},
		{"mixed", "10kV停电", "10kv 停电"},
		{"digits and Han", "3号楼", "3 号楼"},
		{"hotline", "95598投诉", "95598 投诉"},
		{"decimal", "扣了98.6元", "扣了 98.6 元"},
		{"full stop is no decimal", "3.停电", "3 停电"},
		{"full width", "２２０Ｖ", "220v"},
		{"only punctuation", "？！*~/.", ""},
		{"emoji", "电😀费", "电 费"},
		{"line break", "停\n电", "停 电"},
		{"accents", "Été café", "été café"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var terms []string
			for _, g := range hanzi.Bigrams(tt.in) {
				terms = append(terms, g.Term)
				if folded := hanzi.FoldString(tt.in[g.Start:g.End]); folded != g.Term {
					t.Errorf("%q stands at %q, which folds to %q", g.Term, tt.in[g.Start:g.End], folded)
				}
			}
			if got := strings.Join(terms, " "); got != tt.want {
				t.Errorf("Bigrams(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestUnigrams(t *testing.T) {
	var terms []string
	for _, g := range hanzi.Unigrams("3号樓 abc 停。") {
		terms = append(terms, g.Term)
	}
	if got, want := strings.Join(terms, " "), "号 楼 停"; got != want {
		t.Errorf("Unigrams = %q, want %q", got, want)
	}
}

func FuzzBigrams(f *testing.F) {
	for _, s := range []string{"", "电", "复电慢fudian", "98.6", ".1.2.", "a\u0301b", "\xff电"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, g := range append(hanzi.Bigrams(s), hanzi.Unigrams(s)...) {
			if g.Term == "" || g.Start < 0 || g.End > len(s) || g.Start >= g.End {
				t.Fatalf("%q: bad gram %+v", s, g)
			}
		}
	})
}

func BenchmarkBigrams(b *testing.B) {
	text := strings.Repeat("客戶交清电费以后，10kV 线路还没有恢复供电。", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		hanzi.Bigrams(text)
	}
}
