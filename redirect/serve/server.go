package serve

import (
	"cmp"
	"errors"
	"os"
	"sync"
	"time"

	"wxbackup/redirect/table"
)

// Options say what to serve.
type Options struct {
	// Table is the path of the table.
	Table string
	// Counts is the path of the file of counts; empty when none are kept.
	Counts string
	// Poll is how often the table is looked at for a change, Save how often
	// counts are saved; 0 for two seconds and a minute.
	Poll, Save time.Duration
	// Renew makes the table anew where that is due, when Run begins and before
	// each look at the table; nil when somebody else does.
	Renew func() error
	// Warn is told of trouble that does not stop the server; nil when nobody
	// wants to know. It is not called by two goroutines at once.
	Warn func(error)
}

// Server answers requests from the newest table. It is an http.Handler.
type Server struct {
	opts Options

	// mu is held for reading while a request is answered from now, and for
	// writing while now changes.
	mu  sync.RWMutex
	now *generation

	// keeping guards what only the keeping of tables and counts needs.
	keeping sync.Mutex
	// seen is the table's file as it was when last opened, or refused.
	seen os.FileInfo
	// retired were replaced, and have counts that are not saved yet.
	retired []*generation
	closed  bool

	warning sync.Mutex
}

// generation is a table with what was counted since counts were last saved.
type generation struct {
	table  *table.Table
	counts *counters
	// failed is done when the table could not be read: one warning is enough.
	failed sync.Once
}

// New opens the table. The error is table.ErrDamaged for a file that is none.
func New(opts Options) (*Server, error) {
	opts.Poll = cmp.Or(opts.Poll, 2*time.Second)
	opts.Save = cmp.Or(opts.Save, time.Minute)
	s := &Server{opts: opts}
	if err := s.Refresh(); err != nil {
		return nil, err
	}
	return s, nil
}

// Rules is how many rules are served.
func (s *Server) Rules() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.now.table.Rules()
}

// Refresh takes up the table when its file is another than before. With an
// error the old one is served on; a file that was refused once is not tried
// again until it changes.
func (s *Server) Refresh() error {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	if s.closed {
		return nil
	}
	info, err := os.Stat(s.opts.Table)
	if err != nil || isSame(s.seen, info) {
		return err
	}
	s.seen = info
	next, err := table.Open(s.opts.Table)
	if err != nil {
		return err
	}
	s.mu.Lock()
	old := s.now
	s.now = &generation{table: next, counts: newCounters(next.ArticleCount())}
	s.mu.Unlock()
	// Nobody answers from the old one any more.
	if old == nil {
		return nil
	}
	s.retired = append(s.retired, old)
	return s.saveRetired()
}

func isSame(a, b os.FileInfo) bool {
	return a != nil && os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// SaveCounts adds what was counted since the last time to the file of counts.
func (s *Server) SaveCounts() error {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	if s.closed {
		return nil
	}
	if err := s.saveRetired(); err != nil {
		return err
	}
	s.mu.Lock()
	now, taken := s.now, s.now.counts
	now.counts = newCounters(now.table.ArticleCount())
	s.mu.Unlock()
	err := save(s.opts.Counts, now.table, taken)
	if err != nil {
		s.mu.RLock()
		now.counts.addAll(taken)
		s.mu.RUnlock()
	}
	return err
}

// saveRetired saves the counts of tables that were replaced, and closes them.
func (s *Server) saveRetired() error {
	for len(s.retired) > 0 {
		old := s.retired[0]
		if err := save(s.opts.Counts, old.table, old.counts); err != nil {
			return err
		}
		s.retired = s.retired[1:]
		if err := old.table.Close(); err != nil {
			return err
		}
	}
	return nil
}

// Close saves the counts and closes the table. No request may come any more.
func (s *Server) Close() error {
	err := s.SaveCounts()
	s.keeping.Lock()
	defer s.keeping.Unlock()
	s.closed = true
	return errors.Join(err, s.now.table.Close())
}

func (s *Server) warn(err error) {
	if err == nil || s.opts.Warn == nil {
		return
	}
	s.warning.Lock()
	defer s.warning.Unlock()
	s.opts.Warn(err)
}
