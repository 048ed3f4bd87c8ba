package source

import (
	"io"
	"sync/atomic"
)

// shared closes something when its last user is done: the walk that opened it
// and every document found in it.
type shared struct {
	users  atomic.Int64
	closer io.Closer
}

func share(c io.Closer) *shared {
	s := &shared{closer: c}
	s.users.Store(1)
	return s
}

func (s *shared) acquire() *shared {
	s.users.Add(1)
	return s
}

// release closes with the last user. The files were only read, so a failure
// to close loses nothing.
func (s *shared) release() {
	if s != nil && s.users.Add(-1) == 0 {
		_ = s.closer.Close()
	}
}
