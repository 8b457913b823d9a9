package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"anku/kb"
)

func newSearch() *cobra.Command {
	var (
		c      content
		q      = kb.Query{Limit: kb.DefaultLimit}
		data   string
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "search 问题…",
		Short: "在终端里搜索，先给该说的话",
		Long: `在终端里搜索，先给该说的话。问题照客户的原话写，繁体、全角都行；标点和符号没有特殊含义。

  anku search 交了钱怎么还没来电
  anku search --kind standard --limit 3 复电时限
  anku search --json 抄表 | jq -r '.hits[].id'`,
		Args:              someText,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			q.Text = strings.Join(args, " ")
			res, lib, err := searchOnce(cmd, &c, data, q)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if asJSON {
				return writeJSON(out, res)
			}
			p := printer{palette: newPalette(out), columns: terminalColumns(out), lib: lib}
			_, err = io.WriteString(out, p.results(q, res))
			return err
		}),
	}
	c.flags(cmd)
	choiceFlag(cmd, &q.Kind, "kind", "只要一种文档，`KIND` 是 script、case、standard、class 或 lesson",
		kb.KindScript, kb.KindCase, kb.KindStandard, kb.KindClass, kb.KindLesson)
	classFlag(cmd, &q.Class, "class", "只要一个问题类，`ID` 如 biz-restore-delay")
	choiceFlag(cmd, &q.Category, "category", "只要一个大类，`NAME` 是 service、business、outage、quality 或 grid", kb.Categories()...)
	cmd.Flags().Var(number{&q.Limit, 1, kb.MaxLimit}, "limit", fmt.Sprintf("最多 `N` 条，1 到 %d", kb.MaxLimit))
	cmd.Flags().Var(number{&q.Offset, 0, kb.MaxOffset}, "offset", "跳过前面 `N` 条")
	dataFlag(cmd, &data)
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}

// someText refuses a query without any text.
func someText(_ *cobra.Command, args []string) error {
	if strings.TrimSpace(strings.Join(args, " ")) == "" {
		return usageError("search needs a question, such as: anku search 交了钱怎么还没来电")
	}
	return nil
}

// searchOnce loads the library, answers one query and lets go of the index.
func searchOnce(cmd *cobra.Command, c *content, data string, q kb.Query) (kb.Results, *kb.Library, error) {
	ctx := cmd.Context()
	if utf8.RuneCountInString(q.Text) > kb.MaxQueryRunes {
		return kb.Results{}, nil, usageError(fmt.Sprintf("the question is too long, expected at most %d characters", kb.MaxQueryRunes))
	}
	if !utf8.ValidString(q.Text) {
		return kb.Results{}, nil, usageError("the question is not UTF-8")
	}
	lib, err := c.loadAndNote(ctx, cmd.ErrOrStderr())
	if err != nil {
		return kb.Results{}, nil, err
	}
	if q.Class != "" && lib.Class(q.Class) == nil {
		return kb.Results{}, nil, fmt.Errorf("class %q is unknown; anku search --kind class finds the id of one", q.Class)
	}
	x, err := openIndex(ctx, lib, indexConfig(cmd, data))
	if err != nil {
		return kb.Results{}, nil, err
	}
	res, err := x.Search(ctx, q)
	if closeErr := x.Close(); err == nil {
		err = closeErr
	}
	return res, lib, err
}

// writeJSON writes v as one line of JSON with Chinese and marks as they are.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
