package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settle is how long files must be quiet before they are read, so that a
	// checkout of many files is one reload.
	settle = 150 * time.Millisecond
	// settleAtMost bounds the wait where files never are quiet.
	settleAtMost = 900 * time.Millisecond
	// pollEvery is the pace of looking without an event. Network file systems
	// send none.
	pollEvery = 10 * time.Second
)

// A watcher tells when files below directories may have changed.
type watcher struct {
	dirs   []string // absolute
	poll   time.Duration
	events *fsnotify.Watcher // nil where the system has no events to give
	log    *slog.Logger
	warned map[string]bool // directories that the log has had
}

// newWatcher watches dirs. Without events from the system it polls only.
func newWatcher(dirs []string, log *slog.Logger) *watcher {
	w := &watcher{poll: pollEvery, log: log, warned: map[string]bool{}}
	for _, dir := range dirs {
		abs, err := filepath.Abs(dir)
		if err != nil {
			abs = dir // the working directory is gone; the poll goes on
		}
		w.dirs = append(w.dirs, abs)
	}
	var err error
	if w.events, err = fsnotify.NewWatcher(); err != nil {
		log.Warn("no file events, polling", "every", w.poll, "error", err)
		return w
	}
	w.addDirs()
	return w
}

// close ends the watch. It may be called once run has returned.
func (w *watcher) close() {
	if w.events != nil {
		_ = w.events.Close() // nothing is lost with it
	}
}

// addDirs watches every directory there is now; the system watches single
// directories only. Watching one twice does nothing.
func (w *watcher) addDirs() {
	if w.events == nil {
		return
	}
	for _, dir := range w.dirs {
		if err := w.addTree(dir); err != nil && !w.warned[dir] {
			w.warned[dir] = true
			w.log.Warn("directory is polled only", "dir", dir, "every", w.poll, "error", err)
		}
	}
}

// addTree watches dir, what is below it, and its parent, which tells when dir
// is made anew or is a symbolic link that is pointed elsewhere.
func (w *watcher) addTree(dir string) error {
	if err := w.events.Add(filepath.Dir(dir)); err != nil {
		return err
	}
	return filepath.WalkDir(resolve(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil //nolint:nilerr // what cannot be read is reported by the load
		}
		if path != resolve(dir) && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		return w.events.Add(path)
	})
}

// resolve returns the directory that dir stands for if it is a symbolic link.
func resolve(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}

// concerns reports whether an event is about a library and not about a
// neighbour of one in the parent.
func (w *watcher) concerns(event fsnotify.Event) bool {
	if !slices.ContainsFunc(w.dirs, func(dir string) bool { return filepath.Dir(dir) == filepath.Dir(event.Name) }) {
		return true
	}
	return slices.ContainsFunc(w.dirs, func(dir string) bool {
		return within(event.Name, dir) || within(event.Name, resolve(dir))
	})
}

// within reports whether path is dir or below it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// run calls changed after each change and at each poll, until ctx ends.
func (w *watcher) run(ctx context.Context, changed func()) {
	ticker := time.NewTicker(w.poll)
	defer ticker.Stop()
	var events <-chan fsnotify.Event
	var errs <-chan error
	if w.events != nil {
		events, errs = w.events.Events, w.events.Errors
	}
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-errs:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.log.Warn("file events", "error", err)
			}
		case event := <-events:
			if !w.concerns(event) {
				continue
			}
			w.wait(ctx, events)
		case <-ticker.C:
		}
		if ctx.Err() != nil {
			return
		}
		w.addDirs()
		changed()
	}
}

// wait returns when no event has come for a while.
func (w *watcher) wait(ctx context.Context, events <-chan fsnotify.Event) {
	latest := time.After(settleAtMost)
	quiet := time.NewTimer(settle)
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-events:
			if w.concerns(event) {
				quiet.Reset(settle)
			}
		case <-quiet.C:
			return
		case <-latest:
			return
		}
	}
}
