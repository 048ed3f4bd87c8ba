package store

import (
	"maps"
	"slices"
	"sync"
)

// unsynced are the files in place that the next batch may name and that may
// not be on disk yet. A file found in place counts as well: a killed run, or
// another worker a moment ago, may have left it in memory only.
type unsynced struct {
	mu    sync.Mutex
	paths map[string]struct{}
}

func (u *unsynced) add(paths ...string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.paths == nil {
		u.paths = map[string]struct{}{}
	}
	for _, path := range paths {
		u.paths[path] = struct{}{}
	}
}

// take empties the set.
func (u *unsynced) take() []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	paths := slices.Sorted(maps.Keys(u.paths))
	u.paths = nil
	return paths
}

// syncWritten puts every file a batch can name on disk.
func (a *Archive) syncWritten() error {
	paths := a.unsynced.take()
	if len(paths) == 0 {
		return nil
	}
	if err := syncFiles(a.folder, paths); err != nil {
		a.unsynced.add(paths...)
		return err
	}
	return nil
}
