package web_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

func TestScriptPage(t *testing.T) {
	p := newSite(t, loadLibrary(t), nil).page(t, "/scripts/say-restore")
	p.wantText("title", "欠费交清了，还没来电 · 测试案例库")
	p.wantTexts("h1", "欠费交清了，还没来电")
	p.wantTexts(".doc-kind .kind", "话术")
	p.wantTexts(".doc-kind .tag", "承诺", "交费后复电慢")
	p.wantTexts(".steps h2", "先看账", "约时间")
	p.wantTexts(".line .line-n", "1", "2", "3")
	p.wantTexts(".line .slot", "〔回电时间〕")
	p.wantTexts(".line .note", "只在系统里看见到账时说。")
	var copied []string
	for _, b := range p.all("button.copy") {
		copied = append(copied, b.attr("data-copy"))
	}
	if want := []string{"您稍等，我先看钱到没到账。", "到了，送电的单子我现在就发。", "我〔回电时间〕给您打电话，来没来都打。"}; !slices.Equal(copied, want) {
		t.Errorf("lines to copy: got %q, want %q", copied, want)
	}
	p.wantTexts(".line[value=3] p", "我〔回电时间〕给您打电话，来没来都打。")
	p.wantTexts(".bans li", "“马上就来。”没来就成了骗人。")
	p.wantTexts(".part h2", "场景", "要点", "何时升级")
	p.wantTexts(".limits b", "24 小时", "36 小时")
	p.none(".notice")
}

// TestAnchorsOfAScript checks that links to its sections arrive.
func TestAnchorsOfAScript(t *testing.T) {
	p := newSite(t, loadLibrary(t), nil).page(t, "/scripts/say-restore")
	for _, anchor := range []string{"场景", "这样说", "先看账", "约时间", "不要说", "要点", "何时升级"} {
		p.one("#" + anchor)
	}
}

func TestCasePage(t *testing.T) {
	p := newSite(t, loadLibrary(t), nil).page(t, "/cases/dark-till-night")
	p.wantTexts(".doc-kind .tag", "交费后复电慢", "抢修到场慢")
	p.wantTexts(".hint", "综合多件投诉编写的教学案例，不对应任何真实的人、地点和户号。")
	p.wantTexts(".facts div", "渠道95598 热线", "时间2025-07", "核实属实", "等级重要")
	p.wantTexts(".measures tbody td",
		"没送上的户两小时清一次", "值班经理", "2025-08-01", "2025-07-28",
		"换掉坏的通信模块", "运维班班长", "2026-12-31", "进行中")
	p.wantTexts(".questions details b", "A", "错")
	p.wantTexts(".questions .options li", "A. 看账", "B. 劝他等")
	p.wantTexts(".part h2", "事件经过", "造成影响", "调查核实", "暴露问题", "处理技巧", "整改措施", "举一反三", "措施清单", "想一想")
	p.wantTexts(".related h2", "用得上的话术", "依据的标准", "相关的课")
}

// TestNewRuleBeforeOld checks that where an old and a newer rule are shown, the
// newer comes first and the old one is called old.
func TestNewRuleBeforeOld(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, target := range []string{"/cases/dark-till-night", "/scripts/say-restore", "/classes/biz-restore"} {
		p := s.page(t, target)
		p.wantTexts(".limits li p", "结清后恢复供电 欠费停电客户", "恢复供电 旧规定 待核对")
		p.wantTexts(".related .tag", "旧规定")
		got := p.texts(".related li")
		newer := slices.IndexFunc(got, func(s string) bool { return s == "交清电费后多久复电 《供电服务承诺》（2022 年）" })
		older := slices.IndexFunc(got, func(s string) bool {
			return s == "复电时限（2003 年的写法） 旧规定 《供电服务规范》（2003 年）"
		})
		if newer < 0 || older < newer {
			t.Errorf("%s: got %q, want the rule of 2022 before that of 2003", target, got)
		}
	}
}

func TestStandardPage(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	p := s.page(t, "/standards/restore-new")
	p.wantTexts(".facts div", "出处《供电服务承诺》（2022 年）", "条款第七条", "施行2022", "核对已核对")
	p.wantTexts(".limits .unsure")
	p.wantTexts(".part table th", "版本", "时限")
	p.wantTexts(".related h2", "用到它的话术", "它替代的旧规定", "相关案例")

	p = s.page(t, "/standards/restore-old")
	p.wantTexts(".facts div", "出处《供电服务规范》（2003 年）", "施行2003", "核对待核对原文")
	p.wantTexts(".limits .unsure", "待核对")
}

func TestClassPage(t *testing.T) {
	p := newSite(t, loadLibrary(t), nil).page(t, "/classes/biz-restore")
	p.wantTexts(".facts div", "大类营业投诉", "责任部门营业厅、采集运维班")
	p.wantTexts(".words li a", "欠费交清了，还没来电")
	p.wantTexts(".words li p", "您稍等，我先看钱到没到账。")
	p.wantTexts(".asks li", "交了钱怎么还没来电", "钱交了灯不亮")
	p.wantTexts(".related h2", "依据的标准", "这一类的案例", "相关的课", "容易混的类")
	p.wantTexts(".related .chips a", "抢修到场慢")
	if got, want := p.one(".part ol a").text(), "复电话术"; got != want {
		t.Errorf("link in the text: got %q, want %q", got, want)
	}
}

func TestLessonPage(t *testing.T) {
	p := newSite(t, loadLibrary(t), nil).page(t, "/lessons/close-the-loop")
	p.wantTexts(".facts div", "时长40 分钟", "对象营业厅营业员", "演练1 个")
	p.wantTexts(".goals li", "看得出哪一步断了", "约得出做得到的时间")
	p.wantTexts(".part blockquote", "讲师：先请大家说说自己的经历。")
	p.wantTexts(".questions details b", "A、B")
}

func TestListPages(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, tt := range []struct {
		target, title string
		documents     []string
	}{
		{"/classes", "问题类 2", []string{"交费后复电慢", "抢修到场慢"}},
		{"/scripts", "话术 1", []string{"欠费交清了，还没来电"}},
		{"/cases", "案例 1", []string{"中午交清电费，夜里才亮灯"}},
		{"/standards", "标准 2", []string{"交清电费后多久复电", "复电时限（2003 年的写法）"}},
		{"/lessons", "培训课 1", []string{"复电不过夜"}},
	} {
		p := s.page(t, tt.target)
		p.wantText("h1", tt.title)
		p.wantTexts(".sheet a", tt.documents...)
		if here := p.one("nav [aria-current=page]"); here.attr("href") != tt.target {
			t.Errorf("%s: navigation marks %q", tt.target, here.attr("href"))
		}
	}
	s.page(t, "/classes").wantTexts(".sheet p", "欠费停的电，钱交清了还没有送上", "报了修，人迟迟不到；到了也没有人说一声")
	s.page(t, "/cases/dark-till-night").wantTexts("nav [aria-current=true]", "案例")
}

// TestBanners checks what a page warns of before anything is read from it.
func TestBanners(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, tt := range []struct {
		name, path, id string
		want           []string
	}{
		{"sound", "/scripts/say-restore", "say-restore", nil},
		{"draft", "/scripts/say-draft", "say-draft", []string{"草稿，还没有启用，搜索里看不到。"}},
		{"retired", "/scripts/say-retired", "say-retired", []string{"已停用，请不要再用。"}},
		{"superseded and overdue", "/standards/restore-old", "restore-old", []string{
			"已有新的规定：交清电费后多久复电", "该在 2026-01-01 前复核，用前请先核对。",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.page(t, tt.path).wantTexts("main .doc-head .notice", tt.want...)
			s.page(t, deskURL("d", tt.id)).wantTexts(".card .doc-head .notice", tt.want...)
		})
	}
}

// TestLayers checks that a page says which layer its document came from once
// there are several, and that a document that a layer retires is gone from the
// lists.
// TestOnlyRulesInForceAreShown holds that a standard that is no longer, or not
// yet, in use lends no figure to other pages and replaces nothing.
func TestOnlyRulesInForceAreShown(t *testing.T) {
	base := kb.Layer{Name: "内置", FS: os.DirFS("testdata/library")}
	current, err := os.ReadFile("testdata/library/standards/restore-new.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []string{"draft", "retired"} {
		t.Run(status, func(t *testing.T) {
			text := strings.Replace(string(current), "owner:", "status: "+status+"\nowner:", 1)
			lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: kb.DateOf(today)}, base,
				kb.Layer{Name: "本公司", FS: fstest.MapFS{"standards/restore-new.md": {Data: []byte(text)}}})
			if err != nil {
				t.Fatal(err)
			}
			s := newSite(t, lib, nil)
			for _, path := range []string{"/scripts/say-restore", "/classes/biz-restore"} {
				if figures := strings.Join(s.page(t, path).texts(".limits"), " "); strings.Contains(figures, "24 小时") {
					t.Errorf("%s shows the figure of a standard that is %s", path, status)
				}
			}
			s.page(t, "/standards/restore-old").none(`.notice a[href=/standards/restore-new]`)
			if got := strings.Join(s.page(t, "/standards/restore-new").texts(".limits"), " "); !strings.Contains(got, "24 小时") {
				t.Errorf("its own page shows the figures %q, want 24 小时", got)
			}
		})
	}
}

func TestLayers(t *testing.T) {
	base := kb.Layer{Name: "内置", FS: os.DirFS("testdata/library")}
	script, err := os.ReadFile("testdata/library/scripts/say-retired.md")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: kb.DateOf(today)}, base,
		kb.Layer{Name: "本公司", FS: fstest.MapFS{"scripts/say-restore.md": {Data: script}}})
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, lib, nil)
	s.page(t, "/scripts/say-restore").wantTexts(".notice", "已停用，请不要再用。")
	s.page(t, "/scripts/say-restore").wantText(".trust", "营业厅班长 复核于 2026-06-01，下次 2027-06-01 前 · 来自 本公司")
	s.page(t, "/classes/biz-restore").none(".words")
	s.page(t, "/scripts").none(".sheet")
	s.page(t, "/standards/restore-new").wantText(".trust", "营销部专责 复核于 2026-06-01，下次 2027-06-01 前 · 来自 内置")
	newSite(t, loadLibrary(t), nil).page(t, "/standards/restore-new").
		wantText(".trust", "营销部专责 复核于 2026-06-01，下次 2027-06-01 前")
}
