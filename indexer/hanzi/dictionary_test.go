package hanzi_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"anku/indexer/hanzi"
)

// newDictionary returns a dictionary with a few words of the trade.
func newDictionary() *hanzi.Dictionary {
	return hanzi.NewDictionary([]string{
		"工单", "費控", "复电", "表后线", "停电", "台区", "台区经理", "网上国网", "一户一表",
		"９５５９８工单", "电费", "", "充电桩", "sap", "e充电", "欠费 停电",
	})
}

// terms joins the terms of grams and checks that each stands for its place.
func terms(t *testing.T, text string, grams []hanzi.Gram) string {
	t.Helper()
	var out []string
	for _, g := range grams {
		out = append(out, g.Term)
		if got := hanzi.FoldString(text[g.Start:g.End]); got != g.Term {
			t.Errorf("%q stands at %q, which folds to %q", g.Term, text[g.Start:g.End], got)
		}
	}
	return strings.Join(out, " ")
}

func TestCut(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"sentence", "供电所长说重庆银行的电话打不通", "供电 所长 说 重庆 银行 的 电话 打 不通"},
		{"not greedy", "结婚的和尚未结婚的", "结婚 的 和 尚未 结婚 的"},
		{"traditional", "電費突然漲了，櫃檯說覆電", "电费 突然 涨 了 柜台 说 复电"},
		{"full width", "２２０Ｖ電壓", "220v 电压"},
		{"mixed", "10kV线路3号楼扣了98.6元", "10kv 线路 3 号 楼 扣 了 98.6 元"},
		{"number before a word of the caller", "95598工单处理", "95598工单 处理"},
		{"number is not divided", "195598工单", "195598 工单"},
		{"Latin word in a general word", "IC卡表", "ic卡 表"},
		{"Latin word is not divided", "topic卡", "topic 卡"},
		{"caller's word of Latin and Han", "用e充电APP", "用 e充电 app"},
		{"caller's words", "转派工单后表后线坏了", "转 派 工单 后 表后线 坏 了"},
		{"caller's longer word", "台区经理", "台区经理"},
		{"general words against the caller's", "停电话机", "停 电话机"},
		{"general word that contains the caller's", "备用工单位", "备用 工 单位"},
		{"no word", "彅彁", "彅 彁"},
		{"punctuation", "停，电。", "停 电"},
		{"blank inside the caller's word", "欠费 停电", "欠费 停电"},
		{"kana", "の電", "の 电"},
		{"invalid", "停\xff电", "停 电"},
		{"emoji", "停😀电", "停 电"},
		{"outside the basic plane", "𠀀停电", "𠀀 停电"},
	}
	d := newDictionary()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := terms(t, tt.in, d.Cut(tt.in)); got != tt.want {
				t.Errorf("Cut(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"words inside", "中华人民共和国", "中华人民共和国 中华人民 中华 华人 人民共和国 人民 共和国 共和"},
		{"longest first", "南京市长江大桥", "南京市 南京 京市 长江大桥 长江 大桥"},
		{"no crossing words", "结婚的和尚未结婚的", "结婚 的 和 尚未 结婚 的"},
		{"crossing a word of the caller", "表后线路", "表后线 线路"},
		{"word of the caller that is not in the cut", "电费控制", "电费 费控 控制"},
		{"traditional", "長時間調試", "长时间 时间 调试"},
		{"number and word", "95598工单", "95598工单 95598 工单"},
		{"mixed", "10kV停电，98.6元", "10kv 停电 98.6 元"},
		{"caller's words inside", "台区经理", "台区经理 台区 经理"},
		{"singles", "交了钱怎么还没来电", "交 了 钱 怎么 还 没 来电"},
	}
	d := newDictionary()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := terms(t, tt.in, d.Words(tt.in)); got != tt.want {
				t.Errorf("Words(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// Without words of its own, a dictionary is the general one.
func TestNoWords(t *testing.T) {
	for _, words := range [][]string{nil, {""}, {strings.Repeat("电", 100)}} {
		d := hanzi.NewDictionary(words)
		if got, want := terms(t, "工单停电", d.Words("工单停电")), "工 单 停电"; got != want {
			t.Errorf("Words without words of one's own = %q, want %q", got, want)
		}
	}
}

// A word of the caller's wins against its parts wherever nothing longer has it.
func TestCallersWordWins(t *testing.T) {
	words := []string{"费控", "工单", "复电", "表后线", "不停电作业", "一户一表", "的了", "是的是", "三相四线", "阶梯电价", "光伏并网"}
	d := hanzi.NewDictionary(words)
	for _, word := range words {
		for _, text := range []string{word, "，" + word + "。", word + word} {
			if got := d.Cut(text); len(got) == 0 || got[0].Term != word {
				t.Errorf("Cut(%q) = %v, want %s first", text, got, word)
			}
		}
	}
}

// A longer general word wins against words of the caller's inside it.
func TestLongerGeneralWordWins(t *testing.T) {
	d := hanzi.NewDictionary([]string{"民共和", "江大", "大桥", "江大桥", "复印", "电量"})
	for _, word := range []string{"中华人民共和国", "长江大桥", "复印机", "用电量", "发电量"} {
		if got := terms(t, word, d.Cut(word)); got != word {
			t.Errorf("Cut(%q) = %q, want one word", word, got)
		}
	}
}

func TestDictionaryIsSafe(t *testing.T) {
	d := newDictionary()
	texts := []string{"转派工单后表后线坏了", strings.Repeat("中华人民共和国", 100), "95598工单", "電費突然漲了，櫃檯說覆電"}
	var group sync.WaitGroup
	for _, text := range texts {
		want := d.Words(text)
		for range 4 {
			group.Go(func() {
				for range 20 {
					if got := d.Words(text); !slices.Equal(got, want) {
						t.Errorf("Words(%q) = %v beside others, want %v", text, got, want)
					}
				}
			})
		}
	}
	group.Wait()
}

func TestContains(t *testing.T) {
	d := newDictionary()
	tests := []struct {
		word string
		want bool
	}{
		{"停电", true},
		{"重慶", true},
		{"费控", true},
		{"95598工單", true},
		{"SAP", true},
		{"ＩＣ卡", true},
		{"电", true},
		{"费", true},
		{"工", true},
		{"表后", false},
		{"重庆银", false},
		{"中华人民共和", false},
		{"费控停", false},
		{"", false},
		{"？", false},
	}
	for _, tt := range tests {
		if got := d.Contains(tt.word); got != tt.want {
			t.Errorf("Contains(%q) = %v, want %v", tt.word, got, tt.want)
		}
	}
	if hanzi.NewDictionary(nil).Contains("费控") {
		t.Error("a dictionary without words contains 费控")
	}
}

func TestFrequency(t *testing.T) {
	tests := []struct {
		word string
		want int
	}{
		{"停电", 61},
		{"重慶", 3518},
		{"电", 12705},
		{"的", 318825},
		{"表后线", 0},
		{"重庆银", 0},
		{"", 0},
		{"?", 0},
		{"\xff", 0},
	}
	for _, tt := range tests {
		if got := hanzi.Frequency(tt.word); got != tt.want {
			t.Errorf("Frequency(%q) = %d, want %d", tt.word, got, tt.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"", "电", "转派工单后表后线坏了", "IC卡98.6元", "95598工单", "電\u0301費", "\xff电", "㎡停电", "e充电e", ".1.停", "欠费 停电",
		"中华人民共和国", "😀停电", "ｶﾞス停电", "3.5千瓦", "sap工单", "電\u03010",
	} {
		f.Add(s)
	}
	d := newDictionary()
	f.Fuzz(func(t *testing.T, s string) {
		cut := d.Cut(s)
		checkCut(t, s, cut)
		words := d.Words(s)
		checkWords(t, s, words)
		for _, g := range cut {
			if len([]rune(g.Term)) > 1 && !slices.Contains(words, g) {
				t.Fatalf("Words(%q) lacks %+v of the cut", s, g)
			}
		}
		last := 0
		for _, r := range d.Pinyin(s) {
			if r.Start < last || r.Start >= r.End || r.End > len(s) || len(r.Syllables) < 1 || len(r.Syllables) > 2 {
				t.Fatalf("Pinyin(%q) has %+v after %d", s, r, last)
			}
			last = r.Start
		}
	})
}

// checkCut checks that the words of the cut do not overlap and hold each
// character that is written without spaces once.
func checkCut(t *testing.T, text string, cut []hanzi.Gram) {
	t.Helper()
	var got, want []rune
	last := 0
	for _, g := range cut {
		if g.Term == "" || g.Start < 0 || g.End > len(text) || g.Start >= g.End || g.Start < last {
			t.Fatalf("Cut(%q) has %+v after %d", text, g, last)
		}
		last = g.Start // characters that fold to two share a place
		for _, r := range g.Term {
			if hanzi.IsHan(r) {
				got = append(got, r)
			}
		}
	}
	for _, c := range hanzi.Fold(text) {
		if hanzi.IsHan(c.Rune) {
			want = append(want, c.Rune)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("Cut(%q) holds %q, want %q", text, string(got), string(want))
	}
}

// checkWords checks order and places, and that the words hold all that
// [hanzi.Unigrams] does.
func checkWords(t *testing.T, text string, words []hanzi.Gram) {
	t.Helper()
	shared := make(map[int]int) // characters that begin at a place
	for _, c := range hanzi.Fold(text) {
		shared[c.Start]++
	}
	last := hanzi.Gram{}
	held := make([]bool, len(text))
	for _, g := range words {
		if g.Term == "" || g.Start < 0 || g.End > len(text) || g.Start >= g.End || g.Start < last.Start {
			t.Fatalf("Words(%q) has %+v after %+v", text, g, last)
		}
		if g.Start == last.Start && g.End > last.End && last.Term != "" && shared[g.Start] == 1 {
			t.Fatalf("Words(%q) has %+v after the shorter %+v", text, g, last)
		}
		last = g
		for i := g.Start; i < g.End; i++ {
			held[i] = true
		}
	}
	for _, g := range hanzi.Unigrams(text) {
		if !held[g.Start] {
			t.Fatalf("Words(%q) has no word with %+v", text, g)
		}
	}
}
