package kb

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
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
type fileKey struct{ layer, place string }

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
	ld := &loader{
		cfg: cfg, settings: Settings{Name: "案库", ReviewEvery: defaultReviewDays},
		files: map[fileKey]*fileRecord{}, described: map[string]string{}, top: map[ID]*entry{}, entries: map[ID]*entry{},
		lexicons: map[fileKey]*lexiconRecord{}, checks: map[fileKey]lexiconCheck{}, read: sha256.New(),
		words: newWordStock(), served: newWordStock(),
	}
	for _, layer := range layers {
		there, err := layer.files(ctx)
		if err != nil {
			return nil, err
		}
		ld.problems = append(ld.problems, there.problems...)
		ld.settings.Standalone = false
		if there.settings {
			ld.readSettings(layer)
		}
		records, err := ld.parseAll(ctx, layer, there.documents)
		if err != nil {
			return nil, err
		}
		ld.lay(layer, there.documents, records)
		ld.layLexicon(layer, there.lexicon)
	}
	docs := make([]*Document, 0, len(ld.entries))
	for _, e := range ld.entries {
		docs = append(docs, e.document)
	}
	lib := NewLibrary(ld.settings, ld.served.lexicon(), docs)
	lib.layers, lib.files, lib.described = len(layers), ld.files, ld.described
	lib.lexicons, lib.checks = ld.lexicons, ld.checks
	ld.check(lib)
	lib.problems = ld.problems.sort()
	if len(docs) == 0 {
		return nil, &EmptyError{lib.problems, lib.settings}
	}
	return lib, nil
}

// An entry is a document in the library being made, with its file.
type entry struct {
	*parsedFile
	kind  Kind
	path  string // inside its layer
	name  string // of the file in defects
	layer int
}

type loader struct {
	cfg       LoadConfig
	settings  Settings
	files     map[fileKey]*fileRecord
	described map[string]string // the last sound library.yaml by its place
	top       map[ID]*entry     // the files as they are, of the highest layer that has one
	entries   map[ID]*entry     // their sound versions, which the library holds
	lexicons  map[fileKey]*lexiconRecord
	checks    map[fileKey]lexiconCheck
	read      hash.Hash  // of what has been read so far
	words     *wordStock // the lexicon files as they are
	served    *wordStock // their sound versions, which the library holds
	layers    int
	problems  Problems
	suggested int // wrong references so far
}

// readSettings reads the library.yaml of a layer. Where it has become
// defective, its last sound version holds.
func (ld *loader) readSettings(layer Layer) {
	place := layer.place(settingsFile)
	settings := ld.settings
	var problems Problems
	src, err := layer.read(settingsFile, maxFileBytes)
	if err != nil {
		problems = Problems{layer.problem("unreadable", settingsFile, "读不出来（%s），检查文件和权限", reason(err))}
	} else {
		problems = readSettings(place, src, &settings)
	}
	ld.problems = append(ld.problems, problems...)
	text := string(src)
	if before := ld.cfg.Previous; before != nil && problems.Errors() > 0 {
		text, settings = before.described[place], ld.settings
		readSettings(place, []byte(text), &settings)
	}
	ld.settings = settings
	ld.described[place] = text
}

// parseAll parses files on all processors; the result is in step with paths.
func (ld *loader) parseAll(ctx context.Context, layer Layer, paths []string) ([]*fileRecord, error) {
	records := make([]*fileRecord, len(paths))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		wg.Go(func() {
			for i := range next {
				records[i] = ld.parseOne(layer, paths[i])
			}
		})
	}
	var err error
	for i := range paths {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return records, err
}

// parseOne reads and parses a file unless the previous library knows it
// unchanged.
func (ld *loader) parseOne(layer Layer, path string) *fileRecord {
	var before *fileRecord
	if ld.cfg.Previous != nil {
		before = ld.cfg.Previous.files[fileKey{layer.Name, layer.place(path)}]
	}
	rec := &fileRecord{}
	src, err := layer.read(path, maxFileBytes)
	if err != nil {
		rec.parsed = &parsedFile{problems: Problems{layer.problem("unreadable", path, "读不出来（%s），检查文件和权限", reason(err))}}
	} else {
		rec.sum = sha256.Sum256(src)
		if before != nil && before.sum == rec.sum {
			return before
		}
		rec.parsed = parse(layer.place(path), path, src)
	}
	if rec.parsed.sound {
		rec.parsed.document.Layer = layer.Name
		rec.sound = rec.parsed
	} else if before != nil {
		rec.sound = before.sound
	}
	return rec
}

// lay puts the documents of a layer over what came before.
func (ld *loader) lay(layer Layer, paths []string, records []*fileRecord) {
	for i, rec := range records {
		e := entry{parsedFile: rec.parsed, path: paths[i], name: layer.place(paths[i]), layer: ld.layers}
		ld.files[fileKey{layer.Name, e.name}] = rec
		ld.noteRead(e.name, rec.sum)
		ld.problems = append(ld.problems, rec.parsed.problems...)
		kind, id, _ := kindOfPath(e.path)
		e.kind = kind
		switch other := ld.top[id]; {
		case other != nil && other.layer == e.layer:
			ld.report("duplicate-id", Position{e.name, 1, 1}, "编号 %s 已经用在 %s，换一个文件名", id, other.name)
			continue
		case other != nil && other.kind != kind:
			ld.report("duplicate-id", Position{e.name, 1, 1}, "编号 %s 在下层库里是%s（%s），换一个文件名或者也写成%s",
				id, other.kind.Label(), other.name, other.kind.Label())
			continue
		}
		ld.top[id] = &e
		if rec.sound != nil {
			served := e
			served.parsedFile = rec.sound
			ld.entries[id] = &served
		}
	}
	ld.layers++
}

// An EmptyError means that no layer holds a sound document. It is
// [ErrNoDocuments] and holds what was wrong with the files there are.
type EmptyError struct {
	Problems Problems
	Settings Settings // of the layers
}

// Error names the first error, which is the most likely cause.
func (e *EmptyError) Error() string {
	if len(e.Problems) == 0 {
		return ErrNoDocuments.Error()
	}
	cause := max(0, slices.IndexFunc(e.Problems, func(p *Problem) bool { return p.Severity == SeverityError }))
	return fmt.Sprintf("%v: %v", ErrNoDocuments, e.Problems[cause])
}

// Unwrap returns [ErrNoDocuments].
func (e *EmptyError) Unwrap() error { return ErrNoDocuments }
