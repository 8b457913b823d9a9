package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"anku/kb"
	"anku/web"
)

func TestReadyz(t *testing.T) {
	var many kb.Problems
	for i := range 80 {
		severity := kb.SeverityError
		if i%2 == 0 {
			severity = kb.SeverityWarning
		}
		many = append(many, &kb.Problem{Rule: "bold", Severity: severity, Message: fmt.Sprint(i)})
	}
	for _, tt := range []struct {
		name             string
		status           web.Status
		code             int
		word             string
		errors, warnings int
		listed           int
	}{
		{"starting", web.Status{}, http.StatusServiceUnavailable, "not ready", 0, 0, 0},
		{"sound", web.Status{Ready: true, Documents: 3}, http.StatusOK, "ready", 0, 0, 0},
		{"defects do not stop it", web.Status{Ready: true, Problems: many}, http.StatusOK, "ready", 40, 40, 50},
		{"failed reload", web.Status{Ready: true, Failure: "library: gone"}, http.StatusOK, "ready", 0, 0, 0},
		{"stopping", web.Status{Ready: false, Documents: 3}, http.StatusServiceUnavailable, "not ready", 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, loadLibrary(t), nil)
			s.status = tt.status
			a := s.ask(t, "GET", "/readyz")
			var got struct {
				Status    string           `json:"status"`
				Documents int              `json:"documents"`
				Errors    int              `json:"errors"`
				Warnings  int              `json:"warnings"`
				Problems  []map[string]any `json:"problems"`
				Failure   string           `json:"failure"`
			}
			if err := json.Unmarshal([]byte(a.body), &got); err != nil {
				t.Fatal(err)
			}
			if a.StatusCode != tt.code || got.Status != tt.word {
				t.Errorf("got status %d %q, want %d %q", a.StatusCode, got.Status, tt.code, tt.word)
			}
			if got.Errors != tt.errors || got.Warnings != tt.warnings || len(got.Problems) != tt.listed || got.Problems == nil {
				t.Errorf("got %d errors, %d warnings, %d listed; want %d, %d, %d",
					got.Errors, got.Warnings, len(got.Problems), tt.errors, tt.warnings, tt.listed)
			}
			if got.Failure != tt.status.Failure || got.Documents != tt.status.Documents {
				t.Errorf("got failure %q, %d documents; want %q, %d", got.Failure, got.Documents, tt.status.Failure, tt.status.Documents)
			}
		})
	}
}
