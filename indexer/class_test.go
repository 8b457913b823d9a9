package indexer_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

// complaints are what customers may write, and the class that they are of.
var complaints = []struct {
	class kb.ID
	text  string
}{
	{"biz-restore-delay", "我是临江路菜市场卖豆腐的，因为月初忘记交费被停了电，今早六点在手机上把欠款连违约金全部付清，页面显示成功，结果到中午还是没有电，打客服说正在走流程，走了六个小时流程还没走完，我一缸豆腐都酸了。"},
	{"biz-meter-mismatch", "我住三楼，今天把自己家总闸拉下来修灯，四楼老太太跑下来说她家冰箱停了。这么一试才知道我两家的表接反了，我一个人住每月交三百多，她家五口人才交八十，这几年我替她家交了多少冤枉钱，请你们来核对并把钱算清楚。"},
	{"out-repair-quality", "上礼拜线路坏了你们来了两个人，拿胶布缠了几下就说好了，当天夜里又断了，第二次来的还是那两位，嘴里骂骂咧咧说大半夜折腾人，走的时候旧电线和胶布扔了一地，昨天第三次又坏，这修的是什么。"},
	{"qual-voltage", "我们湾里一到晚上七点家家做饭，日光灯就打闪启动不了，电磁炉显示故障代码，空调只吹风不凉，拿万用表量只有一百七十几伏，过了十点又好了，反映过好几年，答复总说要等增容。"},
	{"svc-privacy", "前天我打电话反映村里电工多收钱，特意交代不要讲是我说的，晚上那个电工就带人到我家门口，连我姓什么住哪一户都讲得出来，还说让我以后小心点。我的名字和电话是谁漏出去的，请你们查一查。"},
	{"svc-cross-district", "我在城南有一套房，城北有一套房，趁着午休去城北的厅想把两边的电费一次办了，窗口说城南的户号她们这里查不到，让我回城南去，两个厅隔二十公里，都是一个城市一家公司，凭什么不能一起办。"},
	{"biz-change-name", "父亲去世以后老屋归我，电费卡上还是他老人家的名字，我想改成我的，工作人员要我拿户主本人身份证来，人都不在了到哪里去拿，请问我需要准备哪些证明，能不能不跑那么多趟。"},
	{"grid-hazard", "我家二楼平台边上有三根裸线，伸出晾衣杆就能碰到，最近一刮大风线就左右晃打出火星子，旁边的杆子也往这边斜，孩子天天在平台上玩，我怕哪天出人命，请把线挪远一点或者包上绝缘。"},
	{"svc-hotline", "我昨天下午给热线打了四次，第一次等了十二分钟没人接自己断了，第二次接通说没两句就给我挂了，第三次一个男的像背书一样翻来覆去就那几句，声音小得听不清，问他叫什么也不肯讲。"},
	{"biz-charges", "我家盖新房申请装表，来的师傅说线和表箱必须到他指定的那家店里买，外面买的验收不给过，店里比街上贵一倍，另外还要我微信转他四百块辛苦费，不开任何票据，我想问这个钱该不该收。"},
	{"out-notice", "七月九日早上七点我们街停电到下午四点，门口没贴告示，手机也没有短信，我养的一池石斑鱼没有氧气全翻了肚皮，我去年就在你们那登记过是养殖户要提前打招呼的，登记有什么用。"},
}

func TestClasses(t *testing.T) {
	x := openEmbedded(t)
	for _, c := range complaints {
		t.Run(string(c.class), func(t *testing.T) {
			got, err := x.Classes(t.Context(), c.text)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(got, func(s kb.ClassScore) bool { return s.ID == c.class })
			if i < 0 || i > 2 {
				t.Errorf("classes are %+v, want %s among the first three", got, c.class)
			}
		})
	}
}

// TestClassesAreShares holds what every answer must be: at most five classes
// of the library, each once, with falling shares of at most one together.
func TestClassesAreShares(t *testing.T) {
	x := openEmbedded(t)
	random := rand.New(rand.NewPCG(3, 4))
	noise := make([]rune, 300)
	for i := range noise {
		noise[i] = rune(0x4e00 + random.IntN(0x5000))
	}
	texts := map[string]string{
		"one word":   "停电",
		"pinyin":     "fudian",
		"random":     string(noise),
		"very long":  strings.Repeat("客户反映停电以后抢修来得慢，电费又高。", 2000),
		"at a limit": strings.Repeat("电", kb.MaxQueryRunes),
		"emoji":      strings.Repeat("😀", 6000) + "停电",
	}
	for _, c := range complaints {
		texts[string(c.class)] = c.text
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			got, err := x.Classes(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) > 5 {
				t.Errorf("%d classes, want at most five", len(got))
			}
			sum, last := 0.0, math.Inf(1)
			seen := map[kb.ID]bool{}
			for _, s := range got {
				c := x.Library().Class(s.ID)
				if c == nil || c.Title != s.Title || seen[s.ID] {
					t.Errorf("%+v is no class of the library, or comes twice", s)
				}
				if s.Share <= 0 || s.Share > last || math.IsNaN(s.Share) {
					t.Errorf("%s has a share of %v after %v", s.ID, s.Share, last)
				}
				seen[s.ID], last = true, s.Share
				sum += s.Share
			}
			if sum > 1+1e-9 {
				t.Errorf("the shares are %v together, want at most 1", sum)
			}
		})
	}
}

func TestClassesOfNothing(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{"", "  \n", "？！……", "vvvv uuuu", "\x00"} {
		got, err := x.Classes(t.Context(), text)
		if err != nil || len(got) != 0 {
			t.Errorf("%q: classes %+v, %v; want none", text, got, err)
		}
	}
	if _, err := x.Classes(t.Context(), "停电\xff"); !errors.Is(err, kb.ErrBadQuery) {
		t.Errorf("not UTF-8: error %v, want ErrBadQuery", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Classes(ctx, "停电"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestClassesAreStable holds that the same text has the same answer: votes are
// kept in a map.
func TestClassesAreStable(t *testing.T) {
	x := openEmbedded(t)
	for _, c := range complaints {
		first := ""
		for range 3 {
			got, err := x.Classes(t.Context(), c.text)
			if err != nil {
				t.Fatal(err)
			}
			if now := fmt.Sprint(got); first == "" {
				first = now
			} else if now != first {
				t.Fatalf("classes of %.20q are\n%s, and then\n%s", c.text, first, now)
			}
		}
	}
}
