package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

const (
	// maxHeader is more than the longest address with what browsers send.
	maxHeader = 16 << 10
	// maxConnections bounds the memory that clients can make the server take,
	// about 30 kB each. Others wait until one of them has ended.
	maxConnections = 512
	// stopTime is how long requests in flight may take once the server is told
	// to stop. Counts are saved after that; all of it ends within five seconds.
	stopTime = 4 * time.Second
)

// Run serves the listener, which it closes, until the context ends, and then
// lets requests in flight be answered, saves the counts and closes the table.
// A stop by the context is no error.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       15 * time.Second,
		MaxHeaderBytes:    maxHeader,
		// What strangers send wrong is no news.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	kept, stop := context.WithCancel(ctx)
	defer stop()
	go s.keep(kept)
	served := make(chan error, 1)
	go func() { served <- server.Serve(netutil.LimitListener(l, maxConnections)) }()
	select {
	case err := <-served:
		return errors.Join(fmt.Errorf("serving: %w", err), s.Close())
	case <-ctx.Done():
		return errors.Join(shutDown(server), s.Close())
	}
}

// shutDown lets requests be answered, and ends what takes too long.
func shutDown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}

// keep looks after the table and the counts until the context ends.
func (s *Server) keep(ctx context.Context) {
	poll, save := time.NewTicker(s.opts.Poll), time.NewTicker(s.opts.Save)
	defer poll.Stop()
	defer save.Stop()
	s.renew(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-poll.C:
			s.renew(ctx)
		case <-save.C:
			s.warn(s.SaveCounts())
		}
	}
}

func (s *Server) renew(ctx context.Context) {
	if s.opts.Renew != nil {
		s.warn(s.opts.Renew())
	}
	if ctx.Err() == nil {
		s.warn(s.Refresh())
	}
}
