package main

import (
	"context"
	"log/slog"
	"runtime/debug"

	"anku/indexer"
	"anku/kb"
)

// loggedProblems bounds how many defects one reload writes to the log.
const loggedProblems = 50

// A reloader loads the library, indexes it aside and publishes both. It is
// used by one goroutine at a time.
type reloader struct {
	layers []kb.Layer
	index  indexer.Config
	live   *live
	log    *slog.Logger

	files  *kb.Library     // newest load, which knows every file
	logged map[string]bool // defects that the log has had
}

// reload loads the files as they are now and publishes them if they make
// another library. What goes wrong is reported and what is being served stays.
func (r *reloader) reload(ctx context.Context) error {
	lib, err := kb.Load(ctx, kb.LoadConfig{Previous: r.files}, r.layers...)
	if err != nil {
		return r.failed(ctx, err)
	}
	r.files = lib
	r.logProblems(lib.Problems())
	if now := r.live.library(); now != nil && now.Hash() == lib.Hash() && now.Settings() == lib.Settings() {
		r.live.report(lib.Problems(), "")
		return nil
	}
	x, err := openIndex(ctx, lib, r.index)
	if err != nil {
		return r.failed(ctx, err)
	}
	r.live.publish(x)
	// Building leaves about as much garbage behind as the library takes. Given
	// back at once, the resident memory of the embedded library is 60 MB
	// instead of 135 MB.
	debug.FreeOSMemory()
	r.log.Info("library published", "documents", len(lib.Documents()),
		"errors", lib.Problems().Errors(), "content", lib.Hash()[:12])
	return nil
}

// failed reports why nothing was published.
func (r *reloader) failed(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		r.live.report(r.live.Status().Problems, err.Error())
	}
	return err
}

// logProblems logs each defect once, and again only after it was mended. Of a
// directory of garbage it logs the first ones and how many there are.
func (r *reloader) logProblems(problems kb.Problems) {
	seen := make(map[string]bool, len(problems))
	fresh := 0
	for _, p := range problems {
		text := p.String()
		seen[text] = true
		if r.logged[text] {
			continue
		}
		if fresh++; fresh > loggedProblems {
			continue
		}
		level := slog.LevelError
		if p.Severity == kb.SeverityWarning {
			level = slog.LevelWarn
		}
		r.log.Log(context.Background(), level, "content", "problem", text)
	}
	if fresh > loggedProblems {
		r.log.Error("content has more problems; anku lint names each", "more", fresh-loggedProblems)
	}
	r.logged = seen
}
