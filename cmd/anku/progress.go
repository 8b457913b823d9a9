package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressOn returns a function that draws how far a long operation has come,
// or nil where w is no terminal. The bar appears after a moment, so that short
// operations show none, and goes when all is done.
func progressOn(w io.Writer, what string) func(done, total int) {
	if terminalColumns(w) == 0 {
		return nil
	}
	began := time.Now()
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			if time.Since(began) < 500*time.Millisecond && done < total {
				return
			}
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
				progressbar.OptionShowCount(), progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set(done) // what cannot be drawn is not missed
	}
}
