package indexer_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"anku/indexer"
	"anku/kb"
)

func Example() {
	ctx := context.Background()
	lib, err := kb.Load(ctx, kb.LoadConfig{}, kb.Layer{Name: "example", FS: fstest.MapFS{
		"classes/pay.md":  {Data: []byte(class("交费"))},
		"scripts/cash.md": {Data: []byte(script("现金照收", "pay", "付现金行不行", "现金我们收，您放心。"))},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := indexer.Build(ctx, lib)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer x.Close() //nolint:errcheck // in memory
	res, err := x.Search(ctx, kb.Query{Text: "現金收不收"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range res.Hits {
		fmt.Println(h.Title, h.Lines, h.Snippets[kb.FieldTitle][0].HTML())
	}
	// Output: 现金照收 [现金我们收，您放心。] <mark>现金</mark>照收
}
