package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"anku/cases"
	"anku/kb"
)

// content is which library a command works on, as its flags say.
type content struct {
	libraries  []string
	noEmbedded bool
}

// flags adds the flags of c to cmd.
func (c *content) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&c.libraries, "library", nil, "叠加库的目录 `DIR`，可以写多次，后面的盖住前面的")
	cmd.Flags().BoolVar(&c.noEmbedded, "no-embedded", false, "不用内置库，只用 --library")
	_ = cmd.MarkFlagDirname("library")
}

// layers returns the layers of c, the embedded library first.
func (c *content) layers() ([]kb.Layer, error) {
	var out []kb.Layer
	if !c.noEmbedded {
		out = append(out, embeddedLayer())
	}
	for _, dir := range c.libraries {
		layer, err := directoryLayer(dir)
		if err != nil {
			return nil, err
		}
		out = append(out, layer)
	}
	if len(out) == 0 {
		return nil, usageError("--no-embedded needs at least one --library DIR")
	}
	return out, nil
}

// load loads the library of c.
func (c *content) load(ctx context.Context) (*kb.Library, error) {
	layers, err := c.layers()
	if err != nil {
		return nil, err
	}
	return kb.Load(ctx, kb.LoadConfig{}, layers...)
}

// loadAndNote is load, and says on w if documents were left out.
func (c *content) loadAndNote(ctx context.Context, w io.Writer) (*kb.Library, error) {
	lib, err := c.load(ctx)
	if err == nil {
		if n := lib.Problems().Errors(); n > 0 {
			fmt.Fprintf(w, "anku: documents with errors are left out (%d errors); anku lint DIR names each\n", n)
		}
	}
	return lib, err
}

// embeddedPlace is the prefix of the embedded library in defects.
const embeddedPlace = "(embedded)"

func embeddedLayer() kb.Layer {
	return kb.Layer{Name: "内置", Prefix: embeddedPlace, FS: cases.FS()}
}

// directoryLayer returns the layer of a directory.
func directoryLayer(dir string) (kb.Layer, error) {
	dir = filepath.Clean(dir)
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return kb.Layer{}, fmt.Errorf("library %s does not exist, expected a directory of documents", dir)
	case err != nil:
		return kb.Layer{}, fmt.Errorf("library: %w", err)
	case !info.IsDir():
		return kb.Layer{}, fmt.Errorf("library %s is a file, expected a directory of documents", dir)
	}
	prefix := dir
	if prefix == "." {
		prefix = "" // as people write the files in it
	}
	return kb.Layer{Name: dir, Prefix: filepath.ToSlash(prefix), FS: rootedDir(dir)}, nil
}

// rootedDir is a directory as a file system that symbolic links cannot leave.
// The directory is opened for each operation, so one that is replaced as a
// whole, as deployments do, is seen.
type rootedDir string

// Open implements fs.FS.
func (d rootedDir) Open(name string) (fs.File, error) {
	return inRoot(d, func(fsys fs.FS) (fs.File, error) { return fsys.Open(name) })
}

// ReadDir implements fs.ReadDirFS.
func (d rootedDir) ReadDir(name string) ([]fs.DirEntry, error) {
	return inRoot(d, func(fsys fs.FS) ([]fs.DirEntry, error) { return fs.ReadDir(fsys, name) })
}

// Stat implements fs.StatFS.
func (d rootedDir) Stat(name string) (fs.FileInfo, error) {
	return inRoot(d, func(fsys fs.FS) (fs.FileInfo, error) { return fs.Stat(fsys, name) })
}

// inRoot opens d for one operation.
func inRoot[T any](d rootedDir, do func(fs.FS) (T, error)) (T, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		var none T
		return none, err
	}
	defer root.Close() //nolint:errcheck // only read from
	return do(root.FS())
}
