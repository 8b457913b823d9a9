package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// routes wires every route of the package comment.
func (s *Server) routes() {
	r := s.engine
	r.Use(s.logRequests, s.recoverPanics, securityHeaders, s.limitRequest)
	get := func(path string, h gin.HandlerFunc) {
		r.GET(path, h)
		r.HEAD(path, h)
	}
	get("/", s.page(s.desk))
	get("/classes", s.page(s.classes))
	get("/classes/:id", s.page(s.document(kb.KindClass)))
	for _, l := range lists {
		get(l.path, s.page(s.list(l)))
		get(l.path+"/:id", s.page(s.document(l.kind)))
	}
	get("/assets/:name", s.asset)
	get("/healthz", s.healthz)
	get("/readyz", s.readyz)
	api := r.Group("/api/v1")
	for path, h := range map[string]apiFunc{
		"/search":        s.apiSearch,
		"/suggest":       s.apiSuggest,
		"/documents/:id": s.apiDocument,
		"/classes":       s.apiClasses,
	} {
		api.GET(path, s.api(h))
		api.HEAD(path, s.api(h))
	}
	r.NoRoute(func(c *gin.Context) { s.fail(c, errNotFound) })
	r.NoMethod(func(c *gin.Context) {
		c.Header("Allow", http.MethodGet+", "+http.MethodHead)
		s.fail(c, errMethod)
	})
}
