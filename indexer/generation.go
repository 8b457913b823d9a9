package indexer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bbolterrors "go.etcd.io/bbolt/errors"

	"anku/kb"
)

const (
	generationPrefix = "index-"
	buildPrefix      = "building-"

	// lockWait is how long another process may hold a lock on an index.
	lockWait = "2s"
	// staleBuild is the age from which a build that was never finished is
	// removed. A live one is younger.
	staleBuild = time.Hour
	// openTries is how often [Open] builds before it gives up. Another process
	// that replaces a damaged index at the same time can spoil one try.
	openTries = 3
	// keepGenerations is how many generations stay on disk: the newest and
	// those before it, which another process may be reading.
	keepGenerations = 3
)

// The forms of the names that generations and unfinished builds have; nothing
// else in a data directory is ever removed.
var (
	generationName = regexp.MustCompile(`^index-[0-9]+-[0-9a-f]{16}$`)
	buildName      = regexp.MustCompile(`^building-[0-9]+$`)
)

// Config says where [Open] keeps an index. The zero value keeps it in memory.
type Config struct {
	// Dir is the data directory, made if it is missing; "" keeps nothing on
	// disk.
	Dir string
	// Always keeps the index on disk however small the library is.
	Always bool
	// Rebuild builds anew even where a sound index is on disk.
	Rebuild bool
	// Logf, if set, is told why an index on disk was not used.
	Logf func(format string, args ...any)
	// Progress, if set, is told how many documents of a build are done, by one
	// goroutine at a time.
	Progress func(done, total int)
}

// Open returns an index over lib: in memory, or from the data directory where
// the library is large. What is damaged is built anew; of what is on disk for
// other content the newest stay. An index that another process keeps
// locked is refused after two seconds.
func Open(ctx context.Context, lib *kb.Library, cfg Config) (*Index, error) {
	if cfg.Dir == "" || !cfg.Always && len(lib.Documents()) < memoryDocuments {
		return build(ctx, lib, cfg.Progress)
	}
	if err := os.MkdirAll(cfg.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("indexer: data directory: %w", err)
	}
	dir := generationDir(cfg.Dir, lib)
	rebuild := cfg.Rebuild
	for try := 1; ; try++ {
		if !rebuild {
			x, err := openGeneration(dir, lib)
			if err == nil || try > openTries || !errors.Is(err, ErrDamaged) && !errors.Is(err, fs.ErrNotExist) {
				return x, err
			}
			if errors.Is(err, ErrDamaged) && cfg.Logf != nil {
				cfg.Logf("%v; building it anew", err)
			}
		}
		if err := buildGeneration(ctx, lib, cfg, dir, rebuild); err != nil {
			return nil, err
		}
		rebuild = false
		removeOld(cfg.Dir, dir)
		debug.FreeOSMemory() // building takes several times what searching does
	}
}

// Verify checks the index of lib in data directory dir against its manifest.
// The error wraps [ErrDamaged] where it differs, fs.ErrNotExist where there is
// none, and otherwise says what kept it from being read.
func Verify(lib *kb.Library, dir string) error {
	_, err := readManifest(generationDir(dir, lib), lib.Hash())
	return err
}

// Size returns the bytes that the index of lib takes in data directory dir.
func Size(lib *kb.Library, dir string) (int64, error) {
	var total int64
	err := filepath.WalkDir(generationDir(dir, lib), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}

// generationDir returns the place of lib's index in data directory dir.
func generationDir(dir string, lib *kb.Library) string {
	return filepath.Join(dir, fmt.Sprintf("%s%d-%.16s", generationPrefix, FormatVersion, lib.Hash()))
}

// openGeneration opens a complete generation for reading, after its files have
// been verified: bleve itself answers wrongly or panics on damaged ones.
func openGeneration(dir string, lib *kb.Library) (*Index, error) {
	m, err := readManifest(dir, lib.Hash())
	if err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(dir, map[string]any{"read_only": true, "bolt_timeout": lockWait})
	if err != nil {
		if errors.Is(err, bbolterrors.ErrTimeout) {
			return nil, fmt.Errorf("indexer: %s is locked by another process; stop it or choose another --data", dir)
		}
		return nil, fmt.Errorf("indexer: %w: open: %w", ErrDamaged, err)
	}
	x, err := newIndex(lib, b)
	if err != nil {
		return nil, fmt.Errorf("indexer: %w: %w", ErrDamaged, err)
	}
	if n := x.Count(); n != m.Documents {
		_ = x.Close()
		return nil, fmt.Errorf("indexer: %w: %d documents, expected %d", ErrDamaged, n, m.Documents)
	}
	return x, nil
}

// buildGeneration builds the index of lib under a temporary name in data
// directory data and renames it to dir when it is complete. What stands there
// by then is kept if it is sound, because another process has built the same;
// replace says not to.
func buildGeneration(ctx context.Context, lib *kb.Library, cfg Config, dir string, replace bool) error {
	work, err := os.MkdirTemp(cfg.Dir, buildPrefix)
	if err != nil {
		return fmt.Errorf("indexer: data directory: %w", err)
	}
	defer os.RemoveAll(work) //nolint:errcheck // what stays is removed as stale later
	made := filepath.Join(work, "index")
	if err := writeIndex(ctx, lib, made, cfg.Progress); err != nil {
		return err
	}
	if err := syncTree(made); err != nil {
		return err
	}
	if _, err := readManifest(dir, lib.Hash()); err == nil && !replace {
		return nil
	}
	if err := os.Rename(dir, filepath.Join(work, "replaced")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("indexer: replace damaged index: %w", err)
	}
	if err := os.Rename(made, dir); err != nil {
		if _, statErr := os.Stat(dir); statErr == nil {
			return nil // another process has just built the same
		}
		return fmt.Errorf("indexer: publish index: %w", err)
	}
	return syncFile(cfg.Dir)
}

// writeIndex fills a new index in dir and describes it.
func writeIndex(ctx context.Context, lib *kb.Library, dir string, progress func(done, total int)) error {
	raw := dir + ".raw"
	b, err := bleve.NewUsing(raw, newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return fmt.Errorf("indexer: new index: %w", err)
	}
	err = fill(ctx, b, lib, progress)
	if err == nil {
		err = merge(ctx, b)
	}
	if err == nil {
		err = copyIndex(b, dir) // without the segments that were merged
	}
	if err := errors.Join(err, b.Close(), os.RemoveAll(raw)); err != nil {
		return err
	}
	m, err := newManifest(dir, lib.Hash(), len(lib.Documents()))
	if err != nil {
		return err
	}
	return m.write(dir)
}

// copyIndex writes what b holds to a new directory.
func copyIndex(b bleve.Index, dir string) error {
	c, ok := b.(bleve.IndexCopyable)
	if !ok {
		return errors.New("indexer: the engine cannot copy an index")
	}
	if err := c.CopyTo(bleve.FileSystemDirectory(dir)); err != nil {
		return fmt.Errorf("indexer: copy index: %w", err)
	}
	return nil
}

// merge makes one segment of all: a generation is never changed, and each
// segment costs every term of a query another look-up.
func merge(ctx context.Context, b bleve.Index) error {
	advanced, err := b.Advanced()
	if err != nil {
		return fmt.Errorf("indexer: merge: %w", err)
	}
	s, ok := advanced.(*scorch.Scorch)
	for range 2 { // the first may leave out what was just being written
		if !ok {
			break
		}
		if err := s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions); err != nil {
			return fmt.Errorf("indexer: merge: %w", err)
		}
	}
	return ctx.Err()
}

// syncTree waits until every file and directory below dir is on the disk.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("indexer: sync: %w", err)
		}
		return syncFile(path)
	})
}

func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("indexer: sync: %w", err)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("indexer: sync %s: %w", path, err)
	}
	return nil
}

// removeOld removes builds that were never finished and all but the newest
// generations. What cannot be removed is left for the next time.
func removeOld(data, current string) {
	entries, err := os.ReadDir(data)
	if err != nil {
		return
	}
	type generation struct {
		path string
		made time.Time
	}
	var old []generation
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !entry.IsDir() {
			continue
		}
		path := filepath.Join(data, entry.Name())
		switch {
		case buildName.MatchString(entry.Name()) && time.Since(info.ModTime()) > staleBuild:
			_ = os.RemoveAll(path)
		case generationName.MatchString(entry.Name()) && path != current:
			old = append(old, generation{path, info.ModTime()})
		}
	}
	for len(old) >= keepGenerations {
		oldest := 0
		for i, g := range old {
			if g.made.Before(old[oldest].made) {
				oldest = i
			}
		}
		_ = os.RemoveAll(old[oldest].path)
		old = append(old[:oldest], old[oldest+1:]...)
	}
}
