package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"anku/kb"
)

func newNew() *cobra.Command {
	var class, library string
	cmd := &cobra.Command{
		Use:   "new case|script|standard|class|lesson 编号",
		Short: "新建一份只差内容的文档",
		Long: `新建一份只差内容的文档：键和小节都备好，要写的地方标着“（待写”。
编号就是文件名：小写英文、数字和连字符，例如 paid-but-dark。`,
		Args:      cobra.ExactArgs(2),
		ValidArgs: []string{"case", "script", "standard", "class", "lesson"},
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			path, err := newDocument(cmd, library, kb.Kind(args[0]), kb.ID(args[1]), kb.ID(class))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n写好后检查：anku lint %s\n", path, path)
			return err
		}),
	}
	cmd.Flags().StringVar(&class, "class", "", "问题类，如 biz-restore-delay；案例必须写")
	cmd.Flags().StringVar(&library, "library", "cases", "放文档的库目录")
	_ = cmd.MarkFlagDirname("library")
	return cmd
}

// newDocument writes the file of a new document and returns its path.
func newDocument(cmd *cobra.Command, library string, kind kb.Kind, id, class kb.ID) (string, error) {
	if !kind.Valid() {
		return "", usageError(fmt.Sprintf("kind %q is unknown, expected case, script, standard, class or lesson", kind))
	}
	if !id.Valid() {
		return "", usageError(fmt.Sprintf("id %q is not lower-case letters, digits and single hyphens, such as paid-but-dark", id))
	}
	if kind == kb.KindCase && class == "" {
		return "", usageError("a case needs --class, such as --class biz-restore-delay")
	}
	below := content{}
	if info, err := os.Stat(library); err == nil && info.IsDir() {
		below.libraries = []string{library}
	}
	lib, err := below.load(cmd.Context())
	if err != nil {
		return "", err
	}
	path := filepath.Join(library, filepath.FromSlash(kb.PathOf(kind, id, class)))
	if d := lib.Document(id); d != nil {
		return "", fmt.Errorf("new: id %s is taken by %s (%s)", id, d.Title, d.Path)
	}
	text, err := kb.Scaffold(lib, kind, class, kb.DateOf(time.Now()))
	if err != nil {
		return "", fmt.Errorf("new: %w", err)
	}
	if err := createFile(path, text); err != nil {
		return "", fmt.Errorf("new: %w", err)
	}
	return path, nil
}

// createFile writes a file that must not exist yet, whole or not at all.
func createFile(path, text string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(temp.Name())) }()
	_, err = temp.WriteString(text)
	if err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	err = os.Link(temp.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already", path)
	}
	return err
}
