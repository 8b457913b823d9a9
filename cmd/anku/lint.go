package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"anku/kb"
)

func newLint() *cobra.Command {
	var (
		format     = "text"
		asJSON     bool
		noEmbedded bool
		listRules  bool
	)
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "检查文档，指出每一处问题的位置",
		Long: `检查库目录或单个文件，一次列出所有问题：路径:行:列: 说明 (规则)。

PATH 是库目录时，多个目录按先后叠加；是库里的文件夹或文件时，只报它的问题。
不写 PATH 时检查 cases 目录。有错误时退出码是 1，只有提醒时是 0。`,
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			if asJSON {
				format = "json"
			}
			if listRules {
				return printRules(cmd, format)
			}
			if len(args) == 0 {
				args = []string{"cases"}
			}
			rep, err := lint(cmd.Context(), args, noEmbedded)
			if err != nil {
				return err
			}
			return rep.print(cmd, format)
		}),
	}
	choiceFlag(cmd, &format, "format", "输出格式 `FORMAT`：text 或 json", "text", "json")
	cmd.Flags().BoolVar(&asJSON, "json", false, "同 --format json")
	cmd.Flags().BoolVar(&noEmbedded, "no-embedded", false, "不把内置库垫在下面")
	cmd.Flags().BoolVar(&listRules, "rules", false, "列出所有规则")
	return cmd
}

// A lintReport is the outcome of a lint.
type lintReport struct {
	Documents int         `json:"documents"` // without an error
	Errors    int         `json:"errors"`
	Warnings  int         `json:"warnings"`
	Problems  kb.Problems `json:"problems"`
}

// lint checks the libraries that paths name or lie in. A part is checked with
// its whole library, but only its own defects are reported.
func lint(ctx context.Context, paths []string, noEmbedded bool) (lintReport, error) {
	var covered scopes
	var dirs []string
	for _, path := range paths {
		s, err := newScope(path)
		if err != nil {
			return lintReport{}, err
		}
		covered = append(covered, s)
		if !slices.Contains(dirs, s.library) {
			dirs = append(dirs, s.library)
		}
	}
	lib, problems, err := loadForLint(ctx, dirs, noEmbedded)
	if err != nil {
		return lintReport{}, err
	}
	rep := lintReport{Problems: kb.Problems{}}
	for _, p := range problems {
		if !strings.HasPrefix(p.File, embeddedPlace+"/") && covered.cover(p.File) {
			rep.Problems = append(rep.Problems, p)
		}
	}
	if lib != nil {
		for _, d := range lib.All() {
			if d.Layer != embeddedLayer().Name && covered.cover(filepath.Join(d.Layer, d.Path)) {
				rep.Documents++
			}
		}
	}
	rep.Errors = rep.Problems.Errors()
	rep.Warnings = len(rep.Problems) - rep.Errors
	return rep, nil
}

// loadForLint loads dirs over the embedded library, unless the last of them
// stands alone. The library is nil where no document is sound.
func loadForLint(ctx context.Context, dirs []string, noEmbedded bool) (*kb.Library, kb.Problems, error) {
	c := content{libraries: dirs, noEmbedded: true}
	layers, err := c.layers()
	if err != nil {
		return nil, nil, err
	}
	lib, err := kb.Load(ctx, kb.LoadConfig{}, layers...)
	var empty *kb.EmptyError
	overlay := !noEmbedded && (errors.As(err, &empty) && !empty.Settings.Standalone || err == nil && !lib.Settings().Standalone)
	if overlay {
		lib, err = kb.Load(ctx, kb.LoadConfig{Previous: lib}, append([]kb.Layer{embeddedLayer()}, layers...)...)
	}
	switch {
	case errors.As(err, &empty):
		return nil, empty.Problems, nil
	case err != nil:
		return nil, nil, err
	default:
		return lib, lib.Problems(), nil
	}
}

// print writes the report and ends with findings where there is an error.
func (r lintReport) print(cmd *cobra.Command, format string) error {
	out, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	if format == "json" {
		if err := writeJSON(out, r); err != nil {
			return err
		}
	} else {
		for _, problem := range r.Problems {
			if _, err := fmt.Fprintln(out, oneLine(problem.String())); err != nil {
				return err
			}
		}
		summary := fmt.Sprintf("%d 个错误，%d 个提醒，%d 份文档完好", r.Errors, r.Warnings, r.Documents)
		if r.Errors > 0 {
			summary = newPalette(stderr).red(summary)
		}
		fmt.Fprintln(stderr, summary)
	}
	if r.Errors > 0 {
		return errFindings
	}
	return nil
}

// printRules lists every rule.
func printRules(cmd *cobra.Command, format string) error {
	if format == "json" {
		return writeJSON(cmd.OutOrStdout(), kb.Rules())
	}
	for _, r := range kb.Rules() {
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-18s %-8s %s\n", r.Name, r.Severity, r.Summary); err != nil {
			return err
		}
	}
	return nil
}
