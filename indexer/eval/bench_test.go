package eval_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"anku/indexer/eval"
)

func BenchmarkReadCorpus(b *testing.B) {
	var text strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&text, "{\"id\":\"d%d\",\"title\":\"复电\",\"text\":%q}\n", i, strings.Repeat("结清欠费以后二十四小时内送电。", 8))
	}
	b.Run("passages=10000", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(text.Len()))
		for b.Loop() {
			if _, err := eval.ReadCorpus("f", strings.NewReader(text.String())); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkNewInterval(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	before, after := make([]float64, 1000), make([]float64, 1000)
	for i := range before {
		before[i], after[i] = r.Float64(), r.Float64()
	}
	b.Run("queries=1000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			eval.NewInterval(before, after)
		}
	})
}
