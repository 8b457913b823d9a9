package indexer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// FormatVersion is the version of what is on disk. It changes with fields,
// analysis and dictionary, the plain text that package kb makes of a document, and the
// engine's own format; an index of another version is built anew.
const FormatVersion = 2

// manifestName is the file of a generation that describes the others. It is
// written last.
const manifestName = "manifest.json"

// maxManifestBytes bounds a manifest; a generation has a few dozen files.
const maxManifestBytes = 1 << 20

// ErrDamaged means that an index on disk is not what its manifest says.
var ErrDamaged = errors.New("index is damaged")

// A manifest describes a complete generation.
type manifest struct {
	Format    int               `json:"format"`
	Library   string            `json:"library"` // hash of the content
	Documents int               `json:"documents"`
	Files     map[string]string `json:"files"` // path to SHA-256
	Sum       string            `json:"sum"`   // SHA-256 of the manifest without it
}

// sum returns the checksum of m itself.
func (m manifest) sum() (string, error) {
	m.Sum = ""
	data, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("indexer: manifest: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// newManifest describes the files below dir.
func newManifest(dir, library string, documents int) (manifest, error) {
	m := manifest{Format: FormatVersion, Library: library, Documents: documents}
	var err error
	if m.Files, err = sumFiles(dir); err != nil {
		return manifest{}, err
	}
	m.Sum, err = m.sum()
	return m, err
}

// readManifest reads and verifies the generation in dir. The error wraps
// fs.ErrNotExist where there is none, [ErrDamaged] where it is not what was
// written, and otherwise says what kept it from being read.
func readManifest(dir, library string) (manifest, error) {
	data, err := readRegular(filepath.Join(dir, manifestName))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return manifest{}, fmt.Errorf("indexer: %w", err)
	case err != nil:
		return manifest{}, fmt.Errorf("indexer: %w: %w", ErrDamaged, err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return manifest{}, fmt.Errorf("indexer: %w: manifest: %w", ErrDamaged, err)
	}
	if sum, err := m.sum(); err != nil || sum != m.Sum {
		return manifest{}, fmt.Errorf("indexer: %w: checksum of %s differs", ErrDamaged, manifestName)
	}
	if m.Format != FormatVersion || m.Library != library {
		return manifest{}, fmt.Errorf("indexer: %w: manifest of format %d for library %.12s", ErrDamaged, m.Format, m.Library)
	}
	files, err := sumFiles(dir)
	if err != nil {
		return manifest{}, err
	}
	if len(files) != len(m.Files) {
		return manifest{}, fmt.Errorf("indexer: %w: %d files, expected %d", ErrDamaged, len(files), len(m.Files))
	}
	for name, sum := range m.Files {
		if files[name] != sum {
			return manifest{}, fmt.Errorf("indexer: %w: checksum of %s differs", ErrDamaged, name)
		}
	}
	return m, nil
}

// readRegular reads a file of at most maxManifestBytes. Anything but a regular
// file is refused unopened, because a pipe would never end.
func readRegular(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxManifestBytes {
		return nil, fmt.Errorf("%s is not a manifest", path)
	}
	return os.ReadFile(path)
}

// write puts m into dir.
func (m manifest) write(dir string) error {
	data, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return fmt.Errorf("indexer: manifest: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, manifestName), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("indexer: manifest: %w", err)
	}
	return nil
}

// sumFiles returns the SHA-256 of every file below dir but the manifest.
func sumFiles(dir string) (map[string]string, error) {
	sums := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || name == manifestName {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%w: %s is not a regular file", ErrDamaged, name)
		}
		sums[filepath.ToSlash(name)], err = sumFile(path)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("indexer: %w", err)
	}
	return sums, nil
}

func sumFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, file.Close())
}
