package indexer_test

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"anku/indexer"
	"anku/kb"
)

// snippetPages are short documents; each is about one thing that snippets must
// get right.
var snippetPages = map[string]page{
	"restore": {
		title: "交清电费以后的复电", asks: []string{"钱都交了怎么还没来电", "几时复电"}, tags: []string{"复电"},
		scene: "客户上午交清了电费。到了晚上家里还是黑的，孩子没法写作业。打过两次电话催复电，没有人回。",
		lines: []string{"您交清了，我现在就查复电单发出去没有。", "查到了：复电单已经发出，我盯着它。"},
	},
	"hant": {
		title: "復電 <b>&「」", asks: []string{"９５５９８幾時復電"},
		scene: "臺區停電後，客戶打電話問幾時復電。", lines: []string{"復電後我打給您。"},
	},
	"wide": {
		title: "１０ｋＶ　線路ＡＢＣ", asks: []string{"㎡ 與 ℃ 怎麼寫"},
		scene: "電壓是２２０Ｖ，面積３㎡。", lines: []string{"２２０Ｖ正常。"},
	},
	"mixed": {
		title: "App 和 95598 都能报修", asks: []string{"App里报修3号楼没电", "打95598要等多久"},
		scene: "10kV 线路跳闸，3号楼、13号楼停电。IC卡表也能用。电压 220.5 V。", lines: []string{"您打95598，或者在 App 里点报修。"},
	},
	"pole": {
		title: "电杆歪了", asks: []string{"门口的水泥电杆要倒"},
		scene: "电杆歪了十五度。村里叫它水泥柱子。", lines: []string{"电杆我们今天去扶正。"},
	},
	"long": {
		title: "一件说得很长的事", asks: []string{"长话怎么短说"},
		scene: strings.Repeat("客户说了很多别的话，没有说到要紧的地方，", 8) + "最后才说验表的结果不对，要第三方重新验表！" +
			"他还说，旧表拆走了没人签字？我们当天就找回了旧表。" + strings.Repeat("以后又说了一些别的，", 12) + "再也没有提起。",
		lines: []string{"“先验表，再说别的。”这是规定；验表不收钱。"},
	},
	"ask": {
		title: "什么时候来人", asks: []string{"师傅什么时候能到", "怎么没有人来", "有没有人管"},
		scene: "客户问师傅什么时候到。什么都没有说清。", lines: []string{"师傅四十五分钟到。"},
	},
	"plain": {title: "现金照收", asks: []string{"付现金行不行"}, lines: []string{"现金我们收。"}},
}

const snippetSynonyms = `- word: 复电
  said: [恢复送电, 送电]
- word: 电杆
  said: [电线杆]
- word: 验表
  said: [校表, 检表]
`

// snippetQueries are searched for in snippetPages.
var snippetQueries = []string{
	"复电", "復電", "几时复电", "钱交了怎么还没来电", "恢复送电", "电线杆歪了", "校表不收钱", "fudian", "fudian单", "fd", "fud",
	"付电", "典杆", "电", "表", "3", "3号楼", "220V", "２２０ｖ", "220.5", "10KV线路", "95598要等多久", "9559", "app报修", "ic卡", "线路abc",
	"㎡", "什么时候", "师傅什么时候到", "有没有人", "第三方验表 旧表", "没有人管 <b>&",
	"我上午就把电费交清了，到晚上家里还是黑的，孩子连作业都没法写，打了两次电话催你们复电都没有人回我，你们到底什么时候给我复电",
}

// TestSnippets shows for each query which documents are found, why, and with
// which excerpts.
func TestSnippets(t *testing.T) {
	x := build(t, library(t, snippetPages, snippetSynonyms, "复电\n电杆\n验表\n旧表\n复电单\n"))
	var out strings.Builder
	for _, query := range snippetQueries {
		fmt.Fprintf(&out, "? %s\n", query)
		res := search(t, x, query)
		for _, h := range res.Hits[:min(len(res.Hits), 3)] {
			fmt.Fprintf(&out, "  %s\n", h.ID)
			for _, r := range h.Reasons {
				fmt.Fprintf(&out, "    %s %s=%s\n", r.How, r.Query, r.Matched)
			}
			for _, field := range kb.Fields() {
				for _, s := range h.Snippets[field] {
					fmt.Fprintf(&out, "    %s: %s\n", field, s.HTML())
				}
			}
		}
		for _, h := range res.Hits {
			checkHit(t, x, query, h)
		}
	}
	golden(t, "snippets.golden", out.String())
}

// TestSnippetsOfTheLibrary holds what TestSnippets does for the embedded
// library, whose documents are long.
func TestSnippetsOfTheLibrary(t *testing.T) {
	x := openEmbedded(t)
	for _, query := range libraryQueries {
		for _, h := range search(t, x, query).Hits {
			checkHit(t, x, query, h)
		}
	}
}

// libraryQueries are searched for in the embedded library.
var libraryQueries = append([]string{"交了钱怎么还没来电", "95598 投诉", "24 小时", "dianfei", "没电", "不给办"}, snippetQueries...)

// TestExcerptsShowTheReasons holds that what a hit says of why it was found can
// be seen marked in one of its excerpts.
func TestExcerptsShowTheReasons(t *testing.T) {
	x := openEmbedded(t)
	for _, query := range libraryQueries {
		unseen := 0
		hits := search(t, x, query).Hits
		for _, h := range hits {
			var marked strings.Builder
			for _, snippets := range h.Snippets {
				for _, s := range snippets {
					for _, span := range s {
						if span.Mark {
							fmt.Fprintln(&marked, span.Text)
						}
					}
				}
			}
			for _, r := range h.Reasons {
				if strings.Contains(marked.String(), r.Matched) {
					continue
				}
				if unseen++; unseen == 1 {
					t.Errorf("%.20q: no excerpt of %s marks its reason %s %q", query, h.ID, r.How, r.Matched)
				}
			}
		}
		if unseen > 1 {
			t.Errorf("%.20q: and %d more of %d hits", query, unseen-1, len(hits))
		}
	}
}

// TestQuestionWordsAreNotMarkedAlone holds that what only makes a question is
// no reason to show a sentence.
func TestQuestionWordsAreNotMarkedAlone(t *testing.T) {
	x := build(t, library(t, snippetPages, "", ""))
	question := strings.NewReplacer("什么时候", "", "什么", "", "时候", "", "怎么", "", "多久", "", "谁", "", "吗", "", "呢", "", "的", "", "了", "")
	for _, query := range []string{"师傅什么时候到", "怎么没有人来修电杆", "现金怎么付呢", "复电要多久吗", "谁来管验表"} {
		for _, h := range search(t, x, query).Hits {
			for field, snippets := range h.Snippets {
				for _, s := range snippets {
					for _, span := range s {
						if span.Mark && question.Replace(span.Text) == "" {
							t.Errorf("%q marks %q alone in %s of %s: %s", query, span.Text, field, h.ID, s.HTML())
						}
					}
				}
			}
		}
	}
}

// TestMarksAreWholeWords holds that a mark does not end in the middle of a
// word because the query has its first character, too.
func TestMarksAreWholeWords(t *testing.T) {
	tests := []struct{ query, title, want string }{
		{"停电通知", "停电通告", "<mark>停电</mark>通告"},
		{"交费方式", "交费方便", "<mark>交费</mark>方便"},
		{"抢修人员", "抢修人生", "<mark>抢修</mark>人生"},
		{"停电告知", "大面积停电告知", "大面积<mark>停电告知</mark>"},
		{"窗口排堆", "窗口排队", "<mark>窗口排队</mark>"},
		{"10kV 线路", "110kV 线路", "110kV <mark>线路</mark>"},
		{"kV 线路", "10kV 线路", "10kV <mark>线路</mark>"},
		{"5 分钟", "15 分钟", "15 <mark>分钟</mark>"},
		{"1.5 元", "1.55 元", "1.55 <mark>元</mark>"},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			x := build(t, library(t, map[string]page{"one": {title: tt.title, lines: []string{"请坐。"}}}, "", ""))
			res := search(t, x, tt.query)
			if len(res.Hits) == 0 {
				t.Fatal("no hit")
			}
			if got := res.Hits[0].TitleSnippet().HTML(); got != tt.want {
				t.Errorf("title is marked %s, want %s", got, tt.want)
			}
		})
	}
}

// TestSnippetsAreSentences holds that an excerpt of prose begins where a
// sentence begins, or says with dots that it does not.
func TestSnippetsAreSentences(t *testing.T) {
	x := build(t, library(t, snippetPages, snippetSynonyms, ""))
	for _, query := range []string{"验表", "旧表", "复电", "电杆", "黑"} {
		for _, h := range search(t, x, query).Hits {
			body := fieldText(x.Library(), x.Library().Document(h.ID), kb.FieldBody)
			for _, s := range h.Snippets[kb.FieldBody] {
				text := strings.TrimPrefix(s.String(), "…")
				if utf8.RuneCountInString(text) > 70 {
					t.Errorf("%q: an excerpt of %s has %d characters: %s", query, h.ID, utf8.RuneCountInString(text), text)
				}
				core := strings.TrimSuffix(text, "…")
				before, _, found := strings.Cut(body, core)
				if !found {
					t.Errorf("%q: %q is not in the body of %s", query, core, h.ID)
					continue
				}
				whole := before == "" || strings.ContainsRune("\n。！？；”", lastRune(before))
				if !whole && !strings.HasPrefix(s.String(), "…") {
					t.Errorf("%q: an excerpt of %s begins in a sentence without dots: %s", query, h.ID, s)
				}
			}
		}
	}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// TestSnippetMarksTheOriginal holds that marks are those of the text as it was
// written and that nothing in it becomes HTML.
func TestSnippetMarksTheOriginal(t *testing.T) {
	x := build(t, library(t, snippetPages, snippetSynonyms, ""))
	res := search(t, x, "95598 复电")
	i := slices.IndexFunc(res.Hits, func(h kb.Hit) bool { return h.ID == "hant" })
	if i < 0 {
		t.Fatalf("hits are %v, want hant among them", ids(res))
	}
	got := res.Hits[i].Snippets
	for field, want := range map[kb.Field]string{
		kb.FieldTitle: "<mark>復電</mark> &lt;b&gt;&amp;「」",
		kb.FieldAsks:  "<mark>９５５９８</mark>幾時<mark>復電</mark>",
		kb.FieldLines: "<mark>復電</mark>後我打給您。",
	} {
		if len(got[field]) != 1 || got[field][0].HTML() != want {
			t.Errorf("snippets of %s = %v, want %s", field, got[field], want)
		}
	}
}

// checkHit reports what no query and no document may bring about: see
// checkSnippet; and reasons that are not in the query or in the document.
func checkHit(t *testing.T, x *indexer.Index, query string, h kb.Hit) {
	t.Helper()
	d := x.Library().Document(h.ID)
	fields := ""
	for _, field := range kb.Fields() {
		fields += fieldText(x.Library(), d, field) + "\n"
	}
	for field, snippets := range h.Snippets {
		text := fieldText(x.Library(), d, field)
		for _, s := range snippets {
			checkSnippet(t, fmt.Sprintf("%q: %s of %s", query, field, h.ID), text, s)
		}
	}
	for _, r := range h.Reasons {
		if !strings.Contains(query, r.Query) || r.Query == "" {
			t.Errorf("%q: a reason of %s has the query say %q", query, h.ID, r.Query)
		}
		if !strings.Contains(fields, r.Matched) || r.Matched == "" {
			t.Errorf("%q: a reason of %s has the document say %q", query, h.ID, r.Matched)
		}
	}
}

// checkSnippet reports a snippet that is not a part of text, that has marks
// inside, beside or without one another, or whose HTML is broken.
func checkSnippet(t *testing.T, name, text string, s kb.Snippet) {
	t.Helper()
	if part := strings.TrimSuffix(strings.TrimPrefix(s.String(), "…"), "…"); !strings.Contains(text, part) {
		t.Errorf("%s: %q is not in the text", name, part)
	}
	marks := 0
	for i, span := range s {
		if span.Text == "" || !utf8.ValidString(span.Text) {
			t.Errorf("%s: span %d is %q", name, i, span.Text)
		}
		if i > 0 && span.Mark == s[i-1].Mark {
			t.Errorf("%s: spans %d and %d are of one kind and touch: %v", name, i-1, i, s)
		}
		if span.Mark {
			marks++
		}
		if i > 0 && isLatin(lastRune(s[i-1].Text)) && isLatin([]rune(span.Text)[0]) {
			t.Errorf("%s: a mark divides a word or a number: %v", name, s)
		}
	}
	if marks == 0 {
		t.Errorf("%s: nothing is marked in %q", name, s)
	}
	markup := s.HTML()
	if strings.Count(markup, "<mark>") != marks || strings.Count(markup, "</mark>") != marks {
		t.Errorf("%s: %d marks in %s", name, marks, markup)
	}
	rest := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(markup)
	if strings.ContainsAny(rest, `<>"'`) || html.UnescapeString(rest) != s.String() {
		t.Errorf("%s: %q is escaped as %q", name, s.String(), rest)
	}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var back kb.Snippet
	if err := json.Unmarshal(data, &back); err != nil || !slices.Equal(back, s) {
		t.Errorf("%s: %v came back from JSON as %v, %v", name, s, back, err)
	}
}

// isLatin reports whether r is part of a word that a mark must not divide.
func isLatin(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// fieldText returns the text that excerpts of a field are cut from.
func fieldText(lib *kb.Library, d *kb.Document, field kb.Field) string {
	var parts []string
	switch field {
	case kb.FieldTitle:
		parts = []string{d.Title}
	case kb.FieldAsks:
		parts = d.Asks
	case kb.FieldTags:
		parts = d.Tags
	case kb.FieldLines:
		for _, l := range d.Lines() {
			parts = append(parts, l.Text)
		}
	case kb.FieldClass:
		for _, id := range d.Classes {
			if c := lib.Class(id); c != nil {
				parts = append(parts, c.Title)
			}
		}
	case kb.FieldHeadings:
		for _, s := range d.Sections {
			parts = append(append(parts, s.Heading), s.Heads...)
		}
	case kb.FieldBody:
		for _, s := range d.Sections {
			parts = append(parts, s.Text)
		}
		if d.Standard != nil {
			parts = append(parts, d.Standard.Document, d.Standard.Article)
		}
	}
	return strings.Join(parts, "\n")
}

// FuzzSnippets searches for any text in any document: the excerpts are the
// document's text with sound marks.
func FuzzSnippets(f *testing.F) {
	for _, p := range snippetPages {
		f.Add("复电 220V", p.scene)
		f.Add(p.title, p.lines[0])
	}
	for _, s := range []string{
		"<mark>复电</mark>", "&lt;mark&gt;", "…复电…", "復\u0301電", "㎡㎡㎡", "ﬁﬂ", "\u202e复电\u202c", "🙂‍↔️复电", "复\u200b电",
		"İstanbul", "ǅ", "ﷺ", "１０ｋＶ", "a.1.2..3", "が\u3099", "한국어 電", "。。。复电！！？", "“复电。”他说。",
	} {
		f.Add(s, s)
		f.Add("复电", s+"复电"+s)
		f.Add(s, strings.Repeat(s+"长", 40))
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		if !utf8.ValidString(query) || utf8.RuneCountInString(query) > 200 || !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip()
		}
		// What breaks the front matter or the list is the loader's business.
		line := strings.Join(strings.Fields(text), " ")
		p := page{title: "题目", scene: "先说。" + line, lines: []string{"说" + line}}
		lib, err := kb.Load(t.Context(), kb.LoadConfig{}, kb.Layer{Name: "test", FS: mapFS(map[string]string{
			"classes/pay.md": class("业务"), "scripts/fuzzed.md": p.markdown(),
			kb.SynonymsFile: snippetSynonyms,
		})})
		if err != nil {
			t.Skip()
		}
		x := build(t, lib)
		res, err := x.Search(t.Context(), kb.Query{Text: query})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			checkHit(t, x, query, h)
		}
	})
}
