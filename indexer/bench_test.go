package indexer_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"anku/indexer"
	"anku/kb"
)

func BenchmarkBuild(b *testing.B) {
	for name, lib := range map[string]*kb.Library{
		"documents=embedded": openEmbedded(b).Library(),
		"documents=1000":     generated(b, 959), // and 41 classes
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x, err := indexer.Build(b.Context(), lib)
				if err != nil {
					b.Fatal(err)
				}
				if err := x.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	lib, dir := generated(b, 959), b.TempDir()
	open := func(b *testing.B) {
		x, err := indexer.Open(b.Context(), lib, indexer.Config{Dir: dir, Always: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	open(b) // builds it
	b.Run("documents=1000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			open(b)
		}
	})
}

// benchmarked are the sizes of library that searches are measured on.
func benchmarked(b *testing.B) map[string]*indexer.Index {
	b.Helper()
	return map[string]*indexer.Index{
		"documents=embedded": openEmbedded(b),
		"documents=1000":     build(b, generated(b, 959)), // and 41 classes
	}
}

func BenchmarkSearch(b *testing.B) {
	for size, x := range benchmarked(b) {
		for name, text := range map[string]string{
			"query=one-char":  "电",
			"query=word":      "复电",
			"query=sentence":  "交了钱怎么还没来电",
			"query=complaint": "我上个月欠了电费被停电，昨天中午在营业厅交清了，收费员说马上就来电，我等到晚上九点家里还是黑的，孩子作业都没法写，打热线说已经派单，可是没有一个人给我回电话，你们到底管不管",
			"query=none":      "vvvv",
			"query=pinyin":    "fudianshixian",
			"query=initials":  "qftd",
			"query=typo":      "欠费亭电",
		} {
			b.Run(size+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := x.Search(b.Context(), kb.Query{Text: text}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	for size, x := range benchmarked(b) {
		for name, text := range map[string]string{"query=one-char": "电", "query=word": "停电", "query=pinyin": "fud", "query=sentence": "交了钱怎么"} {
			b.Run(size+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := x.Suggest(b.Context(), text, 8); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// typedQueries are typed character by character in BenchmarkKeystrokes.
var typedQueries = []string{
	"停电", "复电", "电费突然涨了", "交了钱怎么还没来电", "打95598没人接", "表走得快", "家里跳闸了", "投诉几天答复",
	"抢修多久到", "现金收不收", "过户要什么材料", "报装要几天", "客户要见领导", "系统坏了办不了", "排队太久没人管", "态度不好",
	"电压低空调带不动", "冰箱烧了谁赔", "电杆歪了要倒", "施工压坏庄稼", "农网改造什么时候轮到我们村", "估抄漏抄", "重复扣款退费", "余额提醒没收到",
	"停電了幾時來電", "電費為什麼這麼貴", "tingdian", "fudian", "dianfeitaigao", "qiangxiu", "guohu", "chongfukoukuan",
	"qftd", "pftd", "ckpd", "欠费亭电", "平凡停电", "fudian慢", "10kV停电", "3号楼没电",
}

// BenchmarkKeystrokes types typedQueries into the embedded library and reports
// the time of the slowest hundredth of the keystrokes.
func BenchmarkKeystrokes(b *testing.B) {
	x := openEmbedded(b)
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range typedQueries {
			for at, r := range text {
				began := time.Now()
				if _, err := x.Search(b.Context(), kb.Query{Text: text[:at+utf8.RuneLen(r)]}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
		}
	}
	slices.Sort(took)
	milliseconds := func(share int) float64 {
		return float64(took[min(len(took)*share/100, len(took)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(milliseconds(50), "p50-ms")
	b.ReportMetric(milliseconds(99), "p99-ms")
}

// BenchmarkWorst has queries that make the most work of their kind: long ones
// in letters, of syllables that many words have, of characters that stand
// everywhere, and with no word as it should be.
func BenchmarkWorst(b *testing.B) {
	x := openEmbedded(b)
	for name, text := range map[string]string{
		"query=syllables":  strings.Repeat("shi", 400),
		"query=letter":     strings.Repeat("a", 1200),
		"query=pinyin":     strings.Repeat("fudian", 200),
		"query=initials":   strings.Repeat("d", 1200),
		"query=words":      strings.Repeat("fudian tingdian qftd ", 60),
		"query=mixed":      strings.Repeat("停dian抢xiu费", 100),
		"query=typos":      "亭电坏了抢休没来付电慢账丹错",
		"query=common":     strings.Repeat("电客户的了供停", 50),
		"query=complaints": strings.Repeat("客户反映停电抢修电费投诉营业厅", 80),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Search(b.Context(), kb.Query{Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
