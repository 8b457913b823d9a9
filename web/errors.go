package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// A webError is an error whose text may be shown: one clear sentence.
type webError struct {
	status  int
	code    string
	message string
}

// Error returns the sentence.
func (e webError) Error() string { return e.message }

var (
	errNotFound = webError{http.StatusNotFound, "not_found", "这个地址没有内容，可能已经改名或移走了。"}
	errMethod   = webError{http.StatusMethodNotAllowed, "method_not_allowed", "这个地址只能用 GET 访问。"}
	errTooLong  = webError{http.StatusBadRequest, "too_long", "地址太长了，查询请缩短到 5000 字以内。"}
	errGone     = webError{statusClientGone, "canceled", "请求已取消。"}
	errNotReady = webError{http.StatusServiceUnavailable, "not_ready", "正在启动或停止，请稍后再试。"}
)

// badRequest returns an error for a request that cannot be answered.
func badRequest(message string) webError {
	return webError{http.StatusBadRequest, "bad_request", message}
}

// statusClientGone is logged for a client that did not wait; nobody reads it.
const statusClientGone = 499

// shown returns what may be said about err: its status, code and sentence. An
// unexpected error gives a fixed sentence, and internal is then true.
func shown(err error) (e webError, internal bool) {
	switch {
	case errors.As(err, &e):
		return e, false
	case errors.Is(err, kb.ErrBadQuery):
		return webError{http.StatusBadRequest, "bad_query", err.Error() + "。"}, false
	default:
		return webError{http.StatusInternalServerError, "internal", "出了点问题，已经记下来了。"}, true
	}
}

// errorBody is the one form of API errors.
type errorBody struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// fail answers with an error, as JSON below /api and as a page elsewhere. It is
// the only place that turns errors into status codes.
func (s *Server) fail(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil {
		err = errGone
	}
	e, internal := shown(err)
	if internal {
		id := rand.Text()[:8]
		e.message += "报修时请说编号 " + id + "。"
		s.log.Error("request failed", "id", id, "path", c.FullPath(), "error", err)
	}
	c.Abort()
	c.Header("Cache-Control", "no-store")
	if strings.HasPrefix(c.Request.URL.Path, "/api/") {
		c.PureJSON(e.status, errorBody{e.code, e.message})
		return
	}
	snap, release := s.source.Acquire()
	defer release()
	view := errorView{base: s.base(c, snap.Library, titleOf(e.status)), Status: e.status, Message: e.message}
	body, err := s.render("error", view)
	if err != nil {
		s.log.Error("error page failed", "error", err)
		c.Data(e.status, "text/plain; charset=utf-8", []byte(e.message+"\n"))
		return
	}
	c.Data(e.status, htmlType, body)
}

// errorView is what error.html shows.
type errorView struct {
	base
	Status  int
	Message string
}

func titleOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return "没有这个页面"
	case http.StatusBadRequest, http.StatusMethodNotAllowed:
		return "这个请求看不懂"
	case http.StatusServiceUnavailable:
		return "请稍等"
	default:
		return "出了点问题"
	}
}
