package hanzi_test

import (
	"testing"

	"anku/indexer/hanzi"
)

func TestIsSyllable(t *testing.T) {
	for _, s := range []string{"a", "o", "e", "er", "fu", "dian", "zhuang", "lv", "nve", "xiong", "yo"} {
		if !hanzi.IsSyllable(s) {
			t.Errorf("IsSyllable(%q) = false, want true", s)
		}
	}
	for _, s := range []string{"", "i", "u", "v", "f", "zh", "lü", "Fu", "fu4", "fudian", "zhuangg", "ng", "m", "复", "\x00", "a\x00"} {
		if hanzi.IsSyllable(s) {
			t.Errorf("IsSyllable(%q) = true, want false", s)
		}
	}
}

func TestInitial(t *testing.T) {
	for in, want := range map[string]string{"zhuang": "z", "fu": "f", "er": "e", "zh": "z", "": ""} {
		if got := hanzi.Initial(in); got != want {
			t.Errorf("Initial(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFuzzySyllable(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"zi", "zhi", true},
		{"cuan", "chuan", true},
		{"si", "shi", true},
		{"nan", "lan", true},
		{"nv", "lv", true},
		{"fan", "fang", true},
		{"fen", "feng", true},
		{"xin", "xing", true},
		{"lian", "niang", true},
		{"zan", "zhang", true},
		{"sen", "sheng", true},
		{"wen", "weng", true},
		{"yin", "ying", true},
		{"zhuan", "zhuang", true},
		{"hu", "fu", false},
		{"dian", "tian", false},
		{"zi", "ci", false},
		{"ma", "la", false},
		{"fan", "fen", false},
		{"zong", "zen", false},
		{"ri", "li", false},
		{"a", "an", false},
		{"e", "en", false},
	}
	for _, tt := range tests {
		if a, b := hanzi.FuzzySyllable(tt.a), hanzi.FuzzySyllable(tt.b); (a == b) != tt.same {
			t.Errorf("%s has the class %s and %s has %s, want the same: %v", tt.a, a, tt.b, b, tt.same)
		}
	}
	for _, s := range []string{"", "n", "h", "zh", "ng", "ang"} {
		if twice, once := hanzi.FuzzySyllable(hanzi.FuzzySyllable(s)), hanzi.FuzzySyllable(s); twice != once {
			t.Errorf("the class of %q has the class %q", once, twice)
		}
	}
}
