package indexer_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"anku/cases"
	"anku/indexer"
	"anku/kb"
)

// embedded returns the library that ships with the program, loaded once.
var embedded = sync.OnceValues(func() (*kb.Library, error) {
	return kb.Load(testContext, kb.LoadConfig{}, kb.Layer{Name: "cases", FS: cases.FS()})
})

// embeddedIndex is an index over the embedded library that tests share; it
// lives as long as the process.
var embeddedIndex = sync.OnceValues(func() (*indexer.Index, error) {
	lib, err := embedded()
	if err != nil {
		return nil, err
	}
	return indexer.Build(testContext, lib)
})

// openEmbedded returns the index over the embedded library.
func openEmbedded(tb testing.TB) *indexer.Index {
	tb.Helper()
	x, err := embeddedIndex()
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// build returns an index that is closed with the test.
func build(tb testing.TB, lib *kb.Library) *indexer.Index {
	tb.Helper()
	x, err := indexer.Build(testContext, lib)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	return x
}

// load returns a library of the given files.
func load(tb testing.TB, files map[string]string) *kb.Library {
	tb.Helper()
	lib, err := kb.Load(testContext, kb.LoadConfig{}, kb.Layer{Name: "test", FS: mapFS(files)})
	if err != nil {
		tb.Fatal(err)
	}
	return lib
}

// mapFS returns the files as a file system.
func mapFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// script returns the text of a script with one line.
func script(title, class, ask, line string) string {
	return fmt.Sprintf(`---
title: %s
classes: [%s]
stage: explain
owner: 值班经理
reviewed: 2026-01-05
asks: ["%s"]
---

## 场景

柜台和电话。

## 这样说

- %s

## 不要说

- “不知道。”

## 要点

- 先看系统。

## 何时升级

- 找值班经理。
`, title, class, ask, line)
}

// A page is what a test says of a script; the rest is the same in all of them.
type page struct {
	title, class string   // class "pay" if empty
	asks, tags   []string // the one of every page, and none, if empty
	scene        string   // what stands under 场景
	lines        []string
}

// markdown returns the file of p.
func (p page) markdown() string {
	asks, tags := "想打听打听", ""
	if len(p.asks) > 0 {
		asks = strings.Join(p.asks, `", "`)
	}
	if len(p.tags) > 0 {
		tags = "tags: [" + strings.Join(p.tags, ", ") + "]\n"
	}
	return fmt.Sprintf(`---
title: %q
classes: [%s]
stage: explain
owner: 值班经理
reviewed: 2026-01-05
asks: ["%s"]
%s---

## 场景

%s

## 这样说

- %s

## 不要说

- “不知道。”

## 要点

- 无。

## 何时升级

- 无。
`, p.title, cmp.Or(p.class, "pay"), asks, tags, cmp.Or(p.scene, "柜台。"),
		strings.Join(p.lines, "\n- "))
}

// library returns a library of scripts by their IDs, a class "pay" that is
// called 业务, and a lexicon; "" is none.
func library(tb testing.TB, pages map[string]page, synonyms, words string) *kb.Library {
	tb.Helper()
	files := map[string]string{"classes/pay.md": class("业务")}
	for id, p := range pages {
		files["scripts/"+id+".md"] = p.markdown()
	}
	if synonyms != "" {
		files[kb.SynonymsFile] = synonyms
	}
	if words != "" {
		files[kb.WordsFile] = words
	}
	lib := load(tb, files)
	if len(lib.Documents()) != len(pages)+1 {
		tb.Fatalf("a page is defective: %v", lib.Problems())
	}
	return lib
}

// search returns the answer of x to text.
func search(tb testing.TB, x *indexer.Index, text string) kb.Results {
	tb.Helper()
	res, err := x.Search(tb.Context(), kb.Query{Text: text, Limit: 50})
	if err != nil {
		tb.Fatalf("%q: %v", text, err)
	}
	return res
}

// class returns the text of a class.
func class(title string) string {
	return fmt.Sprintf(`---
title: %s
category: business
owner: 值班经理
reviewed: 2026-01-05
asks: ["%s怎么办"]
---

## 是什么

说明。

## 根源

- 原因。

## 先做什么

1. 先听。

## 预防

- 检查。

## 与相近类的界限

- 没有。
`, title, title)
}

// generated returns a library of n scripts whose sentences are those of the
// embedded library in another order, and its classes.
func generated(tb testing.TB, n int) *kb.Library {
	tb.Helper()
	lib, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]string{}
	var sentences, lines, asks, titles []string
	for _, d := range lib.Documents() {
		titles = append(titles, d.Title)
		asks = append(asks, d.Asks...)
		for _, l := range d.Lines() {
			lines = append(lines, l.Text)
		}
		for _, s := range d.Sections {
			sentences = append(sentences, strings.FieldsFunc(s.Text, func(r rune) bool { return r == '。' || r == '\n' })...)
		}
		if d.Kind == kb.KindClass {
			text, err := fs.ReadFile(cases.FS(), d.Path)
			if err != nil {
				tb.Fatal(err)
			}
			files[d.Path] = string(text)
		}
	}
	classes := lib.OfKind(kb.KindClass)
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return plain.Replace(from[r.IntN(len(from))]) }
	for i := range n {
		var body []string
		for range 25 {
			body = append(body, pick(sentences)+"。")
		}
		text := script(pick(titles)+fmt.Sprint(i), string(classes[r.IntN(len(classes))].ID), pick(asks), pick(lines))
		files[fmt.Sprintf("scripts/generated-%d.md", i)] = strings.Replace(text, "柜台和电话。", strings.Join(body, "\n\n"), 1)
	}
	return load(tb, files)
}

// plain drops what would need escaping in the generated files.
var plain = strings.NewReplacer("〔", "", "〕", "", `"`, "", "*", "", "[", "", "]", "", "#", "", "|", "", "<", "", ":", "", "&", "")
