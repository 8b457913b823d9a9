package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"anku/indexer"
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
		Use:   "index --data 目录",
		Short: "建立或检查磁盘上的索引",
		Args:  cobra.NoArgs,
		RunE: runs(func(cmd *cobra.Command, _ []string) error {
			if data == "" {
				return usageError("--data DIR is missing: the directory that holds the index")
			}
			if rebuild && verify {
				return usageError("--rebuild and --verify exclude each other")
			}
			lib, err := c.load(cmd.Context())
			if err != nil {
				return err
			}
			began := time.Now()
			if verify {
				if err := indexer.Verify(lib, data); err != nil {
					return err
				}
			} else {
				x, err := indexer.Open(cmd.Context(), lib, indexer.Config{
					Dir: data, Always: true, Rebuild: rebuild,
					Logf: func(format string, args ...any) { fmt.Fprintf(cmd.ErrOrStderr(), "anku: "+format+"\n", args...) },
				})
				if err != nil {
					return err
				}
				if err := x.Close(); err != nil {
					return err
				}
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
	cmd.Flags().StringVar(&data, "data", "", "放索引的目录")
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "就算有完好的索引也重建")
	cmd.Flags().BoolVar(&verify, "verify", false, "只核对校验和，不建立")
	cmd.Flags().BoolVar(&asJSON, "json", false, "输出 JSON")
	return cmd
}
