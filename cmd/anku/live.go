package main

import (
	"log/slog"
	"sync/atomic"
	"time"

	"anku/indexer"
	"anku/kb"
	"anku/web"
)

// A live source publishes generations: each a library with its index. A
// request holds the generation that it began with; one that has been replaced
// is closed by whoever lets go of it last. It implements web.Source.
type live struct {
	current  atomic.Pointer[generation]
	status   atomic.Pointer[web.Status]
	draining atomic.Bool // for good, whatever is published afterwards
	log      *slog.Logger
}

// A generation is a library and its index with the number of their holders:
// one for being published and one for each request.
type generation struct {
	index   *indexer.Index
	loaded  time.Time
	holders atomic.Int64
}

func newLive(log *slog.Logger) *live {
	l := &live{log: log}
	l.status.Store(&web.Status{})
	return l
}

// Acquire implements web.Source.
func (l *live) Acquire() (web.Snapshot, func()) {
	for {
		g := l.current.Load()
		if g == nil {
			return web.Snapshot{}, func() {}
		}
		if g.hold() {
			return web.Snapshot{Library: g.index.Library(), Searcher: g.index}, func() { l.release(g) }
		}
	}
}

// hold adds a holder unless the last one has gone.
func (g *generation) hold() bool {
	for {
		n := g.holders.Load()
		if n == 0 {
			return false
		}
		if g.holders.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// release lets go of g and closes it after the last holder.
func (l *live) release(g *generation) {
	if g.holders.Add(-1) > 0 {
		return
	}
	if err := g.index.Close(); err != nil {
		l.log.Error("close index", "error", err)
	}
}

// publish makes x the index that new requests are answered from.
func (l *live) publish(x *indexer.Index) {
	g := &generation{index: x, loaded: time.Now()}
	g.holders.Store(1)
	if old := l.current.Swap(g); old != nil {
		l.release(old)
	}
	l.report(x.Library().Problems(), "")
}

// report sets the status: the defects of the files as they are now, and why
// they could not be published if so.
func (l *live) report(problems kb.Problems, failure string) {
	st := &web.Status{Problems: problems, Failure: failure}
	if g := l.current.Load(); g != nil {
		st.Ready, st.Loaded, st.Documents = true, g.loaded, len(g.index.Library().Documents())
	}
	l.status.Store(st)
}

// library returns the library being served, or nil.
func (l *live) library() *kb.Library {
	if g := l.current.Load(); g != nil {
		return g.index.Library()
	}
	return nil
}

// drain makes the source unready, so that a balancer sends nobody new, while
// requests are still answered.
func (l *live) drain() { l.draining.Store(true) }

// close ends publishing. Requests in flight finish first.
func (l *live) close() {
	if old := l.current.Swap(nil); old != nil {
		l.release(old)
	}
}

// Status implements web.Source.
func (l *live) Status() web.Status {
	st := *l.status.Load()
	st.Ready = st.Ready && !l.draining.Load()
	return st
}
