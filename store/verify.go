package store

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"
)

// Problem is one thing Verify found.
type Problem struct {
	// Path is the file's, relative to the archive, "/" separated.
	Path string
	// What says what is wrong with it.
	What string
	// Damage tells loss from notices, such as an edited Markdown copy or a file
	// left by a killed import.
	Damage bool
}

// Verify reads the whole archive: it hashes every page and asset again, and
// holds index, files and journals against each other. It changes nothing.
// progress gets bytes, from one goroutine at a time; it may be nil. Problems
// come sorted by path. An error means that the check itself did not get to
// its end.
func (a *Archive) Verify(ctx context.Context, progress func(done, total int64)) ([]Problem, error) {
	seed := maphash.MakeSeed()
	v := &verifier{
		Archive:   a,
		progress:  progress,
		present:   newPathSet(seed),
		journaled: newPathSet(seed),
		indexed:   newPathSet(seed),
	}
	steps := []func(context.Context) error{
		v.survey, v.checkPages, v.checkJournals, v.checkRecords, v.checkReferences, v.checkFiles,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("verifying archive %q: %w", a.dir, err)
		}
	}
	slices.SortFunc(v.problems, compareProblems)
	return slices.Compact(v.problems), nil
}

func compareProblems(a, b Problem) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.What, b.What))
}

// verifier is one run of Verify.
type verifier struct {
	*Archive
	// present are the pages, assets and Markdown copies on disk; journaled and
	// indexed are those that the journals and the index name.
	present, journaled, indexed *pathSet
	// blind says that the index could not be read to its end: what it does not
	// name is no news then.
	blind bool

	mu       sync.Mutex
	problems []Problem
	progress func(done, total int64)
	done     int64
	total    int64
}

func (v *verifier) damage(path, format string, args ...any) {
	v.report(Problem{Path: path, What: fmt.Sprintf(format, args...), Damage: true})
}

func (v *verifier) notice(path, format string, args ...any) {
	v.report(Problem{Path: path, What: fmt.Sprintf(format, args...)})
}

func (v *verifier) report(p Problem) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.problems = append(v.problems, p)
}

func (v *verifier) advance(bytes int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.done += bytes
	if v.progress != nil {
		v.progress(v.done, v.total)
	}
}

// pathSet holds millions of paths by a 64-bit hash of each, to keep memory
// small; two paths of one archive fall together with odds of one in millions.
type pathSet struct {
	seed   maphash.Seed
	hashes map[uint64]struct{}
}

func newPathSet(seed maphash.Seed) *pathSet {
	return &pathSet{seed, map[uint64]struct{}{}}
}

func (s *pathSet) add(path string) { s.hashes[maphash.String(s.seed, path)] = struct{}{} }

func (s *pathSet) has(path string) bool {
	_, ok := s.hashes[maphash.String(s.seed, path)]
	return ok
}
