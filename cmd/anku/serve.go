package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"anku/indexer"
	"anku/web"
)

// stopGrace is how long requests in flight may take after a signal.
const stopGrace = 10 * time.Second

// Bounds on a connection: a slow client may not hold one for ever.
const (
	headerTimeout = 3 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 90 * time.Second
	maxHeader     = 2 << 20 // 100,000 escaped characters, emoji even: web answers with a sentence, not a bare 431
)

func newServe() *cobra.Command {
	var c content
	var addr, data string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "打开网页版和接口",
		Long: `打开网页版和 JSON 接口。不加参数就用内置库，地址是 http://127.0.0.1:8080。
改动 --library 目录里的文件会自动重新载入；写坏的文件照旧用上一个好的版本。`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: runs(func(cmd *cobra.Command, _ []string) error {
			err := serve(cmd.Context(), &c, addr, data, cmd.ErrOrStderr())
			if ended := cmd.Context().Err(); ended != nil && errors.Is(err, ended) {
				return nil // stopped before it was ready
			}
			return err
		}),
	}
	c.flags(cmd)
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听的地址和端口 `HOST:PORT`，端口写 0 时自动选一个")
	dataFlag(cmd, &data)
	return cmd
}

// serve answers requests until ctx ends, then lets those in flight finish.
func serve(ctx context.Context, c *content, addr, data string, stderr io.Writer) error {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	layers, err := c.layers()
	if err != nil {
		return err
	}
	ln, err := listen(ctx, addr)
	if err != nil {
		return err
	}
	defer ln.Close() //nolint:errcheck // Serve has closed it in the normal course
	source := newLive(log)
	defer source.close()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	var w *watcher // watches before the first load, so that nothing is missed
	if len(c.libraries) > 0 {
		w = newWatcher(c.libraries, log)
		defer w.close()
	}
	r := &reloader{
		layers: layers, live: source, log: log,
		index: indexer.Config{Dir: data, Logf: func(format string, args ...any) { log.Warn(fmt.Sprintf(format, args...)) }},
	}
	if err := r.reload(ctx); err != nil {
		return err
	}
	server, err := web.New(web.Config{Source: source, Log: log, Version: "anku " + readBuild().Version})
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	if w != nil {
		wg.Go(func() {
			w.run(watching, func() {
				if err := r.reload(watching); err != nil && watching.Err() == nil {
					log.Error("reload failed, serving what was loaded before", "error", err)
				}
			})
		})
	}
	log.Info("serving", "url", "http://"+ln.Addr().String())
	fmt.Fprintf(stderr, "案库已打开：http://%s （Ctrl-C 停止）\n", ln.Addr())
	err = answer(ctx, ln, server.Handler(), source, log)
	stop()
	wg.Wait()
	return err
}

// listen opens addr, with an error that says what to do.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(addr)
	if n, numErr := strconv.Atoi(port); err != nil || numErr != nil || n < 0 || n > math.MaxUint16 {
		return nil, usageError(fmt.Sprintf("--addr %q: expected HOST:PORT, such as 127.0.0.1:8080", addr))
	}
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port %s is taken by another program, expected a free one: choose with --addr (now %s)", port, addr)
	case err != nil:
		return nil, err
	}
	return ln, nil
}

// answer serves h on ln until ctx ends, then waits for requests in flight.
func answer(ctx context.Context, ln net.Listener, h http.Handler, source *live, log *slog.Logger) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping", "grace", stopGrace)
	source.drain()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	if err := srv.Shutdown(late); err != nil {
		return fmt.Errorf("stop: requests took longer than %s: %w", stopGrace, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	log.Info("stopped")
	return nil
}
