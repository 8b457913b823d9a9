package kb

import "strings"

// An ID names a document: ASCII kebab-case such as "biz-restore-delay", the
// name of its file without ".md", unique in a library over all kinds.
type ID string

// maxIDBytes bounds an ID so that it fits any file system and URL.
const maxIDBytes = 80

// Valid reports whether id is ASCII kebab-case: lower-case letters and digits
// in groups that are joined by single hyphens, 1 to 80 bytes.
func (id ID) Valid() bool {
	if id == "" || len(id) > maxIDBytes {
		return false
	}
	hyphen := true // a hyphen may not come first
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen
}

// A Kind is a sort of document.
type Kind string

// The kinds of documents, in the order in which they are listed.
const (
	KindScript   Kind = "script"
	KindCase     Kind = "case"
	KindStandard Kind = "standard"
	KindClass    Kind = "class"
	KindLesson   Kind = "lesson"
)

// kindInfo says where the documents of a kind live and how it is called.
type kindInfo struct {
	kind   Kind
	label  string // Chinese, for people
	folder string // in a library
	route  string // of its page
}

var kinds = [...]kindInfo{
	{KindScript, "话术", "scripts", "/scripts/"},
	{KindCase, "案例", "complaints", "/cases/"},
	{KindStandard, "标准", "standards", "/standards/"},
	{KindClass, "问题类", "classes", "/classes/"},
	{KindLesson, "培训课", "lessons", "/lessons/"},
}

func (k Kind) info() kindInfo {
	for _, info := range kinds {
		if info.kind == k {
			return info
		}
	}
	return kindInfo{}
}

// Kinds returns the kinds in listing order.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i, info := range kinds {
		all[i] = info.kind
	}
	return all
}

// Valid reports whether k is one of the five kinds.
func (k Kind) Valid() bool { return k.info().kind == k && k != "" }

// Label returns the Chinese name of k, or "" for an unknown kind.
func (k Kind) Label() string { return k.info().label }

// Folder returns the directory of a library that holds documents of kind k.
// Cases lie one directory deeper, in one folder for each class.
func (k Kind) Folder() string { return k.info().folder }

// rank orders kinds for listings.
func (k Kind) rank() int {
	for i, info := range kinds {
		if info.kind == k {
			return i
		}
	}
	return len(kinds)
}

// kindOfPath derives kind and ID from a slash-separated path inside a library
// such as "scripts/a.md" or "complaints/c/b.md". The ID is what the path says
// and need not be valid; ok is false where the path is no document's place.
func kindOfPath(path string) (kind Kind, id ID, ok bool) {
	folder, rest, found := strings.Cut(path, "/")
	if !found {
		return "", "", false
	}
	for _, info := range kinds {
		if info.folder != folder {
			continue
		}
		if info.kind == KindCase {
			if _, rest, found = strings.Cut(rest, "/"); !found {
				return "", "", false
			}
		}
		name, isMarkdown := strings.CutSuffix(rest, ".md")
		if !isMarkdown || strings.Contains(name, "/") {
			return "", "", false
		}
		return info.kind, ID(name), true
	}
	return "", "", false
}

// PathOf returns the place of a document inside a library, such as
// "scripts/a.md"; class is used for cases only.
func PathOf(kind Kind, id, class ID) string {
	if kind == KindCase {
		return kind.Folder() + "/" + string(class) + "/" + string(id) + ".md"
	}
	return kind.Folder() + "/" + string(id) + ".md"
}

// URLOf returns the path of a document's page, such as "/scripts/a".
func URLOf(kind Kind, id ID) string { return kind.info().route + string(id) }
