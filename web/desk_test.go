package web_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/kb"
)

// deskURL returns the address of the desk with parameters in pairs.
func deskURL(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return "/?" + v.Encode()
}

func TestDeskZero(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, target := range []string{"/", "/?q=", "/?q=%20%09", "/?kind=script"} {
		p := s.page(t, target)
		p.wantTexts("h1", "工作台")
		p.wantTexts(".zero .plain a", "欠费交清了，还没来电")
		p.wantTexts(".zero .chips a", "交费后复电慢", "抢修到场慢")
		p.none(".hits")
		p.none(".card")
		p.wantText("title", "测试案例库")
	}
}

func TestDeskHits(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	p := s.page(t, deskURL("q", "电"))
	p.wantText("title", "电 · 测试案例库")
	if got := p.one("main [name=q]").attr("value"); got != "电" {
		t.Errorf("box: got %q, want 电", got)
	}
	p.wantTexts(".hit-title a", "欠费交清了，还没来电", "中午交清电费，夜里才亮灯", "交清电费后多久复电",
		"复电时限（2003 年的写法）", "交费后复电慢", "复电不过夜")
	p.wantTexts(".hit-title .kind", "话术", "案例", "标准", "标准", "问题类", "培训课")
	p.wantTexts(".hit-title mark", "电", "电", "电", "电", "电", "电")
	p.wantTexts(".hit-class", "交费后复电慢", "交费后复电慢", "交费后复电慢", "交费后复电慢", "交费后复电慢")
	if got, want := p.one("[data-said]").attr("data-said"), "找到 6 条"; got != want {
		t.Errorf("said: got %q, want %q", got, want)
	}
	p.wantText(".card h1", "欠费交清了，还没来电")
	p.wantTexts(".hit-list [aria-current]", "欠费交清了，还没来电")
	p.wantTexts(".hit.here a", "欠费交清了，还没来电")
	if got, want := p.one(".hit.here a").attr("href"), deskURL("q", "电", "d", "say-restore"); got != want {
		t.Errorf("link of the hit: got %q, want %q", got, want)
	}
}

// TestDeskChosen checks that the document of the address is shown, whether it
// is a hit or not.
func TestDeskChosen(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	p := s.page(t, deskURL("q", "电", "d", "restore-new"))
	p.wantText(".card h1", "交清电费后多久复电")
	p.wantTexts(".hit-list [aria-current]", "交清电费后多久复电")

	p = s.page(t, deskURL("q", "电", "d", "out-late"))
	p.wantText(".card h1", "抢修到场慢")
	p.none(".hit-list [aria-current]")

	p = s.page(t, deskURL("d", "dark-till-night"))
	p.wantText(".card h1", "中午交清电费，夜里才亮灯")
	p.none(".hits")
	p.none(".zero")

	p = s.page(t, deskURL("q", "电", "d", "no-such-document"))
	p.wantText(".card h1", "欠费交清了，还没来电")
}

// TestDeskFilters checks that each kind is offered with its count, whichever
// kind is chosen.
func TestDeskFilters(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	all := []string{"全部 6", "话术 1", "案例 1", "标准 2", "问题类 1", "培训课 1"}
	p := s.page(t, deskURL("q", "电"))
	p.wantTexts(".kinds a", all...)
	p.wantTexts(".kinds [aria-current=true]", "全部 6")
	p.none("main [type=hidden]")

	p = s.page(t, deskURL("q", "电", "kind", "standard"))
	p.wantTexts(".kinds a", all...)
	p.wantTexts(".kinds [aria-current=true]", "标准 2")
	p.wantTexts(".hit-title a", "交清电费后多久复电", "复电时限（2003 年的写法）")
	if got := p.one("main [type=hidden]"); got.attr("name") != "kind" || got.attr("value") != "standard" {
		t.Errorf("hidden field: got %s=%s, want kind=standard", got.attr("name"), got.attr("value"))
	}
	var got []string
	for _, a := range p.all(".kinds a") {
		got = append(got, a.attr("href"))
	}
	want := []string{deskURL("q", "电")}
	for _, kind := range kb.Kinds() {
		want = append(want, deskURL("q", "电", "kind", string(kind)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}

	p = s.page(t, deskURL("q", "抢修", "kind", "lesson"))
	p.wantTexts(".kinds a", "全部 1", "问题类 1", "培训课 0")
	p.wantText(".none h2", "没有找到“抢修”")
	if got, want := p.one(".none a").attr("href"), deskURL("q", "抢修"); got != want {
		t.Errorf("way out of the filter: got %q, want %q", got, want)
	}

	p = s.page(t, deskURL("q", "电", "class", "biz-restore", "category", "business"))
	var fields []string
	for _, f := range p.all("main [type=hidden]") {
		fields = append(fields, f.attr("name")+"="+f.attr("value"))
	}
	if want := []string{"class=biz-restore", "category=business"}; !slices.Equal(fields, want) {
		t.Errorf("hidden fields: got %q, want %q", fields, want)
	}
}

func TestDeskNothingFound(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	p := s.page(t, deskURL("q", "火星车票"))
	p.wantTexts("h1", "工作台")
	p.wantText(".none h2", "没有找到“火星车票”")
	p.none(".none a")
	p.none(".kinds")
	p.none(".card")
	p.one(".zero")
	if got, want := p.one("[data-said]").attr("data-said"), "没有找到"; got != want {
		t.Errorf("said: got %q, want %q", got, want)
	}
}

// TestDeskLongQuery checks that a pasted complaint stays whole in the box and
// is cut in titles.
func TestDeskLongQuery(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	long := strings.Repeat("停电", 1000)
	p := s.page(t, deskURL("q", long))
	if got := p.one("main [name=q]").attr("value"); got != long {
		t.Errorf("box has %d bytes, want %d", len(got), len(long))
	}
	short := strings.Repeat("停电", 20) + "…"
	p.wantText(".none h2", "没有找到“"+short+"”")
	p.wantText("title", short+" · 测试案例库")
}

// manyHits is a searcher that finds n documents, all of them the same.
func manyHits(n int) searcherFunc {
	return func(_ context.Context, q kb.Query) (kb.Results, error) {
		res := kb.Results{Total: n, Facets: kb.Facets{Kind: []kb.FacetCount{{Value: "script", Count: n}}}}
		for i := q.Offset; i < min(n, q.Offset+q.Limit); i++ {
			res.Hits = append(res.Hits, kb.Hit{
				ID: "say-restore", Kind: kb.KindScript, Title: fmt.Sprint(i), Class: "biz-restore", URL: "/scripts/say-restore",
			})
		}
		return res, nil
	}
}

func TestDeskPaging(t *testing.T) {
	for _, tt := range []struct {
		name       string
		total      int
		offset     string
		hits       int
		prev, next string // offsets, "" for none, "0" for no parameter
	}{
		{"one page", 12, "", 12, "", ""},
		{"first of two", 13, "", 12, "", "12"},
		{"last of two", 13, "12", 1, "0", ""},
		{"middle", 40, "24", 12, "12", "36"},
		{"crooked", 40, "5", 12, "0", "17"},
		{"last that can be asked for", 5000, "1000", 12, "988", ""},
		{"nearly last", 5000, "988", 12, "976", "1000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, loadLibrary(t), manyHits(tt.total))
			p := s.page(t, deskURL("q", "a", "kind", "script", "offset", tt.offset))
			if got := len(p.all(".hit")); got != tt.hits {
				t.Errorf("got %d hits, want %d", got, tt.hits)
			}
			for rel, offset := range map[string]string{"prev": tt.prev, "next": tt.next} {
				if offset == "" {
					p.none(".pager a[rel=" + rel + "]")
					continue
				}
				want := deskURL("q", "a", "kind", "script", "offset", offset)
				if offset == "0" {
					want = deskURL("q", "a", "kind", "script")
				}
				if got := p.one(".pager a[rel=" + rel + "]").attr("href"); got != want {
					t.Errorf("%s: got %q, want %q", rel, got, want)
				}
			}
		})
	}
}

func TestDeskPastTheEnd(t *testing.T) {
	s := newSite(t, loadLibrary(t), manyHits(13))
	p := s.page(t, deskURL("q", "a", "offset", "24"))
	p.wantText(".none h2", "后面没有了")
	if got, want := p.one(".none a").attr("href"), deskURL("q", "a"); got != want {
		t.Errorf("way back: got %q, want %q", got, want)
	}
}

// TestDeskAtAGlance checks how many hits a narrow screen keeps back at first:
// those after the third, but for the chosen one.
func TestDeskAtAGlance(t *testing.T) {
	for _, tt := range []struct {
		total int
		want  []string
	}{{3, nil}, {4, []string{"其余 1 条"}}, {12, []string{"其余 9 条"}}} {
		s := newSite(t, loadLibrary(t), searcherFunc(func(ctx context.Context, q kb.Query) (kb.Results, error) {
			res, err := manyHits(tt.total)(ctx, q)
			for i := range res.Hits {
				res.Hits[i].ID = kb.ID(fmt.Sprintf("no-document-%d", i))
			}
			return res, err
		}))
		s.page(t, deskURL("q", "a")).wantTexts("label.more-label", tt.want...)
	}
	lib := loadLibrary(t)
	p := newSite(t, lib, nil).page(t, deskURL("q", "电", "d", "biz-restore"))
	p.wantTexts("label.more-label", "其余 2 条")
	p.one("input#More[type=checkbox]")
}

// TestDeskFragment checks that part=1 gives the parts of the same page and
// nothing else.
func TestDeskFragment(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, target := range []string{"/?", "/?q=电", "/?q=zzz", "/?d=say-restore", "/?q=电&kind=case&d=biz-restore"} {
		whole, part := s.get(t, target).body, s.get(t, target+"&part=1").body
		if strings.Contains(part, "<html") || !strings.Contains(whole, "<div data-parts>"+part+"</div>") {
			t.Errorf("%s: fragment is not what the page has in its place:\n%.300s", target, part)
		}
		if strings.Contains(whole, "part=1") {
			t.Errorf("%s: page links to fragments", target)
		}
	}
}
