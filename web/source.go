package web

import (
	"context"
	"time"

	"anku/kb"
)

// A Searcher answers queries, also those that are still being typed. A query
// that cannot be answered is a [kb.ErrBadQuery].
type Searcher interface {
	Search(ctx context.Context, q kb.Query) (kb.Results, error)
	// Suggest returns at most limit wordings that text may become.
	Suggest(ctx context.Context, text string, limit int) (kb.Suggestions, error)
}

// A Snapshot is one consistent state of library and index.
type Snapshot struct {
	Library  *kb.Library
	Searcher Searcher
}

// A Source hands out the current snapshot. It must be safe for concurrent use.
type Source interface {
	// Acquire returns the snapshot that a request is answered from, and a
	// function to call when the request is done with it.
	Acquire() (Snapshot, func())
	// Status says how the source is.
	Status() Status
}

// Status is what /readyz tells.
type Status struct {
	Ready     bool        // false before the first library and while stopping
	Documents int         // active ones being served
	Loaded    time.Time   // when the library being served was loaded
	Problems  kb.Problems // defects of the files as they are now
	Failure   string      // why the last reload was not published; "" if it was
}
