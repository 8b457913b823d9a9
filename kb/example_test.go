package kb_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"anku/kb"
)

// A misspelt key is named with its place, and with what was perhaps meant.
func ExampleParse() {
	src := `---
title: 交费后没来电
document: 《供电服务规范》
confidense: verified
owner: 营业厅班长
reviewed: 2026-10-01
---

## 规定

结清后 24 小时内恢复供电。**注意：**从结清算起。

## 怎么对客户说

- 结清后 24 小时内送上。

## 新旧变化

没有变化。
`
	d, problems := kb.Parse("standards/restore.md", []byte(src))
	fmt.Println(d == nil, problems.Errors())
	fmt.Print(problems)
	// Output:
	// true 3
	// standards/restore.md:2:1: 缺少 confidence，写 verified、unverified 之一 (missing-key)
	// standards/restore.md:4:1: 不认识的键 “confidense”，是不是想写 confidence (unknown-key)
	// standards/restore.md:11:21: 加粗不会显示，把 ** 前面的标点或空格移到 ** 后面，如 **重点**： (bold)
}

// A company's own library is laid over another: the document with the same ID
// takes the place of the one beneath.
func ExampleLoad() {
	class := func(title, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + `
category: business
owner: 营业厅班长
reviewed: 2026-10-01
asks: [交了钱怎么还没来电]
---

## 是什么

` + body + `

## 根源

- 把收钱当成结束。

## 先做什么

1. 看是不是真的结清。

## 预防

- 每一户都跟到亮灯。

## 与相近类的界限

- 抢修到场慢，和欠费无关。
`)}
	}
	ground := fstest.MapFS{"classes/restore.md": class("交费后复电慢", "电没有跟着回来。")}
	overlay := fstest.MapFS{"classes/restore.md": class("交费后复电慢（本公司）", "见[没有的文档](nowhere.md)。")}

	lib, err := kb.Load(context.Background(), kb.LoadConfig{Today: kb.Date{Year: 2026, Month: 11, Day: 1}},
		kb.Layer{Name: "内置", Prefix: "cases", FS: ground},
		kb.Layer{Name: "本公司", Prefix: "ours", FS: overlay})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range lib.Documents() {
		fmt.Println(d.ID, d.Title, d.Layer, d.URL())
	}
	fmt.Print(lib.Problems())
	// Output:
	// restore 交费后复电慢（本公司） 本公司 /classes/restore
	// ours/classes/restore.md:11:2: 链接的文件 classes/nowhere.md 不存在，改成已有的编号 (dead-link)
}

// A snippet is text with marks: what looks like markup in it is shown.
func ExampleSnippet_HTML() {
	s := kb.Snippet{{Text: "<b>交了钱</b>怎么还没"}, {Text: "来电", Mark: true}}
	fmt.Println(s.HTML())
	// Output: &lt;b&gt;交了钱&lt;/b&gt;怎么还没<mark>来电</mark>
}
