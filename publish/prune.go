package publish

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"wxbackup/publish/site"
)

// prune removes the files of the last publish that this one did not claim,
// and the folders they leave empty. An edited one stays, and so do the
// pictures beside an edited file, which may show them. Comments that are not
// to be shown any more go.
func (t *tree) prune() error {
	gone, err := t.gone()
	if err != nil {
		return err
	}
	edited := map[string]bool{}
	for _, name := range t.ledger.report.Edited {
		edited[path.Dir(name)] = true
	}
	for _, name := range gone {
		if edited[path.Dir(name)] && !t.documents[name] && path.Base(name) != site.CommentsName {
			t.reclaim(name, t.before[name])
			continue
		}
		if err := t.root.Remove(name); err != nil {
			return fmt.Errorf("removing file %q: %w", name, err)
		}
		t.ledger.note(func(r *Report) { r.Removed = append(r.Removed, name) })
		t.removeEmpty(path.Dir(name))
	}
	return nil
}

// gone are the files of the last publish that are not claimed and still as
// they were written. Those that were edited are reported and stay ours.
func (t *tree) gone() ([]string, error) {
	var gone []string
	for _, name := range slices.Sorted(maps.Keys(t.before)) {
		if _, claimed := t.claimed[name]; claimed {
			continue
		}
		found, there, err := t.hash(name)
		switch {
		case err != nil:
			return nil, fmt.Errorf("reading file %q: %w", name, err)
		case there && found == t.before[name]:
			gone = append(gone, name)
		case there:
			t.reclaim(name, t.before[name])
			t.ledger.note(func(r *Report) { r.Edited = append(r.Edited, name) })
		}
	}
	return gone, nil
}

// removeEmpty removes dir and the folders above it up to the first that is
// not empty: removing a folder that holds something fails.
func (t *tree) removeEmpty(dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if t.root.Remove(dir) != nil {
			return
		}
	}
}
