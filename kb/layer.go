package kb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// A Layer is one directory of documents. Layers are laid over each other: a
// document replaces the one with the same ID in the layers beneath.
type Layer struct {
	Name   string // how pages call it
	Prefix string // put before paths in defects, such as "cases"
	FS     fs.FS
}

// place returns the name of a file in defects.
func (l Layer) place(name string) string {
	if l.Prefix == "" {
		return name
	}
	return strings.TrimSuffix(l.Prefix, "/") + "/" + name
}

// A candidate is a Markdown file that may be a document.
type candidate struct {
	path string
	src  []byte
}

// files reads the document files and library.yaml of the layer. Files that are
// no documents are named in the problems; an error means that the layer could
// not be read at all.
func (l Layer) files(ctx context.Context) (docs []candidate, settings []byte, problems Problems, err error) {
	report := func(rule, name, format string, args ...any) {
		problems = append(problems, &Problem{
			Position: Position{File: l.place(name), Line: 1, Col: 1},
			Rule:     rule, Severity: severityOf(rule), Message: fmt.Sprintf(format, args...),
		})
	}
	err = fs.WalkDir(l.FS, ".", func(name string, entry fs.DirEntry, walkErr error) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if walkErr != nil {
			if name == "." {
				return walkErr
			}
			report("unreadable", name, "读不出来：%s", reason(walkErr))
			return nil
		}
		if name != "." && strings.HasPrefix(path.Base(name), ".") {
			return skip(entry)
		}
		if entry.IsDir() || name != settingsFile && !isMarkdown(name) {
			return nil
		}
		if why := l.irregular(name, entry); why != "" {
			report("not-regular", name, "%s", why)
			return nil
		}
		if _, _, ok := kindOfPath(name); !ok && name != settingsFile {
			if path.Base(name) != "README.md" {
				report("stray-file", name, "这个文件不在 classes、complaints/类、scripts、standards、lessons 里，不会被收录")
			}
			return nil
		}
		src, err := l.read(name)
		switch {
		case err != nil:
			report("unreadable", name, "读不出来：%s", reason(err))
		case name == settingsFile:
			settings = src
		default:
			docs = append(docs, candidate{name, src})
		}
		return nil
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("library %q: %w", l.Name, err)
	}
	if len(docs) == 0 && len(problems) == 0 {
		report("layer-empty", ".", "库里没有文档：要有 classes、complaints、scripts、standards 或 lessons 文件夹，里面放 .md 文件")
	}
	return docs, settings, problems, nil
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// irregular says why an entry is not a file to read, or "". A symbolic link is
// followed where the file system allows it, which a rooted one does only
// inside its root.
func (l Layer) irregular(name string, entry fs.DirEntry) string {
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(l.FS, name)
		if err != nil {
			return "符号链接指向库外或已经失效，把文件本身放进来"
		}
		mode = info.Mode().Type()
	}
	if !mode.IsRegular() {
		return "不是普通文件"
	}
	return ""
}

// read returns the content of a file, cut one byte over the size bound so that
// an endless file cannot fill the memory.
func (l Layer) read(name string) ([]byte, error) {
	file, err := l.FS.Open(name)
	if err != nil {
		return nil, err
	}
	src, err := io.ReadAll(io.LimitReader(file, maxFileBytes+1))
	return src, errors.Join(err, file.Close())
}

// reason returns an error of the file system without the path, which the
// defect names already.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}
