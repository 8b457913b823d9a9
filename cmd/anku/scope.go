package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"anku/kb"
)

// A scope is what a path given to lint stands for: a library, or a part of one.
type scope struct {
	library string // directory of the library
	root    string // the library or the part, as defects name files
}

type scopes []scope

// newScope finds out what path is.
func newScope(path string) (scope, error) {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return scope{}, fmt.Errorf("lint: %s does not exist, expected a library directory or a document in one", path)
	case err != nil:
		return scope{}, fmt.Errorf("lint: %w", err)
	case info.IsDir() && (isLibrary(path) || !isPart(path)):
		return scope{library: path, root: path}, nil
	case !info.IsDir() && !strings.HasSuffix(path, ".md") && filepath.Base(path) != "library.yaml" && !isLexiconFile(path):
		return scope{}, fmt.Errorf("lint: %s is no document, expected a .md file, library.yaml or a file of the lexicon", path)
	}
	library, part, err := libraryOf(path)
	return scope{library: library, root: filepath.Join(library, part)}, err
}

// isLibrary reports whether dir has what only a library has.
func isLibrary(dir string) bool {
	names := []string{"library.yaml", kb.LexiconFolder}
	for _, kind := range kb.Kinds() {
		names = append(names, kind.Folder())
	}
	return slices.ContainsFunc(names, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	})
}

// isLexiconFile reports whether path is that of a file of the lexicon.
func isLexiconFile(path string) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	place := filepath.Base(filepath.Dir(abs)) + "/" + filepath.Base(abs)
	return place == kb.SynonymsFile || place == kb.WordsFile
}

// isFolder reports whether dir has the name of a folder for documents or of
// that for the lexicon.
func isFolder(dir string) bool {
	return filepath.Base(dir) == kb.LexiconFolder || slices.ContainsFunc(kb.Kinds(), func(kind kb.Kind) bool { return kind.Folder() == filepath.Base(dir) })
}

// isPart reports whether a directory is a folder of a library, or one of a
// class in the folder for cases.
func isPart(path string) bool {
	abs, err := filepath.Abs(path)
	return err == nil && (isFolder(abs) || filepath.Base(filepath.Dir(abs)) == kb.KindCase.Folder())
}

// libraryOf returns the directory of the library that a file or folder lies
// in, relative to the working directory unless path is absolute, and the rest
// of the path.
func libraryOf(path string) (library, part string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", "", fmt.Errorf("lint: %w", err)
	}
	for dir := abs; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if up := filepath.Dir(dir); !isFolder(dir) {
			if _, err := os.Stat(filepath.Join(up, "library.yaml")); err != nil {
				continue
			}
		}
		library = filepath.Dir(dir)
		if part, err = filepath.Rel(library, abs); err != nil || filepath.IsAbs(path) {
			return library, part, err
		}
		here, err := filepath.Abs(".")
		if err == nil {
			library, err = filepath.Rel(here, library)
		}
		return library, part, err
	}
	return "", "", fmt.Errorf("lint: %s is in no library, expected a path such as cases/scripts/name.md", path)
}

// cover reports whether a file is in one of the scopes.
func (s scopes) cover(file string) bool {
	return slices.ContainsFunc(s, func(one scope) bool {
		rel, err := filepath.Rel(one.root, filepath.FromSlash(file))
		return err == nil && filepath.IsLocal(rel)
	})
}
