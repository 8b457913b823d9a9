package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	// maxURLBytes bounds path and query: a query of 5,000 Chinese characters
	// takes 45,000 bytes when it is escaped.
	maxURLBytes = 64 << 10
	// maxBodyBytes bounds a request body.
	maxBodyBytes = 1 << 20
)

// contentPolicy allows what this server sends and nothing else.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// securityHeaders sets the headers that every answer has.
func securityHeaders(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Next()
}

// limitRequest refuses what is too long to be honest.
func (s *Server) limitRequest(c *gin.Context) {
	if len(c.Request.URL.RawQuery)+len(c.Request.URL.Path) > maxURLBytes {
		c.Header("Connection", "close")
		s.fail(c, errTooLong)
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBodyBytes)
	c.Next()
}

// logRequests logs each request without its query, which may hold what a
// customer said.
func (s *Server) logRequests(c *gin.Context) {
	began := time.Now()
	c.Next()
	s.log.Info("request", "method", c.Request.Method, "route", c.FullPath(),
		"status", c.Writer.Status(), "bytes", c.Writer.Size(), "ms", time.Since(began).Milliseconds())
}

// recoverPanics turns a panic into an error page. http.ErrAbortHandler goes on
// to the server, which knows it.
func (s *Server) recoverPanics(c *gin.Context) {
	defer func() {
		switch v := recover(); {
		case v == nil:
		case v == http.ErrAbortHandler: //nolint:errorlint // a panic value, not an error chain
			panic(v)
		case c.Writer.Written():
			s.log.Error("panic after answer", "route", c.FullPath(), "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		default:
			s.fail(c, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
		}
	}()
	c.Next()
}
