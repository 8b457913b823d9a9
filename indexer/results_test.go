package indexer_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"anku/kb"
)

// TestEveryHitHasAReason holds that no document comes without a reason and an
// excerpt that shows one.
func TestEveryHitHasAReason(t *testing.T) {
	x := openEmbedded(t)
	_, rows, _ := strings.Cut(relevancePairs, "\n")
	for line := range strings.Lines(rows) {
		query, _, _ := strings.Cut(line, "\t")
		for i, h := range search(t, x, query).Hits {
			if len(h.Reasons) == 0 || len(h.Snippets) == 0 {
				t.Errorf("%q: hit %d, %s, has %d reasons and %d excerpts", query, i+1, h.ID, len(h.Reasons), len(h.Snippets))
				break // the others of the query are of the same cause
			}
		}
	}
}

// TestFiltersCountAsFacetsDo holds it for each step of the ladder and each
// filter.
func TestFiltersCountAsFacetsDo(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{"复电", "fudian", "fud", "fd", "付电", "没电", "9559", "电", "95598投诉", "交了钱到现在家里还是黑的没有人管我", "zzzz"} {
		all := search(t, x, text)
		for name, facet := range map[string][]kb.FacetCount{"kind": all.Facets.Kind, "class": all.Facets.Class, "category": all.Facets.Category} {
			for _, f := range facet {
				q := kb.Query{Text: text}
				switch name {
				case "kind":
					q.Kind = kb.Kind(f.Value)
				case "class":
					q.Class = kb.ID(f.Value)
				default:
					q.Category = kb.Category(f.Value)
				}
				res, err := x.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if res.Total != f.Count {
					t.Errorf("%q: %s %s finds %d, but the facet counts %d", text, name, f.Value, res.Total, f.Count)
				}
			}
		}
	}
}

// TestPagesJoin holds that pages of any size make the whole, each document
// once.
func TestPagesJoin(t *testing.T) {
	x := openEmbedded(t)
	for _, text := range []string{"复电", "fudian", "dianfei", "投诉", "交了钱怎么还没来电", "不给办"} {
		whole, err := x.Search(t.Context(), kb.Query{Text: text, Limit: kb.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{7, 30} {
			var paged []kb.ID
			for offset := 0; offset < len(whole.Hits); offset += size {
				res, err := x.Search(t.Context(), kb.Query{Text: text, Limit: min(size, len(whole.Hits)-offset), Offset: offset})
				if err != nil {
					t.Fatal(err)
				}
				if res.Total != whole.Total {
					t.Errorf("%q from %d: total %d, want %d", text, offset, res.Total, whole.Total)
				}
				paged = append(paged, ids(res)...)
			}
			if !slices.Equal(paged, ids(whole)) {
				t.Errorf("%q in pages of %d:\n got %v\nwant %v", text, size, paged, ids(whole))
			}
		}
	}
}

// TestConcurrentSearches holds that searches at the same time do not disturb
// one another: what they share is given back clean.
func TestConcurrentSearches(t *testing.T) {
	x := openEmbedded(t)
	queries := []string{
		"复电", "fudian慢", "fd", "付电", "电", "95598投诉", "停電了幾時來電", "zzzz", "9559",
		"我上个月欠了电费被停电，昨天中午在营业厅交清了，等到晚上九点家里还是黑的，没有一个人给我回电话",
	}
	want := make([]string, len(queries))
	for i, q := range queries {
		want[i] = answer(search(t, x, q))
	}
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range len(queries) {
				k := (i*7 + worker) % len(queries)
				res, err := x.Search(t.Context(), kb.Query{Text: queries[k], Limit: 50})
				if err != nil {
					t.Error(err)
					return
				}
				if got := answer(res); got != want[k] {
					t.Errorf("%q alone finds\n%s, among others\n%s", queries[k], want[k], got)
				}
			}
		})
	}
	group.Wait()
}

// answer is what two equal answers have in common.
func answer(res kb.Results) string {
	var b strings.Builder
	fmt.Fprintln(&b, res.Total, res.Corrections)
	for _, h := range res.Hits {
		fmt.Fprintln(&b, h.ID, h.Score, h.Reasons, h.Snippets)
	}
	return b.String()
}
