package hanzi_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"anku/indexer/hanzi"
)

func TestFoldString(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"simplified stays", "交了钱怎么还没来电", "交了钱怎么还没来电"},
		{"traditional", "交了錢怎麼還沒來電", "交了钱怎么还没来电"},
		{"traditional bill", "電費突然漲了，櫃檯說覆電", "电费突然涨了,柜台说复电"},
		{"search only folds", "瞭解 憑藉 答覆 著急", "了解 凭借 答复 着急"},
		{"full width", "９５５９８　ＡＢｃ", "95598 abc"},
		{"case", "10kV 220V", "10kv 220v"},
		{"compatibility", "㎡ ① ﹪", "m2 1 %"},
		{"compatibility ideograph", "金", "金"},
		{"ligature", "ﬁ", "fi"},
		{"combining", "e\u0301té", "été"},
		{"half-width katakana", "ｶﾞｽ", "ガス"},
		{"invalid", "a\xffb", "a\uFFFDb"},
		{"emoji", "电😀费", "电😀费"},
		{"outside the basic plane", "𠀀", "𠀀"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := hanzi.FoldString(tt.in); got != tt.want {
				t.Errorf("FoldString(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFoldPlaces(t *testing.T) {
	text := "Ａ１電\u00e9㎡e\u0301"
	want := []string{"Ａ", "１", "電", "é", "㎡", "㎡", "e\u0301"}
	chars := hanzi.Fold(text)
	if len(chars) != len(want) {
		t.Fatalf("Fold(%q) gave %d characters, want %d: %v", text, len(chars), len(want), chars)
	}
	for i, c := range chars {
		if got := text[c.Start:c.End]; got != want[i] {
			t.Errorf("character %d (%q) stands for %q, want %q", i, c.Rune, got, want[i])
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "電費", "Ａ㎡e\u0301", "\xff\xfe", "ｶﾞ", "각", strings.Repeat("\u0301", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, c := range hanzi.Fold(s) {
			if c.Start < 0 || c.End > len(s) || c.Start >= c.End || c.Start < last {
				t.Fatalf("Fold(%q): %q has the place %d:%d after %d", s, c.Rune, c.Start, c.End, last)
			}
			last = c.Start
		}
		folded := hanzi.FoldString(s)
		if !utf8.ValidString(folded) {
			t.Fatalf("FoldString(%q) = %q is not UTF-8", s, folded)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("客戶交清电费以后，10kV 线路还没有恢复供电。", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		hanzi.Fold(text)
	}
}
