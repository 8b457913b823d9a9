package indexer_test

import (
	"testing"

	"anku/indexer"
	"anku/kb"
)

func BenchmarkBuild(b *testing.B) {
	for name, lib := range map[string]*kb.Library{
		"documents=embedded": openEmbedded(b).Library(),
		"documents=1000":     generated(b, 959), // and 41 classes
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x, err := indexer.Build(b.Context(), lib)
				if err != nil {
					b.Fatal(err)
				}
				if err := x.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	lib, dir := generated(b, 959), b.TempDir()
	open := func(b *testing.B) {
		x, err := indexer.Open(b.Context(), lib, indexer.Config{Dir: dir, Always: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	open(b) // builds it
	b.Run("documents=1000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			open(b)
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	x := build(b, generated(b, 959))
	for name, text := range map[string]string{
		"query=one-char":  "电",
		"query=word":      "复电",
		"query=sentence":  "交了钱怎么还没来电",
		"query=complaint": "我上个月欠了电费被停电，昨天中午在营业厅交清了，收费员说马上就来电，我等到晚上九点家里还是黑的，孩子作业都没法写，打热线说已经派单，可是没有一个人给我回电话，你们到底管不管",
		"query=none":      "zzzz",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Search(b.Context(), kb.Query{Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
