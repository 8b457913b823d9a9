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
	var class kb.ID
	var library string
	cmd := &cobra.Command{
		Use:   "new case|script|standard|class|lesson ID",
		Short: "新建一份只差内容的文档",
		Long: `新建一份只差内容的文档：键和小节都备好，要写的地方标着“（待写”。
ID 就是文件名：小写英文、数字和连字符，例如 paid-but-dark。

  anku new script paid-but-dark --class biz-restore-delay
  anku new case dark-after-paying --class biz-restore-delay`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError("new needs a kind and an id, such as: anku new script paid-but-dark")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return []string{"case\t案例", "script\t话术", "standard\t标准", "class\t问题类", "lesson\t培训课"},
				cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		},
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			path, err := newDocument(cmd, library, kb.Kind(args[0]), kb.ID(args[1]), class)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n写好后检查：anku lint %s\n", path, path)
			return err
		}),
	}
	classFlag(cmd, &class, "class", "问题类的编号 `ID`，如 biz-restore-delay；案例必须写")
	cmd.Flags().StringVar(&library, "library", "cases", "放文档的库目录 `DIR`")
	_ = cmd.MarkFlagDirname("library")
	return cmd
}

// newDocument writes the file of a new document and returns its path.
func newDocument(cmd *cobra.Command, library string, kind kb.Kind, id, class kb.ID) (string, error) {
	if !kind.Valid() {
		return "", usageError(fmt.Sprintf("kind %q is unknown, expected case, script, standard, class or lesson", kind))
	}
	if !id.Valid() {
		return "", usageError(fmt.Sprintf("id %q: expected lower-case letters, digits and single hyphens, such as paid-but-dark", id))
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
	if taken := taker(lib, library, id); taken != "" {
		return "", fmt.Errorf("new: id %s is taken by %s, expected a new one", id, taken)
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

// taker returns which document has id, or "": one of lib, or a file of the
// library's directory that is not sound yet, as every new one is at first.
func taker(lib *kb.Library, library string, id kb.ID) string {
	if d := lib.Document(id); d != nil {
		return fmt.Sprintf("%s (%s)", d.Title, d.Path)
	}
	for _, kind := range kb.Kinds() {
		pattern := filepath.Join(library, filepath.FromSlash(kb.PathOf(kind, id, "*")))
		if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// createFile writes a file that must not exist yet, whole or not at all: an
// empty file takes the name, and one that is complete and on the disk takes
// its place.
func createFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	place, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already, expected a new id", path)
	case err != nil:
		return err
	}
	if err := errors.Join(place.Close(), replaceFile(path, text)); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// replaceFile puts a new file with the given text in the place of path.
func replaceFile(path, text string) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = temp.WriteString(text)
	err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}
