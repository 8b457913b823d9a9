package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"anku/indexer"
	"anku/kb"
)

func newLexiconCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "lexicon 命令",
		Short:             "看改词库让搜索变了什么",
		Args:              knownCommand,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLexiconDiffCommand())
	return cmd
}

func newLexiconDiffCommand() *cobra.Command {
	var (
		queries    string
		noEmbedded bool
		asJSON     bool
	)
	cmd := &cobra.Command{
		Use:   "diff A B --queries FILE",
		Short: "两个版本的库，哪些问题的前三条结果变了",
		Long: `同一批问题在 A、B 两个版本的库里各搜一遍，列出前三条结果变了的问题，最后是词库本身的差别。

A、B 是库的目录，各自叠在内置库上面；library.yaml 里写了 standalone: true 的自成一体。
FILE 一行一个问题；有制表符的只看第一列，以 query 开头的首行是表头；也可以是 JSONL，每行有 "text"；写 - 从标准输入读。

  anku lexicon diff ../before/cases cases --queries queries.tsv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError("diff needs two libraries, expected: anku lexicon diff A B --queries FILE")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) < 2 {
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			if queries == "" {
				return usageError("--queries is missing, expected a file with a query a line")
			}
			asked, err := readInput(cmd, queries, readQueries)
			if err != nil {
				return err
			}
			var sides [2]diffSide
			for i, dir := range args {
				if sides[i], err = searchSide(cmd, dir, noEmbedded, asked); err != nil {
					return err
				}
			}
			d := newLexiconDiff(asked, sides[0], sides[1])
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), d)
			}
			return d.print(cmd.OutOrStdout())
		}),
	}
	cmd.Flags().StringVar(&queries, "queries", "", "问题的文件 `FILE`")
	_ = cmd.MarkFlagFilename("queries", "tsv", "txt", "jsonl")
	cmd.Flags().BoolVar(&noEmbedded, "no-embedded", false, "不把内置库垫在下面")
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}

// diffHits is how many hits of a query are compared: those that are seen
// without scrolling.
const diffHits = 3

// A diffSide is one of two versions of a library: its lexicon, and the first
// hits of each query.
type diffSide struct {
	lexicon kb.Lexicon
	hits    [][]diffHit // in step with the queries
}

// searchSide loads the library in dir and asks it every query.
func searchSide(cmd *cobra.Command, dir string, noEmbedded bool, queries []string) (diffSide, error) {
	ctx := cmd.Context()
	lib, problems, err := loadForLint(ctx, []string{dir}, noEmbedded)
	if err != nil {
		return diffSide{}, err
	}
	if lib == nil {
		return diffSide{}, &kb.EmptyError{Problems: problems}
	}
	problems = slices.DeleteFunc(problems, func(p *kb.Problem) bool { return strings.HasPrefix(p.File, embeddedPlace+"/") })
	if n := problems.Errors(); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "anku: %s has %d errors, and what they are in is left out; anku lint %s names each\n", dir, n, dir)
	}
	x, err := openIndex(ctx, lib, indexConfig(cmd, ""))
	if err != nil {
		return diffSide{}, err
	}
	side := diffSide{lexicon: lib.Lexicon()}
	side.hits, err = firstHits(ctx, x, queries, progressOn(cmd.ErrOrStderr(), "搜索 "+dir))
	if closeErr := x.Close(); err == nil {
		err = closeErr
	}
	return side, err
}

// firstHits returns the first hits of each query.
func firstHits(ctx context.Context, x *indexer.Index, queries []string, progress func(done, total int)) ([][]diffHit, error) {
	out := make([][]diffHit, len(queries))
	for i, text := range queries {
		res, err := x.Search(ctx, kb.Query{Text: text, Limit: diffHits})
		if err != nil {
			return nil, fmt.Errorf("query %q: %w", text, err)
		}
		out[i] = []diffHit{}
		for _, h := range res.Hits {
			out[i] = append(out[i], diffHit{ID: h.ID, Title: h.Title})
		}
		if progress != nil {
			progress(i+1, len(queries))
		}
	}
	return out, nil
}
