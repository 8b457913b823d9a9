package kb

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"
)

// ErrNoDocuments means that no layer holds a sound document.
var ErrNoDocuments = errors.New("library holds no documents")

// LoadConfig says how [Load] works. The zero value is useful.
type LoadConfig struct {
	// Today is the day against which review dates are checked; the zero Date
	// means the present day.
	Today Date

	// Previous is the library that is being replaced, or nil. Files that have
	// not changed are not parsed again, and where a file has become defective
	// its last sound version stays.
	Previous *Library
}

// fileKey names a file over all layers.
type fileKey struct{ layer, path string }

// fileRecord is what a library remembers of a file for the next load.
type fileRecord struct {
	sum    [sha256.Size]byte
	parsed *parsedFile
	sound  *parsedFile // parsed, or the last version without an error; may be nil
}

// Load reads every document of the layers, later ones laid over earlier ones.
// Defects do not stop it: they are in [Library.Problems], and the library
// holds the sound documents. An error means that a layer could not be read or
// that there is no sound document at all ([EmptyError]); the library is then
// nil.
func Load(ctx context.Context, cfg LoadConfig, layers ...Layer) (*Library, error) {
	if cfg.Today.IsZero() {
		cfg.Today = DateOf(time.Now())
	}
	ld := &loader{cfg: cfg, files: map[fileKey]*fileRecord{}}
	settings := Settings{Name: "案库", ReviewEvery: defaultReviewDays}
	for _, layer := range layers {
		docs, yaml, problems, err := layer.files(ctx)
		if err != nil {
			return nil, err
		}
		ld.problems = append(ld.problems, problems...)
		if yaml != nil {
			ld.problems = append(ld.problems, readSettings(layer.place(settingsFile), yaml, &settings)...)
		}
		records, err := ld.parseAll(ctx, layer, docs)
		if err != nil {
			return nil, err
		}
		ld.lay(layer, docs, records)
	}
	if len(ld.entries) == 0 {
		return nil, &EmptyError{ld.problems.sort()}
	}
	docs := make([]*Document, 0, len(ld.entries))
	for _, e := range ld.entries {
		docs = append(docs, e.document)
	}
	lib := newLibrary(settings, docs, nil)
	lib.layers, lib.files = len(layers), ld.files
	ld.check(lib)
	lib.problems = ld.problems.sort()
	return lib, nil
}

// An entry is a document in the library being made, with its file.
type entry struct {
	*parsedFile
	name  string // of the file in defects
	layer int
}

type loader struct {
	cfg      LoadConfig
	files    map[fileKey]*fileRecord
	entries  map[ID]*entry
	layers   int
	problems Problems
}

// parseAll parses files on all processors; the result is in step with docs.
func (ld *loader) parseAll(ctx context.Context, layer Layer, docs []candidate) ([]*fileRecord, error) {
	records := make([]*fileRecord, len(docs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(docs)) {
		wg.Go(func() {
			for i := range next {
				records[i] = ld.parseOne(layer, docs[i])
			}
		})
	}
	var err error
	for i := range docs {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return records, err
}

// parseOne parses a file unless the previous library knows it unchanged.
func (ld *loader) parseOne(layer Layer, c candidate) *fileRecord {
	rec := &fileRecord{sum: sha256.Sum256(c.src)}
	var before *fileRecord
	if ld.cfg.Previous != nil {
		before = ld.cfg.Previous.files[fileKey{layer.Name, c.path}]
	}
	if before != nil && before.sum == rec.sum {
		return before
	}
	rec.parsed = parse(layer.place(c.path), c.path, c.src)
	if d := rec.parsed.document; d != nil {
		d.Layer = layer.Name
		rec.sound = rec.parsed
	} else if before != nil {
		rec.sound = before.sound
	}
	return rec
}

// lay puts the documents of a layer over what came before.
func (ld *loader) lay(layer Layer, docs []candidate, records []*fileRecord) {
	if ld.entries == nil {
		ld.entries = map[ID]*entry{}
	}
	here := map[ID]*entry{}
	for i, rec := range records {
		ld.files[fileKey{layer.Name, docs[i].path}] = rec
		ld.problems = append(ld.problems, rec.parsed.problems...)
		if rec.sound == nil {
			continue
		}
		e := &entry{parsedFile: rec.sound, name: layer.place(docs[i].path), layer: ld.layers}
		id := e.document.ID
		if twin := here[id]; twin != nil {
			ld.report("duplicate-id", Position{e.name, 1, 1}, "编号 %s 已经用在 %s", id, twin.name)
			continue
		}
		if below := ld.entries[id]; below != nil && below.document.Kind != e.document.Kind {
			ld.report("duplicate-id", Position{e.name, 1, 1}, "编号 %s 在下层库里是%s（%s），只能用同一种文档替换",
				id, below.document.Kind.Label(), below.name)
			continue
		}
		here[id] = e
	}
	for id, e := range here {
		ld.entries[id] = e
	}
	ld.layers++
}

// ids returns the IDs of the entries in order, so that defects come in one
// order.
func (ld *loader) ids() []ID {
	ids := make([]ID, 0, len(ld.entries))
	for id := range ld.entries {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// An EmptyError means that no layer holds a sound document. It is
// [ErrNoDocuments] and holds what was wrong with the files there are.
type EmptyError struct{ Problems Problems }

// Error names the first defect, which is the most likely cause.
func (e *EmptyError) Error() string {
	if len(e.Problems) == 0 {
		return ErrNoDocuments.Error()
	}
	return fmt.Sprintf("%v: %v", ErrNoDocuments, e.Problems[0])
}

// Unwrap returns [ErrNoDocuments].
func (e *EmptyError) Unwrap() error { return ErrNoDocuments }
