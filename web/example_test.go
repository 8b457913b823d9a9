package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"anku/kb"
	"anku/web"
)

// A fixedSource serves one library for ever.
type fixedSource struct{ web.Snapshot }

func (s fixedSource) Acquire() (web.Snapshot, func()) { return s.Snapshot, func() {} }
func (s fixedSource) Status() web.Status              { return web.Status{Ready: true} }

// nobody finds nothing.
type nobody struct{}

func (nobody) Search(_ context.Context, q kb.Query) (kb.Results, error) {
	return kb.Results{Query: q.Text}, nil
}

func (nobody) Suggest(_ context.Context, text string, _ int) (kb.Suggestions, error) {
	return kb.Suggestions{Query: text}, nil
}

func Example() {
	ctx := context.Background()
	lib, err := kb.Load(ctx, kb.LoadConfig{}, kb.Layer{FS: fstest.MapFS{"lessons/hello.md": {Data: []byte(`---
title: 第一课
minutes: 20
owner: 培训专责
reviewed: 2026-06-01
---

## 开场

- 先听，再说。
`)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server, err := web.New(web.Config{Source: fixedSource{web.Snapshot{Library: lib, Searcher: nobody{}}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	w := httptest.NewRecorder()
	server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/lessons/hello", nil))
	fmt.Println(w.Code, w.Header().Get("Content-Type"))
	// Output: 200 text/html; charset=utf-8
}
