package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"anku/indexer"
	"anku/kb"
)

// indexFigures is what anku index prints.
type indexFigures struct {
	Documents int     `json:"documents"`
	Seconds   float64 `json:"seconds"`
	Bytes     int64   `json:"bytes"`
	Format    int     `json:"format"`
	Library   string  `json:"library"`
	Data      string  `json:"data"`
}

func newIndexCommand() *cobra.Command {
	var (
		c               content
		data            string
		rebuild, verify bool
		asJSON          bool
	)
	cmd := &cobra.Command{
		Use:   "index --data DIR",
		Short: "建立或检查磁盘上的索引",
		Long: `建立磁盘上的索引；已有完好的就不重建，损坏的自动重建。--verify 只核对，损坏或没有时退出码是 1。
小的库不需要它：启动时在内存里建索引不到一秒。`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: runs(func(cmd *cobra.Command, _ []string) error {
			if data == "" {
				return usageError("--data is missing, expected the directory that holds the index")
			}
			if rebuild && verify {
				return usageError("--rebuild and --verify exclude each other, expected one of them")
			}
			lib, err := c.loadAndNote(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			began := time.Now()
			if verify {
				err = verifyIndex(lib, data)
			} else {
				err = buildIndex(cmd, lib, data, rebuild)
			}
			if err != nil {
				return err
			}
			f := indexFigures{
				Documents: len(lib.Documents()), Seconds: time.Since(began).Seconds(),
				Format: indexer.FormatVersion, Library: lib.Hash(), Data: data,
			}
			if f.Bytes, err = indexer.Size(lib, data); err != nil {
				return err
			}
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), f)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d 份文档，%.2f 秒，%.1f MB，索引格式 %d，内容 %.12s\n",
				f.Documents, f.Seconds, float64(f.Bytes)/1e6, f.Format, f.Library)
			return err
		}),
	}
	c.flags(cmd)
	cmd.Flags().StringVar(&data, "data", "", "放索引的目录 `DIR`")
	_ = cmd.MarkFlagDirname("data")
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "就算有完好的索引也重建")
	cmd.Flags().BoolVar(&verify, "verify", false, "只核对校验和，不建立")
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}

// buildIndex makes sure that data holds a sound index of lib.
func buildIndex(cmd *cobra.Command, lib *kb.Library, data string, rebuild bool) error {
	cfg := indexConfig(cmd, data)
	cfg.Always, cfg.Rebuild = true, rebuild
	x, err := openIndex(cmd.Context(), lib, cfg)
	if err != nil {
		return err
	}
	return x.Close()
}

// indexConfig is how a command with a person before it opens an index in data:
// it says why one is built anew and how far it has come.
func indexConfig(cmd *cobra.Command, data string) indexer.Config {
	return indexer.Config{
		Dir: data, Progress: progressOn(cmd.ErrOrStderr(), "建索引"),
		Logf: func(format string, args ...any) {
			fmt.Fprintf(cmd.ErrOrStderr(), "anku: %s\n", oneLine(fmt.Sprintf(format, args...)))
		},
	}
}

// verifyIndex checks that data holds a sound index of lib.
func verifyIndex(lib *kb.Library, data string) error {
	err := indexer.Verify(lib, data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s holds no index of this library; anku index --data %s builds one", data, data)
	case errors.Is(err, indexer.ErrDamaged):
		return fmt.Errorf("%w; anku index --data %s builds it anew", err, data)
	default:
		return err
	}
}

// dataFlag adds the flag for keeping an index on disk.
func dataFlag(cmd *cobra.Command, data *string) {
	cmd.Flags().StringVar(data, "data", "", "大的库把索引放在目录 `DIR` 里，下次不用重建")
	_ = cmd.MarkFlagDirname("data")
}

// openIndex is indexer.Open with a clear word for a data directory that is
// none.
func openIndex(ctx context.Context, lib *kb.Library, cfg indexer.Config) (*indexer.Index, error) {
	if info, err := os.Stat(cfg.Dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("--data %s is a file, expected a directory", cfg.Dir)
	}
	return indexer.Open(ctx, lib, cfg)
}
