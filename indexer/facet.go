package indexer

import (
	"cmp"
	"slices"

	"anku/kb"
)

// facetValues bounds the values of a facet.
const facetValues = 100

func newFacets() kb.Facets {
	return kb.Facets{Kind: []kb.FacetCount{}, Class: []kb.FacetCount{}, Category: []kb.FacetCount{}}
}

// facets counts what was found.
func (x *Index) facets(found []int32) kb.Facets {
	kinds, classes, categories := map[kb.Kind]int{}, map[kb.ID]int{}, map[kb.Category]int{}
	var last kb.Kind
	run := 0
	for _, doc := range found {
		d := &x.docs[doc]
		if d.kind != last { // documents come in long runs of a kind
			kinds[last] += run
			last, run = d.kind, 0
		}
		run++
		if d.classes == nil {
			continue
		}
		for _, id := range d.classes {
			classes[id]++
		}
		categories[x.lib.Category(d.Document)]++
	}
	kinds[last] += run
	return kb.Facets{Kind: facet(kinds), Class: facet(classes), Category: facet(categories)}
}

// facet returns counts, most frequent first, then by value.
func facet[V ~string](counts map[V]int) []kb.FacetCount {
	out := make([]kb.FacetCount, 0, len(counts))
	for value, n := range counts {
		if value != "" {
			out = append(out, kb.FacetCount{Value: string(value), Count: n})
		}
	}
	slices.SortFunc(out, func(a, b kb.FacetCount) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
	return out[:min(len(out), facetValues)]
}
