package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

//go:embed static
var static embed.FS

// An asset is a style sheet, script or picture that pages load.
type asset struct {
	mediaType string
	body      []byte
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
		mediaType := mime.TypeByExtension(path.Ext(name))
		if strings.HasPrefix(mediaType, "text/javascript") || mediaType == "" {
			mediaType = "text/javascript; charset=utf-8"
		}
		sum := sha256.Sum256(body)
		plain := path.Base(name)
		ext := path.Ext(plain)
		hashed := strings.TrimSuffix(plain, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.files[hashed] = asset{mediaType, body}
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
	c.Data(http.StatusOK, a.mediaType, a.body)
}
