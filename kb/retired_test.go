package kb_test

import (
	"testing"
	"testing/fstest"

	"anku/kb"
)

// TestRetiredStubHides holds that an overlay hides a document by saying so:
// nothing else of it has to be written again.
func TestRetiredStubHides(t *testing.T) {
	for _, kind := range kb.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			path := kb.PathOf(kind, "old-one", "pay")
			ground := kb.Layer{Name: "ground", FS: fstest.MapFS{
				"classes/pay.md": {Data: []byte(retiredClass)},
			}}
			stub := kb.Layer{Name: "stub", FS: fstest.MapFS{
				path: {Data: []byte("---\nstatus: retired\n---\n")},
			}}
			lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: retiredToday}, ground, stub)
			if err != nil {
				t.Fatal(err)
			}
			if problems := lib.Problems(); len(problems) > 0 {
				t.Errorf("problems:\n%v", problems)
			}
			d := lib.Document("old-one")
			if d == nil || d.Status != kb.StatusRetired || d.Title != "old-one" {
				t.Fatalf("document = %+v, want a retired one that is called by its ID", d)
			}
			for _, listed := range lib.Documents() {
				if listed == d {
					t.Error("the retired document is listed")
				}
			}
		})
	}
}

var retiredToday = kb.Date{Year: 2026, Month: 11, Day: 1}

const retiredClass = `---
title: 交费
category: business
owner: 值班经理
reviewed: 2026-10-01
asks: [交费怎么办]
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
`
