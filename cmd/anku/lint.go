package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"anku/kb"
)

func newLint() *cobra.Command {
	var (
		format     string
		asJSON     bool
		noEmbedded bool
		listRules  bool
	)
	cmd := &cobra.Command{
		Use:   "lint [路径…]",
		Short: "检查文档，指出每一处问题的位置",
		Long: `检查库目录或单个文件，一次列出所有问题：路径:行:列: 说明 (规则)。

路径是库目录时，多个目录按先后叠加；是文件时，只报这个文件的问题。
不写路径时检查 cases 目录。有错误时退出码是 1，只有提醒时是 0。`,
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			if asJSON {
				format = "json"
			}
			if format != "text" && format != "json" {
				return usageError(fmt.Sprintf("--format %q is unknown, expected text or json", format))
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
	cmd.Flags().StringVar(&format, "format", "text", "输出格式：text 或 json")
	cmd.Flags().BoolVar(&asJSON, "json", false, "同 --format json")
	cmd.Flags().BoolVar(&noEmbedded, "no-embedded", false, "不把内置库垫在下面")
	cmd.Flags().BoolVar(&listRules, "rules", false, "列出所有规则")
	return cmd
}

// A lintReport is the outcome of a lint.
type lintReport struct {
	Documents int         `json:"documents"`
	Errors    int         `json:"errors"`
	Warnings  int         `json:"warnings"`
	Problems  kb.Problems `json:"problems"`
}

// lint checks the libraries that paths name. A file is checked as part of its
// library, but only its own defects are reported.
func lint(ctx context.Context, paths []string, noEmbedded bool) (lintReport, error) {
	var dirs []string
	only := map[string]bool{}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return lintReport{}, fmt.Errorf("lint: %w", err)
		}
		dir := filepath.Clean(path)
		if !info.IsDir() {
			only[filepath.ToSlash(dir)] = true
			if dir, err = libraryOf(dir); err != nil {
				return lintReport{}, err
			}
		}
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	lib, problems, err := loadForLint(ctx, dirs, noEmbedded)
	if err != nil {
		return lintReport{}, err
	}
	rep := lintReport{Problems: kb.Problems{}}
	for _, p := range problems {
		if strings.HasPrefix(p.File, embeddedLayer().Prefix) || len(only) > 0 && !only[p.File] {
			continue
		}
		rep.Problems = append(rep.Problems, p)
	}
	if lib != nil {
		for _, d := range lib.All() {
			if d.Layer != embeddedLayer().Name {
				rep.Documents++
			}
		}
	}
	rep.Errors = rep.Problems.Errors()
	rep.Warnings = len(rep.Problems) - rep.Errors
	return rep, nil
}

// loadForLint loads dirs over the embedded library, unless the last of them
// stands alone.
func loadForLint(ctx context.Context, dirs []string, noEmbedded bool) (*kb.Library, kb.Problems, error) {
	c := content{libraries: dirs, noEmbedded: true}
	layers, err := c.layers()
	if err != nil {
		return nil, nil, err
	}
	lib, err := kb.Load(ctx, kb.LoadConfig{}, layers...)
	var empty *kb.EmptyError
	if errors.As(err, &empty) {
		return nil, empty.Problems, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if !noEmbedded && !lib.Settings().Standalone {
		lib, err = kb.Load(ctx, kb.LoadConfig{Previous: lib}, append([]kb.Layer{embeddedLayer()}, layers...)...)
		if err != nil {
			return nil, nil, err
		}
	}
	return lib, lib.Problems(), nil
}

// libraryOf returns the directory of the library that a document file lies in.
func libraryOf(file string) (string, error) {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		for _, kind := range kb.Kinds() {
			if filepath.Base(dir) == kind.Folder() {
				return filepath.Dir(dir), nil
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "library.yaml")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("lint: %s is in no library; expected a path such as cases/scripts/name.md", file)
		}
	}
}

// print writes the report and ends with findings where there is an error.
func (r lintReport) print(cmd *cobra.Command, format string) error {
	out := cmd.OutOrStdout()
	if format == "json" {
		if err := writeJSON(out, r); err != nil {
			return err
		}
	} else {
		p := newPalette(out)
		for _, problem := range r.Problems {
			if _, err := fmt.Fprintln(out, problem); err != nil {
				return err
			}
		}
		summary := fmt.Sprintf("%d 份文档，%d 个错误，%d 个提醒", r.Documents, r.Errors, r.Warnings)
		if r.Errors > 0 {
			summary = p.red(summary)
		}
		fmt.Fprintln(cmd.ErrOrStderr(), summary)
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
