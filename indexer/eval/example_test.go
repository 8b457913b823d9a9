package eval_test

import (
	"fmt"
	"strings"

	"anku/indexer/eval"
)

func Example() {
	qrels, err := eval.ReadQrels("qrels.tsv", strings.NewReader("q1 d7 1\nq1 d9 1\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	m := eval.Measure([]string{"d3", "d7", "d5"}, qrels["q1"])
	fmt.Printf("hit@1 %.2f, recall@10 %.2f, mrr@10 %.2f, ndcg@10 %.2f\n", m.Hit1, m.Recall10, m.MRR10, m.NDCG10)
	// Output: hit@1 0.00, recall@10 0.50, mrr@10 0.50, ndcg@10 0.39
}
