package kb_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"anku/kb"
)

// A generator writes a library that resembles the real one: as many documents
// of each kind, of the same length, with links between them. The same seed
// writes the same library.
type generator struct {
	rng     *rand.Rand
	classes []string
	scripts []string
	rules   []string
}

// generate returns the files of a library of n documents.
func generate(seed uint64, n int) fstest.MapFS {
	g := &generator{rng: rand.New(rand.NewPCG(seed, 1))}
	files := fstest.MapFS{}
	add := func(path, head, body string) { files[path] = &fstest.MapFile{Data: []byte(source(head, body))} }
	lessons := max(n/50, 1)
	classes, scripts, rules := max(n/20, 1), max(n/4, 1), max(n/4, 1)
	for i := range classes {
		g.classes = append(g.classes, fmt.Sprintf("class-%d", i))
	}
	for i := range scripts {
		g.scripts = append(g.scripts, fmt.Sprintf("script-%d", i))
	}
	for i := range rules {
		g.rules = append(g.rules, fmt.Sprintf("standard-%d", i))
	}
	for _, id := range g.classes {
		add("classes/"+id+".md", "category: business\ndepartments: [营业厅]\n"+g.common(18), g.sections("是什么", "根源", "先做什么", "预防", "与相近类的界限"))
	}
	for _, id := range g.scripts {
		head := fmt.Sprintf("classes: [%s]\nstage: explain\nstandards: [%s]\n", g.pick(g.classes), g.pick(g.rules)) + g.common(12)
		add("scripts/"+id+".md", head, "## 场景\n\n"+g.text(2)+"\n\n## 这样说\n\n### 先看账\n\n"+g.list(3)+"\n### 再讲时间\n\n"+g.list(3)+
			"\n## 不要说\n\n"+g.list(4)+"\n"+g.sections("要点", "何时升级"))
	}
	for _, id := range g.rules {
		head := fmt.Sprintf("classes: [%s]\ndocument: 《规范》\nconfidence: unverified\nlimits:\n  - what: 恢复供电\n    value: 24\n    unit: 小时\n",
			g.pick(g.classes)) + g.common(7)
		add("standards/"+id+".md", head, g.sections("规定", "怎么对客户说", "新旧变化"))
	}
	for i := range n - lessons - classes - scripts - rules {
		class := g.pick(g.classes)
		head := fmt.Sprintf("class: %s\nchannel: hotline\noccurred: 2025-0%d\nliability: upheld\nseverity: general\norigin: composite\n"+
			"scripts: [%s]\nstandards: [%s]\nmeasures:\n  - action: %s\n    owner: 班长\n    due: 2026-12-31\n",
			class, 1+i%9, g.pick(g.scripts), g.pick(g.rules), g.words(20)) + g.common(6)
		add(fmt.Sprintf("complaints/%s/case-%d.md", class, i), head,
			strings.ReplaceAll(g.sections("事件经过", "造成影响", "调查核实", "暴露问题", "处理技巧", "整改措施", "举一反三"), "](../", "](../../"))
	}
	for i := range lessons {
		head := fmt.Sprintf("minutes: 30\nclasses: [%s]\nscripts: [%s]\n", g.pick(g.classes), g.pick(g.scripts)) + g.common(4)
		add(fmt.Sprintf("lessons/lesson-%d.md", i), head, g.sections("一", "二", "三", "四", "五"))
	}
	return files
}

// common returns the keys of every kind, with so many asks.
func (g *generator) common(asks int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nowner: 班长\nreviewed: 2026-10-01\ntags: [%s, %s]\nasks:\n", g.words(10), g.words(2), g.words(2))
	for range asks {
		b.WriteString("  - " + g.words(14) + "\n")
	}
	return b.String()
}

func (g *generator) pick(from []string) string { return from[g.rng.IntN(len(from))] }

// words returns n characters of everyday Chinese.
func (g *generator) words(n int) string {
	const letters = "交了钱怎么还没来电费停送复核实窗口客户投诉热线工单时限承诺供表读数班长回访抢修欠缴清账查询办理业务营厅人员"
	runes := []rune(letters)
	var b strings.Builder
	for range n {
		b.WriteRune(runes[g.rng.IntN(len(runes))])
	}
	return b.String()
}

// text returns a paragraph of n sentences with one link and some emphasis.
func (g *generator) text(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(g.words(24) + "，**" + g.words(4) + "**，" + g.words(12) + "。")
	}
	return b.String() + "见[" + g.words(6) + "](../standards/" + g.pick(g.rules) + ".md)。"
}

func (g *generator) list(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString("- " + g.words(32) + "，" + g.words(16) + "。\n")
	}
	return b.String()
}

func (g *generator) sections(headings ...string) string {
	var b strings.Builder
	for _, h := range headings {
		b.WriteString("## " + h + "\n\n" + g.text(2) + "\n\n" + g.list(3) + "\n")
	}
	return b.String()
}

// TestGeneratedLibraryIsSound keeps the benchmarks honest: they must not
// measure how fast defects are reported.
func TestGeneratedLibraryIsSound(t *testing.T) {
	lib := load(t, nil, layer("generated", generate(1, 200)))
	if problems := lib.Problems(); len(problems) > 0 {
		t.Errorf("got\n%swant no problem", clip(problems.String()))
	}
	if got := len(lib.Documents()); got != 200 {
		t.Errorf("got %d documents, want 200", got)
	}
}

func clip(s string) string { return s[:min(len(s), 600)] }

func BenchmarkParse(b *testing.B) {
	bench := func(name, path, src string) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				kb.Parse(path, []byte(src))
			}
		})
	}
	for _, kib := range []int{4, 32} {
		bench(fmt.Sprintf("size=%dKiB", kib), "scripts/a.md", scriptOf(kib<<10))
	}
	for _, shape := range hostileShapes() {
		bench("shape="+shape.name, "lessons/a.md", shape.src)
	}
}

// scriptOf returns a sound script of about n bytes.
func scriptOf(n int) string {
	g := &generator{rng: rand.New(rand.NewPCG(3, 1)), classes: []string{"a"}, scripts: []string{"a"}, rules: []string{"a"}}
	head := "classes: [a]\nstage: explain\n" + g.common(n/600)
	body := "## 场景\n\n" + g.text(1) + "\n\n## 这样说\n\n" + g.list(n/512) + "\n## 不要说\n\n" + g.list(2) + "\n## 要点\n\n"
	tail := "\n\n## 何时升级\n\n" + g.text(1) + "\n"
	for len(head)+len(body)+len(tail) < n-200 {
		body += g.text(1) + "\n\n"
	}
	return source(head, body+tail)
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{100, 1000} {
		files := generate(1, n)
		b.Run(fmt.Sprintf("documents=%d", n), func(b *testing.B) { benchLoad(b, files, nil) })
		if n == 1000 {
			lib, err := kb.Load(b.Context(), kb.LoadConfig{Today: today}, layer("generated", files))
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("documents=%d/changed=0", n), func(b *testing.B) { benchLoad(b, files, lib) })
			files := maps.Clone(files)
			files[kb.SynonymsFile] = &fstest.MapFile{Data: []byte(synonymsOf(300))}
			b.Run(fmt.Sprintf("documents=%d/groups=300", n), func(b *testing.B) { benchLoad(b, files, lib) })
		}
	}
}

// synonymsOf returns n groups of eight words.
func synonymsOf(n int) string {
	g := &generator{rng: rand.New(rand.NewPCG(5, 1))}
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "- word: %s\n  said: [%s]\n", g.words(3), strings.Join([]string{
			g.words(2), g.words(3), g.words(4), g.words(3), g.words(4), g.words(4), g.words(5),
		}, ", "))
	}
	return b.String()
}

// BenchmarkLexicon reads lists of synonyms: an everyday one, and the worst
// that were found within the bound on their length.
func BenchmarkLexicon(b *testing.B) {
	const most = 256<<10 - 64
	fill := func(s string) string { return strings.Repeat(s, most/len(s)) }
	var shared strings.Builder // groups of the same twenty words
	rng := rand.New(rand.NewPCG(6, 1))
	for i := 0; shared.Len() < most; i++ {
		fmt.Fprintf(&shared, "- word: w%d\n  said: [", i)
		for range 12 {
			fmt.Fprintf(&shared, "a%d,", 10+rng.IntN(20))
		}
		shared.WriteString("]\n")
	}
	for _, bb := range []struct{ name, text string }{
		{"groups=300", synonymsOf(300)},
		{"shape=brackets", fill("[")},
		{"shape=flow", "- word: 第一张\n  said: [" + fill("ab,") + "]\n"},
		{"shape=mappings", "[" + fill("{a},") + "]\n"},
		{"shape=keys", "- {" + fill("a: b, ") + "}\n"},
		{"shape=shared", shared.String()[:strings.LastIndex(shared.String()[:most], "- ")]},
	} {
		b.Run(bb.name, func(b *testing.B) {
			files := mapFS(withLexicon(bb.text, ""))
			lib, err := kb.Load(b.Context(), kb.LoadConfig{Today: today}, layer("generated", mapFS(smallLibrary())))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(bb.text)))
			benchLoad(b, files, lib)
		})
	}
}

func benchLoad(b *testing.B, files fstest.MapFS, previous *kb.Library) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := kb.Load(b.Context(), kb.LoadConfig{Today: today, Previous: previous}, layer("generated", files)); err != nil {
			b.Fatal(err)
		}
	}
}
