package indexer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"anku/indexer"
	"anku/kb"
)

const (
	ladderSynonyms = `- word: 复电
  said: [恢复送电, 重新送电]
- word: 电杆
  said: [电线杆, 水泥杆子]
- word: 调价
  said: [涨价]
- word: 零钞
  said: [钢镚]
`
	ladderWords = "复电\n电杆\n调价\n台区\n验表\n零钞\n抄表\n"
)

// ladder is an index over scripts each of whose subjects stands in one of them
// (复电 in two).
func ladder(tb testing.TB) *indexer.Index {
	tb.Helper()
	return build(tb, library(tb, map[string]page{
		"restore":  {title: "交清以后的复电", asks: []string{"钱交了几时复电"}, lines: []string{"我马上催复电工单。"}},
		"slow":     {title: "复电慢", asks: []string{"复电怎么慢"}, lines: []string{"复电慢了，我给您赔个不是。"}},
		"pole":     {title: "电杆歪了", asks: []string{"电杆要倒了"}, lines: []string{"我叫人去看电杆。"}},
		"price":    {title: "调价的说明", asks: []string{"为什么调价"}, lines: []string{"调价有公告。"}},
		"hotline":  {title: "95598 投诉受理", asks: []string{"打 95598 投诉"}, lines: []string{"投诉我记下了。"}},
		"kilovolt": {title: "10kV 线路停电", asks: []string{"10kV 停电范围"}, lines: []string{"10kV 线路检修。"}},
		"building": {title: "3号楼没有电", asks: []string{"3号楼单元门"}, lines: []string{"3号楼的箱子在楼下。"}},
		"app":      {title: "App 交费", asks: []string{"手机 App 怎么交费"}, lines: []string{"App 可以交费。"}},
		"classic":  {title: "经典事例", asks: []string{"讲个经典"}, lines: []string{"这是经典。"}},
		"scenery":  {title: "景点用电", asks: []string{"景点报装"}, lines: []string{"景点也能报装。"}},
		"coins":    {title: "零钞也收", asks: []string{"零钞收不收"}, lines: []string{"零钞我数给您看。"}},
		"test":     {title: "验表登记", asks: []string{"申请验表"}, lines: []string{"我登记验表。"}},
		"reading":  {title: "抄表日期", asks: []string{"哪天抄表"}, lines: []string{"抄表在月底。"}},
		"station":  {title: "台区改造", asks: []string{"台区什么时候改造"}, lines: []string{"台区排在明年。"}},
		"window":   {title: "窗口排队", asks: []string{"窗口排队太久"}, lines: []string{"窗口再开一个。"}},
	}, ladderSynonyms, ladderWords))
}

// TestLadderFinds has a query for each step of the ladder, and what the hit
// says of it.
func TestLadderFinds(t *testing.T) {
	x := ladder(t)
	tests := []struct {
		step, query string
		first       kb.ID
		how         kb.How
		matched     string
	}{
		{"exact word", "电杆", "pole", kb.HowWord, "电杆"},
		{"exact letters", "APP", "app", kb.HowWord, "App"},
		{"exact number", "95598", "hotline", kb.HowWord, "95598"},
		{"synonym, people to library", "电线杆", "pole", kb.HowSynonym, "电杆"},
		{"synonym of four characters", "水泥杆子", "pole", kb.HowSynonym, "电杆"},
		{"synonym in a sentence", "门口的电线杆歪了", "pole", kb.HowSynonym, "电杆"},
		{"pinyin", "diangan", "pole", kb.HowPinyin, "电杆"},
		{"pinyin in capitals", "DianGan", "pole", kb.HowPinyin, "电杆"},
		{"pinyin of full width", "ｄｉａｎｇａｎ", "pole", kb.HowPinyin, "电杆"},
		{"pinyin of a title", "taiqugaizao", "station", kb.HowPinyin, "台区改造"},
		{"pinyin apart", "taiqu gaizao", "station", kb.HowPinyin, "台区"},
		{"pinyin of what people say", "dianxiangan", "pole", kb.HowPinyin, "电杆"},
		{"initials", "tq", "station", kb.HowInitials, "台区"},
		{"initials of a title", "ckpd", "window", kb.HowInitials, "窗口排队"},
		{"homophone", "太区", "station", kb.HowHomophone, "台区"},
		{"homophone in a sentence", "太区什么时候改造", "station", kb.HowHomophone, "台区"},
		{"homophone c for ch", "操表", "reading", kb.HowHomophone, "抄表"},
		{"homophone sh for s", "头数", "hotline", kb.HowHomophone, "投诉"},
		{"homophone ang for an", "电钢", "pole", kb.HowHomophone, "电杆"},
		{"prefix of letters", "diang", "pole", kb.HowPrefix, "电杆"},
		{"prefix of letters in a syllable", "taiqugaiz", "station", kb.HowPrefix, "台区改造"},
		{"prefix of a number", "9559", "hotline", kb.HowPrefix, "95598"},
		{"prefix of a number in two digits", "95", "hotline", kb.HowPrefix, "95598"},
		{"prefix of a Latin word", "ap", "app", kb.HowPrefix, "App"},
	}
	for _, tt := range tests {
		t.Run(tt.step, func(t *testing.T) {
			res := search(t, x, tt.query)
			if len(res.Hits) == 0 || res.Hits[0].ID != tt.first {
				t.Fatalf("%q finds %v, want %s first", tt.query, ids(res), tt.first)
			}
			for _, r := range res.Hits[0].Reasons {
				if r.How == tt.how && r.Matched == tt.matched {
					if !strings.Contains(tt.query, r.Query) {
						t.Errorf("%q: the reason gives the query's wording as %q, which is not in it", tt.query, r.Query)
					}
					return
				}
			}
			t.Errorf("%q: reasons are %+v, want %s of %q", tt.query, res.Hits[0].Reasons, tt.how, tt.matched)
		})
	}
}

// TestLadderSynonymsGoBothWays holds that whoever asks for the library's word
// finds documents that have what people say.
func TestLadderSynonymsGoBothWays(t *testing.T) {
	x := build(t, library(t, map[string]page{
		"window": {title: "窗口收零钞", lines: []string{"您请坐。"}},
		"saying": {title: "钢镚一大把", lines: []string{"我数给您看。"}},
	}, "- word: 零钞\n  said: [钢镚, 毛票]\n", ""))
	for query, order := range map[string][]kb.ID{"零钞": {"window", "saying"}, "钢镚": {"saying", "window"}, "毛票": {"window", "saying"}} {
		res := search(t, x, query)
		if !slices.Equal(ids(res), order) {
			t.Errorf("%q finds %v, want %v", query, ids(res), order)
		}
		for _, h := range res.Hits {
			matched := map[kb.ID]string{"window": "零钞", "saying": "钢镚"}[h.ID]
			want := kb.Reason{How: kb.HowSynonym, Query: query, Matched: matched}
			if query == matched {
				want.How = kb.HowWord
			}
			if !slices.Equal(h.Reasons, []kb.Reason{want}) {
				t.Errorf("%q finds %s because of %+v, want %+v", query, h.ID, h.Reasons, want)
			}
		}
	}
}

// TestHomophoneOfLoneCharacters holds that two characters that are no word are
// understood by their sound although many documents have each of them.
func TestHomophoneOfLoneCharacters(t *testing.T) {
	pages := map[string]page{"queue": {title: "窗口排队", asks: []string{"窗口排队久"}, lines: []string{"我再开一个窗口。"}}}
	for i := range 6 {
		pages[fmt.Sprintf("other-%d", i)] = page{title: "窗口安排", asks: []string{"窗口怎么排"}, lines: []string{"窗口排好了，对您说一声，对不住。"}}
	}
	x := build(t, library(t, pages, "", ""))
	res := search(t, x, "窗口排对")
	if got := ids(res); len(got) == 0 || got[0] != "queue" || !slices.Contains(res.Corrections, "窗口排队") {
		t.Errorf("finds %v and asks %q, want queue first and 窗口排队", got, res.Corrections)
	}
}

// TestLadderOrder has two documents that differ in one word; the surer step
// comes first, whatever the order of the IDs.
func TestLadderOrder(t *testing.T) {
	const synonyms = "- word: 调价\n  said: [涨价]\n- word: 抄录\n  said: [chaobiao, 抄示数]\n"
	tests := []struct {
		steps, query  string
		surer, unsure string // the word that stands in each document
	}{
		{"exact before synonym", "涨价", "涨价", "调价"},
		{"exact before synonym, from the library's word", "调价", "调价", "涨价"},
		{"exact before homophone", "涨价", "涨价", "张家"},
		{"exact before pinyin", "fudian", "fudian", "复电"},
		{"exact before initials", "tq", "tq", "台区"},
		{"exact before a prefix of a number", "9559", "9559", "95598"},
		{"exact before a prefix of a word", "diang", "diang", "电杆"},
		{"synonym before homophone", "涨价", "调价", "张家"},
		{"synonym before pinyin", "chaobiao", "抄录", "抄表"},
		{"synonym before sibling", "抄示数", "抄录", "chaobiao"},
		{"pinyin before initials", "taiqu", "台区", "听啊"},
		{"same sound before like sound", "操表", "糙表", "抄表"},
	}
	for _, tt := range tests {
		for _, names := range [][2]string{{"a", "b"}, {"b", "a"}} {
			t.Run(tt.steps+" "+names[0], func(t *testing.T) {
				about := func(word string) page {
					return page{title: word + "的事", asks: []string{"问" + word}, lines: []string{"我说" + word + "。"}}
				}
				x := build(t, library(t, map[string]page{names[0]: about(tt.surer), names[1]: about(tt.unsure)}, synonyms, ""))
				res := search(t, x, tt.query)
				if len(res.Hits) == 0 || res.Hits[0].ID != kb.ID(names[0]) {
					t.Errorf("%q finds %v, want %s first", tt.query, res.Hits, tt.surer)
				}
			})
		}
	}
}

// TestTextIsNotSound holds that words are never found by their sound where
// there are documents that have them.
func TestTextIsNotSound(t *testing.T) {
	x := ladder(t)
	for query, want := range map[string][]kb.ID{
		"景点": {"scenery"}, "经典": {"classic"}, "景点报装": {"scenery"}, "讲个经典": {"classic"},
		"jingdian": {"classic", "scenery"}, "jd": {"classic", "scenery"},
	} {
		got := ids(search(t, x, query))
		got = got[:min(len(got), len(want))]
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v first, want %v", query, got, want)
		}
	}
	for query, not := range map[string]kb.ID{"景点": "classic", "经典": "scenery", "景点报装": "classic", "讲个经典": "scenery"} {
		if got := ids(search(t, x, query)); slices.Contains(got, not) {
			t.Errorf("%q finds %s, which only sounds so", query, not)
		}
	}
}
