package kb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Layer is one directory of documents. Layers are laid over each other: a
// document replaces the one with the same ID in the layers beneath.
type Layer struct {
	Name   string // how pages call it
	Prefix string // put before paths in defects, such as "cases"
	FS     fs.FS
}

// place returns the name of a file in defects; "." is the layer itself.
func (l Layer) place(name string) string {
	switch {
	case l.Prefix == "":
		return visible(name)
	case name == ".":
		return l.Prefix
	}
	return strings.TrimSuffix(l.Prefix, "/") + "/" + visible(name)
}

// A listing is which files a layer has, by their paths.
type listing struct {
	documents []string
	lexicon   []string // at most SynonymsFile and WordsFile
	settings  bool     // whether there is a library.yaml
	problems  Problems
}

// files walks the layer. Files that are no documents though they look so are
// named in the problems; an error means that the layer could not be read at
// all.
func (l Layer) files(ctx context.Context) (listing, error) {
	var out listing
	err := fs.WalkDir(l.FS, ".", func(name string, entry fs.DirEntry, walkErr error) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if walkErr != nil {
			if name == "." {
				return walkErr
			}
			out.problems = append(out.problems, l.problem("unreadable", name, "读不出来（%s），检查文件和权限", reason(walkErr)))
			return nil
		}
		if name != "." && strings.HasPrefix(path.Base(name), ".") {
			return skip(entry)
		}
		if p := l.refuse(name, entry); p != nil {
			out.problems = append(out.problems, p)
			return nil
		}
		_, _, isDocument := kindOfPath(name)
		switch {
		case entry.IsDir():
		case name == settingsFile:
			out.settings = true
		case isLexicon(name):
			out.lexicon = append(out.lexicon, name)
		case isDocument && path.Base(name) != readmeFile:
			out.documents = append(out.documents, name)
		}
		return nil
	})
	if err != nil {
		return listing{}, fmt.Errorf("library %q: %w", l.Name, err)
	}
	if len(out.documents) == 0 && len(out.lexicon) == 0 && len(out.problems) == 0 {
		out.problems = append(out.problems, l.problem("layer-empty", ".",
			"库里没有文档：要有 classes、complaints、scripts、standards 或 lessons 文件夹，里面放 .md 文件"))
	}
	return out, nil
}

// readmeFile explains a folder to people who browse it; it is no document.
const readmeFile = "README.md"

// problem returns a defect of a file as a whole.
func (l Layer) problem(rule, name, format string, args ...any) *Problem {
	return &Problem{
		Position: Position{File: l.place(name), Line: 1, Col: 1},
		Rule:     rule, Severity: severityOf(rule), Message: fmt.Sprintf(format, args...),
	}
}

// refuse says what is wrong with the place or the type of an entry, or nil.
func (l Layer) refuse(name string, entry fs.DirEntry) *Problem {
	folder, _, _ := strings.Cut(name, "/")
	inLexicon := folder == LexiconFolder
	inFolder := slices.ContainsFunc(kinds[:], func(k kindInfo) bool { return k.folder == folder })
	isOther := name == settingsFile || isLexicon(name) // than a document
	isLink := entry.Type()&fs.ModeSymlink != 0
	switch {
	case entry.IsDir() || path.Base(name) == readmeFile:
		return nil
	case isLink && (inFolder || inLexicon) && !isMarkdown(name) && !isOther:
		info, err := fs.Stat(l.FS, name)
		if err != nil || info.IsDir() {
			return l.problem("not-regular", name, "不跟着符号链接进文件夹，把文件夹本身放进来")
		}
		if inFolder {
			return nil
		}
	case !isMarkdown(name) && !isOther && !inLexicon:
		return nil
	}
	if why := l.irregular(name, entry); why != "" {
		return l.problem("not-regular", name, "%s", why)
	}
	_, _, ok := kindOfPath(name)
	switch {
	case ok || isOther:
		return nil
	case inLexicon:
		return l.problem("stray-file", name, "lexicon/ 里只放 synonyms.yaml 和 words.txt，这个文件不会被读")
	case path.Ext(name) != ".md":
		return l.problem("stray-file", name, "扩展名改成小写的 .md，否则不会被收录")
	case folder == KindCase.Folder():
		return l.problem("stray-file", name, "案例要放在 complaints/问题类/ 里，正好两层，否则不会被收录")
	case inFolder:
		return l.problem("stray-file", name, "文档要直接放在 %s/ 里，不分子文件夹，否则不会被收录", folder)
	default:
		return l.problem("stray-file", name, "这个文件不在 classes、complaints、scripts、standards、lessons 里，不会被收录")
	}
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
		return "不是普通文件，换成普通文件"
	}
	return ""
}

// read returns the content of a file, cut a little over most bytes so that an
// endless file cannot fill the memory.
func (l Layer) read(name string, most int) ([]byte, error) {
	file, err := l.FS.Open(name)
	if err != nil {
		return nil, err
	}
	src, err := io.ReadAll(io.LimitReader(file, int64(most)+utf8.UTFMax+1)) // with a byte order mark
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
