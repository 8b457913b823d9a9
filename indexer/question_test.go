package indexer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

func TestMixedQueries(t *testing.T) {
	x := ladder(t)
	for query, want := range map[string]kb.ID{
		"fudian慢": "slow", "fd慢": "slow", "慢fudian": "slow", "复电man": "slow",
		"95598投诉": "hotline", "投诉95598": "hotline", "95598tousu": "hotline", "95598 ts": "hotline",
		"10kV停电": "kilovolt", "10KV停电": "kilovolt", "１０ｋＶ停電": "kilovolt", "停电10kv": "kilovolt",
		"3号楼": "building", "３號樓": "building", "3号楼没电": "building",
		"app交费": "app", "APP交費": "app", "交费app": "app", "shouji app": "app", "手机app怎么jiaofei": "app",
		"电线杆waile": "pole", "太区gaizao": "station",
	} {
		t.Run(query, func(t *testing.T) {
			if got := ids(search(t, x, query)); len(got) == 0 || got[0] != want {
				t.Errorf("finds %v, want %s first", got, want)
			}
		})
	}
}

// TestShortQueriesWantAll holds that a few words must all be there as long as
// documents have them all.
func TestShortQueriesWantAll(t *testing.T) {
	pages := map[string]page{}
	for i := range 6 { // enough to need no loosening
		pages[fmt.Sprintf("both-%d", i)] = page{title: "现金照收", asks: []string{"付现金"}, lines: []string{"窗口照收现金。"}}
	}
	pages["cash"] = page{title: "现金找零", lines: []string{"找您两块。"}}
	pages["window"] = page{title: "窗口排队", lines: []string{"窗口再开一个。"}}
	x := build(t, library(t, pages, "", ""))
	for _, query := range []string{"现金窗口", "窗口 现金", "现金照收窗口"} {
		got := ids(search(t, x, query))
		if len(got) != 6 || slices.Contains(got, "cash") || slices.Contains(got, "window") {
			t.Errorf("%q finds %v, want the six documents that have all words", query, got)
		}
	}
}

// TestLongQueriesLoosen holds that a question or a complaint is not lost for
// the words that no document has.
func TestLongQueriesLoosen(t *testing.T) {
	x := ladder(t)
	for query, want := range map[string]kb.ID{
		"麻烦问一下我家门口那根电杆看着快要倒了，你们能不能派个人过来瞧瞧":                                                         "pole",
		"我隔壁邻居老李昨天下午骑着三轮车带着孙子去镇上赶集，回来的路上看见村头的电杆歪了，他让我打个电话给你们讲一声，别等砸到人才来管，到时候谁也担不起这个责任":             "pole",
		"昨晚八点半我在家里煮饭看电视，突然间什么都没有了，问了左邻右舍也都一样，后来物业群里有人讲是10kV线路停电，可是也没有谁贴个告示出来，冰箱里的海鲜全坏掉了，请你们给我一个说法": "kilovolt",
		strings.Repeat("我站在窗口前面排队已经站得腿都酸了还是没有轮到我，", 8):                                             "window",
		"排队": "window",
		"今天天气不错，风和日丽，适合验表": "test",
	} {
		if got := ids(search(t, x, query)); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s first", query, got, want)
		}
	}
}

func TestUnknownWordsDoNoHarm(t *testing.T) {
	x := ladder(t)
	for query, want := range map[string]kb.ID{
		"中微子 电杆": "pole", "电杆中微子": "pole", "zzzz 电杆": "pole", "电杆 8888888": "pole", "电杆 qwrtp": "pole",
		"台区😀改造": "station", "麒麟台区": "station", "Ωμέγα 台区": "station",
	} {
		if got := ids(search(t, x, query)); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s first", query, got, want)
		}
	}
	// Initials stand for all that was typed, not for two letters in the middle.
	for _, query := range []string{"中微子", "zzzz", "8888888", "麒麟", "xtqxxxx"} {
		if res := search(t, x, query); res.Total != 0 {
			t.Errorf("%q finds %v, want nothing", query, ids(res))
		}
	}
}

// TestAskingWordsDoNoHarm holds that a question word does not take away what
// stands beside it, nor a wording of the lexicon that it is part of.
func TestAskingWordsDoNoHarm(t *testing.T) {
	x := build(t, library(t, map[string]page{
		"price": {title: "电价公示", asks: []string{"电价在哪里看"}, lines: []string{"电价在墙上。"}},
		"paper": {title: "带齐材料", asks: []string{"材料带哪些"}, lines: []string{"带身份证。"}},
		"cash":  {title: "窗口收钱", asks: []string{"窗口收不收钱"}, lines: []string{"钱我收下。"}},
		"how":   {title: "办理手续", asks: []string{"手续在哪个窗口办"}, lines: []string{"我来办。"}},
	}, "- word: 电价\n  said: [多少钱一度, 一度几毛]\n- word: 材料\n  said: [要带什么]\n", ""))
	for query, want := range map[string]kb.ID{
		"多少钱一度": "price", "多少钱一度啊": "price", "电是多少钱一度的": "price", "一度几毛": "price",
		"要带什么": "paper", "来办事要带什么": "paper", "带什么": "paper", "收多少钱": "cash", "怎么办": "how", "怎么办手续": "how",
	} {
		t.Run(query, func(t *testing.T) {
			if got := ids(search(t, x, query)); len(got) == 0 || got[0] != want {
				t.Errorf("finds %v, want %s first", got, want)
			}
		})
	}
}

func TestCorrections(t *testing.T) {
	x := ladder(t)
	tests := []struct{ name, query, want string }{
		{"homophone", "太区", "台区"},
		{"homophone in its place", "太区什么时候改造", "台区什么时候改造"},
		{"homophone c for ch", "操表", "抄表"},
		{"pinyin", "taiqu", "台区"},
		{"pinyin beside words", "fudian慢", "复电慢"},
		{"initials", "ckpd", "窗口排队"},
		{"traditional text stays as typed", "太區改造", "台区改造"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := search(t, x, tt.query).Corrections
			if !slices.Contains(got, tt.want) {
				t.Errorf("corrections of %q are %q, want %q among them", tt.query, got, tt.want)
			}
			if len(got) > 3 {
				t.Errorf("%d corrections, want at most three", len(got))
			}
		})
	}
	for _, query := range []string{"台区", "电杆歪了", "95598", "App", "电线杆", "", "中微子", "3号楼"} {
		if got := search(t, x, query).Corrections; len(got) > 0 {
			t.Errorf("corrections of %q are %q, want none", query, got)
		}
	}
}

// TestEveryInitialsAreAnswered types all pairs of consonants with a few more:
// some are the initials only of wordings that are no words.
func TestEveryInitialsAreAnswered(t *testing.T) {
	x := openEmbedded(t)
	const consonants = "bcdfghjklmnpqrstwxyz"
	for _, a := range consonants {
		for _, b := range consonants {
			for _, c := range "dbs" {
				query := string([]rune{a, b, c})
				for _, h := range search(t, x, query).Hits {
					if len(h.Reasons) == 0 {
						t.Errorf("%q finds %s without a reason", query, h.ID)
					}
				}
			}
		}
	}
}
