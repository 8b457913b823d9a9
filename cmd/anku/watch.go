package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
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
	// poll is the pace of looking without an event. Network file systems send
	// none.
	poll = 10 * time.Second
)

// A watcher tells when files below directories may have changed.
type watcher struct {
	dirs   []string
	events *fsnotify.Watcher // nil where the system has no events to give
	log    *slog.Logger
}

// newWatcher watches dirs. Without events from the system it polls only.
func newWatcher(dirs []string, log *slog.Logger) *watcher {
	w := &watcher{dirs: dirs, log: log}
	var err error
	if w.events, err = fsnotify.NewWatcher(); err != nil {
		log.Warn("no file events, polling", "every", poll, "error", err)
		return w
	}
	w.addDirs()
	return w
}

// addDirs watches every directory there is now; the system watches single
// directories only. Watching one twice does nothing.
func (w *watcher) addDirs() {
	if w.events == nil {
		return
	}
	for _, dir := range w.dirs {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return nil //nolint:nilerr // what cannot be read is reported by the load
			}
			if path != dir && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return w.events.Add(path)
		})
		if err != nil {
			w.log.Warn("directory is polled only", "dir", dir, "every", poll, "error", err)
		}
	}
}

// run calls changed after each change and at each poll, until ctx ends.
func (w *watcher) run(ctx context.Context, changed func()) {
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	var events <-chan fsnotify.Event
	var errs <-chan error
	if w.events != nil {
		defer w.events.Close() //nolint:errcheck // at the end of the process
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
		case <-events:
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
		case <-events:
			quiet.Reset(settle)
		case <-quiet.C:
			return
		case <-latest:
			return
		}
	}
}
