package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"anku/indexer"
	"anku/kb"
)

func newSearch() *cobra.Command {
	var (
		c      content
		q      kb.Query
		kind   string
		class  string
		cat    string
		data   string
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "search 问题…",
		Short: "在终端里搜索，先给该说的话",
		Args:  cobra.MinimumNArgs(1),
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			q.Text = strings.Join(args, " ")
			q.Kind, q.Class, q.Category = kb.Kind(kind), kb.ID(class), kb.Category(cat)
			res, lib, err := searchOnce(cmd.Context(), &c, data, q)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), res)
			}
			return printResults(cmd.OutOrStdout(), newPalette(cmd.OutOrStdout()), lib, res)
		}),
	}
	c.flags(cmd)
	cmd.Flags().StringVar(&kind, "kind", "", "只要一种文档：script、case、standard、class、lesson")
	cmd.Flags().StringVar(&class, "class", "", "只要一个问题类，如 biz-restore-delay")
	cmd.Flags().StringVar(&cat, "category", "", "只要一个大类：service、business、outage、quality、grid")
	cmd.Flags().IntVar(&q.Limit, "limit", kb.DefaultLimit, "最多几条，1 到 100")
	cmd.Flags().IntVar(&q.Offset, "offset", 0, "跳过前面几条")
	cmd.Flags().StringVar(&data, "data", "", "索引放在这个目录里，下次不用重建")
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}

// searchOnce loads the library, answers one query and lets go of the index.
func searchOnce(ctx context.Context, c *content, data string, q kb.Query) (kb.Results, *kb.Library, error) {
	if err := q.Validate(); err != nil {
		return kb.Results{}, nil, err
	}
	lib, err := c.load(ctx)
	if err != nil {
		return kb.Results{}, nil, err
	}
	x, err := indexer.Open(ctx, lib, indexer.Config{Dir: data})
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

// shownLines is how many lines of a script below the first hit are printed.
const shownLines = 2

// printResults writes hits for a person: what to say first.
func printResults(w io.Writer, p palette, lib *kb.Library, res kb.Results) error {
	var b strings.Builder
	if len(res.Hits) == 0 {
		fmt.Fprintf(&b, "没有找到 “%s”。换个说法试试，比如事情本身：停电、复电、电费、换表。\n", strings.TrimSpace(res.Query))
	}
	for i, h := range res.Hits {
		title := p.mark(spans(h, kb.FieldTitle, h.Title))
		fmt.Fprintf(&b, "%s %s %s", p.dim(fmt.Sprintf("%2d", i+1)), p.kind(h.Kind), p.bold(title))
		if class := lib.Document(h.Class); class != nil && class.ID != h.ID {
			fmt.Fprintf(&b, "  %s", p.dim(class.Title))
		}
		b.WriteByte('\n')
		lines := h.Lines
		if i > 0 {
			lines = lines[:min(len(lines), shownLines)]
		}
		for _, line := range lines {
			fmt.Fprintf(&b, "     %s %s\n", p.dim("·"), line)
		}
		if n := len(h.Lines) - len(lines); n > 0 {
			fmt.Fprintf(&b, "     %s\n", p.dim(fmt.Sprintf("· 还有 %d 句", n)))
		}
		if s := bestSnippet(h); s != nil && len(h.Lines) == 0 {
			fmt.Fprintf(&b, "     %s\n", p.mark(s))
		}
		fmt.Fprintf(&b, "     %s\n", p.dim(h.URL))
	}
	if res.Total > len(res.Hits) {
		fmt.Fprintf(&b, "%s\n", p.dim(fmt.Sprintf("共 %d 条，显示 %d 条；--limit 可以多看", res.Total, len(res.Hits))))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// spans returns the marked form of a field, or plain text where it did not
// match.
func spans(h kb.Hit, field kb.Field, text string) kb.Snippet {
	if s := h.Snippets[field]; len(s) == 1 && s[0].String() == text {
		return s[0]
	}
	return kb.Snippet{{Text: text}}
}

// bestSnippet returns the excerpt that says most about the document.
func bestSnippet(h kb.Hit) kb.Snippet {
	for _, field := range []kb.Field{kb.FieldAsks, kb.FieldBody, kb.FieldLines, kb.FieldHeadings} {
		if s := h.Snippets[field]; len(s) > 0 {
			return s[0]
		}
	}
	return nil
}
