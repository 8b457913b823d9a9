package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"anku/kb"
)

// readyProblems is how many defects /readyz names; it counts all.
const readyProblems = 50

// readiness is the answer of /readyz.
type readiness struct {
	Status    string      `json:"status"` // ready or not ready
	Documents int         `json:"documents"`
	Loaded    time.Time   `json:"loaded,omitzero"`
	Errors    int         `json:"errors"`
	Warnings  int         `json:"warnings"`
	Problems  kb.Problems `json:"problems"`
	Failure   string      `json:"failure,omitempty"`
}

// healthz says that the process lives.
func (s *Server) healthz(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readyz says whether requests are answered, and what is wrong with the files.
// A defective file does not make the server unready: its last sound version is
// served.
func (s *Server) readyz(c *gin.Context) {
	st := s.source.Status()
	r := readiness{
		Status: "ready", Documents: st.Documents, Loaded: st.Loaded, Failure: st.Failure,
		Errors: st.Problems.Errors(), Problems: kb.Problems{},
	}
	r.Warnings = len(st.Problems) - r.Errors
	if len(st.Problems) > 0 {
		r.Problems = st.Problems[:min(len(st.Problems), readyProblems)]
	}
	status := http.StatusOK
	if !st.Ready {
		r.Status, status = "not ready", http.StatusServiceUnavailable
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(status, r)
}
