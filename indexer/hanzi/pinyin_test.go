package hanzi_test

import (
	"strings"
	"testing"

	"anku/indexer/hanzi"
)

func TestPinyin(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"abc 123，。", ""},
		// the phrase decides
		{"重庆", "chong qing"},
		{"银行", "yin hang"},
		{"重复", "chong fu"},
		{"重新", "chong xin"},
		{"重要", "zhong yao"},
		{"长时间", "chang shi jian"},
		{"调试", "tiao shi"},
		{"调查", "diao cha"},
		{"调解", "tiao jie"},
		{"供电所长", "gong dian suo zhang"},
		{"班组长", "ban zu zhang"},
		{"各有所长", "ge you suo chang"},
		{"行业", "hang ye"},
		{"不行", "bu xing"},
		{"行政", "xing zheng"},
		{"还款", "huan kuan"},
		{"归还", "gui huan"},
		{"还是", "hai shi"},
		{"还没到", "hai/huan mei dao"},
		{"会计", "kuai ji"},
		{"参差", "cen ci"},
		{"出差", "chu chai"},
		{"差额", "cha e"},
		{"便宜", "pian yi"},
		{"方便", "fang bian"},
		{"首都", "shou du"},
		{"音乐", "yin yue"},
		{"睡觉", "shui jiao"},
		{"称职", "chen zhi"},
		{"职称", "zhi cheng"},
		{"功率", "gong lv"},
		{"效率", "xiao lv"},
		{"率领", "shuai ling"},
		{"供给", "gong ji"},
		{"交给", "jiao gei"},
		{"校验", "jiao yan"},
		{"学校", "xue xiao"},
		{"旅行家", "lv xing jia"},
		{"掠夺", "lve duo"},
		{"绿色", "lv se"},
		{"模样", "mu yang"},
		{"厦门", "xia men"},
		// the phrase leaves it open
		{"一行", "yi xing/hang"},
		{"朝阳", "chao/zhao yang"},
		// traditional text and the folds for search alone
		{"重複長時間調試", "chong fu chang shi jian tiao shi"},
		{"覆電", "fu dian"},
		{"著名", "zhu ming"},
		{"乾隆", "qian long"},
		// alone
		{"行", "xing/hang"},
		{"重", "zhong/chong"},
		{"长", "chang/zhang"},
		{"还", "hai/huan"},
		{"的", "de/di"},
		{"电", "dian"},
		{"嗯", "en"},
		// a caller's word is read as its parts
		{"费控停电", "fei kong ting dian"},
		{"网上国网", "wang shang guo wang"},
		// others are left out
		{"10kV电の線", "dian xian"},
		{"𠀀电", "dian"},
	}
	d := newDictionary()
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			var got []string
			for _, r := range d.Pinyin(tt.in) {
				got = append(got, strings.Join(r.Syllables, "/"))
				if folded := hanzi.FoldString(tt.in[r.Start:r.End]); folded != string(r.Rune) {
					t.Errorf("%q stands at %q, which folds to %q", r.Rune, tt.in[r.Start:r.End], folded)
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("Pinyin(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// A caller's word has the readings of the general words in it.
func TestPinyinOfCallersWord(t *testing.T) {
	d := hanzi.NewDictionary([]string{"重复停电", "还款银行", "台区所长"})
	for text, want := range map[string]string{
		"重复停电": "chong fu ting dian",
		"还款银行": "huan kuan yin hang",
		"台区所长": "tai qu suo zhang",
	} {
		var got []string
		for _, r := range d.Pinyin(text) {
			got = append(got, strings.Join(r.Syllables, "/"))
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("Pinyin(%q) = %q, want %q", text, got, want)
		}
	}
}

// What one reading gets must not change another's.
func TestPinyinReadingsAreApart(t *testing.T) {
	d := newDictionary()
	readings := d.Pinyin("电行停")
	_ = append(readings[0].Syllables, "x")
	_ = append(readings[1].Syllables, "x")
	if got, want := readings[2].Syllables[0], "ting"; got != want {
		t.Errorf("after appending to the readings before, 停 reads %q, want %q", got, want)
	}
}
