package web

import (
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// Config says how a server works. Source is required.
type Config struct {
	Source  Source
	Log     *slog.Logger // nil discards
	Version string       // shown at the foot of each page

	// Now tells the time, by which overdue reviews are marked; nil means
	// time.Now.
	Now func() time.Time
}

// A Server serves pages and the API. It is safe for concurrent use.
type Server struct {
	source  Source
	log     *slog.Logger
	version string
	now     func() time.Time
	pages   *template.Template
	assets  assets
	engine  *gin.Engine
}

// New returns a server. It fails if an embedded template or asset is broken.
func New(cfg Config) (*Server, error) {
	s := &Server{source: cfg.Source, log: cfg.Log, version: cfg.Version, now: cfg.Now}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = s.parseTemplates(); err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	s.engine = gin.New()
	s.engine.HandleMethodNotAllowed = true
	s.engine.RedirectTrailingSlash = false
	if err := s.engine.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	s.routes()
	return s, nil
}

// Handler returns the handler of all routes.
func (s *Server) Handler() http.Handler { return s.engine }
