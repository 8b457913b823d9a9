package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"anku/indexer"
)

// build is what the binary knows of itself.
type build struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
	Index   int    `json:"index_format"`
}

// readBuild returns the figures that the Go linker recorded.
func readBuild() build {
	b := build{Version: "devel", Commit: "unknown", Index: indexer.FormatVersion}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Go = info.GoVersion
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Version = v
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.Commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			b.Commit += "+changes"
		}
	}
	return b
}

func newVersion() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "version",
		Short:             "版本、提交和索引格式",
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: runs(func(cmd *cobra.Command, _ []string) error {
			b := readBuild()
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), b)
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "anku %s\ncommit %s\nindex format %d\n%s\n", b.Version, b.Commit, b.Index, b.Go)
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}
