package main

import (
	"context"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"anku/indexer"
	"anku/kb"
	"anku/web"
)

// testLibrary loads the library of testdata.
func testLibrary(t *testing.T) *kb.Library {
	t.Helper()
	lib, err := kb.Load(t.Context(), kb.LoadConfig{}, kb.Layer{Name: "test", FS: os.DirFS("testdata/library")})
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// testIndex builds an index of lib. Closing it twice panics.
func testIndex(t *testing.T, lib *kb.Library) *indexer.Index {
	t.Helper()
	x, err := indexer.Build(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// usable reports whether x has not been closed.
func usable(ctx context.Context, x web.Searcher) bool {
	_, err := x.Search(ctx, kb.Query{Text: "来电"})
	return err == nil
}

// TestLiveClosesAfterTheLastHolder checks one generation step by step.
func TestLiveClosesAfterTheLastHolder(t *testing.T) {
	lib := testLibrary(t)
	first, second := testIndex(t, lib), testIndex(t, lib)
	l := newLive(slog.New(slog.DiscardHandler))
	if snap, release := l.Acquire(); snap.Library != nil || snap.Searcher != nil {
		t.Errorf("before the first library: got %v, want nothing", snap)
	} else {
		release()
	}
	if l.Status().Ready || l.library() != nil {
		t.Error("ready before the first library")
	}

	l.publish(first)
	if st := l.Status(); !st.Ready || st.Documents != len(lib.Documents()) {
		t.Errorf("status: got ready %t with %d documents, want true with %d", st.Ready, st.Documents, len(lib.Documents()))
	}
	published := l.current.Load()
	snapA, releaseA := l.Acquire()
	_, releaseB := l.Acquire()
	l.publish(second)
	if snapA.Searcher != web.Searcher(first) || !usable(t.Context(), first) {
		t.Fatal("a request lost the generation that it began with")
	}
	releaseA()
	if !usable(t.Context(), first) {
		t.Fatal("closed before the last holder let go")
	}
	releaseB()
	if usable(t.Context(), first) {
		t.Error("not closed after the last holder let go")
	}
	if published.hold() {
		t.Error("a closed generation can be held again")
	}
	if snap, release := l.Acquire(); snap.Searcher != web.Searcher(second) {
		t.Error("a new request does not get the new generation")
	} else {
		release()
	}

	l.drain()
	l.report(nil, "") // by a reload that ends late
	if l.Status().Ready {
		t.Error("ready again while stopping")
	}
	if snap, release := l.Acquire(); snap.Searcher == nil {
		t.Error("requests are not answered while stopping")
	} else {
		release()
	}
	l.close()
	l.close()
	if usable(t.Context(), second) {
		t.Error("not closed at the end")
	}
}

// TestLiveUnderConcurrency publishes while requests come and go. A search on a
// closed index fails, a second close panics, and the race detector sees the
// rest.
func TestLiveUnderConcurrency(t *testing.T) {
	const generations, readers = 24, 8
	lib := testLibrary(t)
	var indexes []*indexer.Index
	for range generations {
		indexes = append(indexes, testIndex(t, lib))
	}
	l := newLive(slog.New(slog.DiscardHandler))
	l.publish(indexes[0])

	var acquired atomic.Int64
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				snap, release := l.Acquire()
				acquired.Add(1)
				if snap.Searcher == nil {
					t.Error("no generation while one is published")
				} else if !usable(t.Context(), snap.Searcher) {
					t.Error("a held generation is closed")
				}
				release()
			}
		})
	}
	for _, x := range indexes[1:] {
		for before := acquired.Load(); acquired.Load() < before+readers; {
			runtime.Gosched()
		}
		l.publish(x)
	}
	close(stop)
	wg.Wait()
	last := len(indexes) - 1
	for i, x := range indexes {
		if got, want := usable(t.Context(), x), i == last; got != want {
			t.Errorf("generation %d of %d: open %t, want %t", i, last, got, want)
		}
	}
	l.close()
	if usable(t.Context(), indexes[last]) {
		t.Error("the last generation is not closed at the end")
	}
}
