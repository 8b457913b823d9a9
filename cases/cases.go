// Package cases embeds the library that ships with the program: Markdown files
// that people write and review. It holds no logic; package kb reads them.
package cases

import (
	"embed"
	"io/fs"
)

//go:embed README.md library.yaml classes complaints scripts standards lessons lexicon
var files embed.FS

// FS returns the embedded library, rooted where library.yaml lies.
func FS() fs.FS { return files }
