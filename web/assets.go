package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

//go:embed static
var static embed.FS

// mediaType returns the media type of assets with the given extension. The
// tables of the operating system are not asked: one that calls a script
// text/plain would stop it, because browsers are told not to guess.
func mediaType(ext string) (string, error) {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8", nil
	case ".js":
		return "text/javascript; charset=utf-8", nil
	case ".svg":
		return "image/svg+xml", nil
	default:
		return "", fmt.Errorf("media type of %q is not known", ext)
	}
}

// An asset is a style sheet, script or picture that pages load.
type asset struct {
	mediaType string
	body      []byte
	tag       string // entity tag, a hash of the body
}

// assets are the embedded files by the names they are served under.
type assets struct {
	files map[string]asset
	names map[string]string // plain name to hashed name
}

// loadAssets gives every file of static a name with a hash of its content.
func loadAssets() (assets, error) {
	a := assets{files: map[string]asset{}, names: map[string]string{}}
	err := fs.WalkDir(static, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := static.ReadFile(name)
		if err != nil {
			return err
		}
		plain := path.Base(name)
		ext := path.Ext(plain)
		kind, err := mediaType(ext)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		hash := hex.EncodeToString(sum[:6])
		hashed := strings.TrimSuffix(plain, ext) + "." + hash + ext
		a.files[hashed] = asset{kind, body, `"` + hash + `"`}
		a.names[plain] = hashed
		return nil
	})
	if err != nil {
		return assets{}, fmt.Errorf("web: assets: %w", err)
	}
	return a, nil
}

// url returns the address of an asset for templates.
func (a assets) url(name string) (string, error) {
	hashed, ok := a.names[name]
	if !ok {
		return "", fmt.Errorf("web: no asset %q", name)
	}
	return "/assets/" + hashed, nil
}

// asset serves one file; its name changes when it does, so it never expires.
func (s *Server) asset(c *gin.Context) {
	a, ok := s.assets.files[c.Param("name")]
	if !ok {
		s.fail(c, errNotFound)
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Header("Content-Type", a.mediaType)
	c.Header("ETag", a.tag)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(a.body))
}
