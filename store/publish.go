package store

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
)

// Publish makes pages the paths of the published site, all of them. A path
// that an article leaves, or that belonged to an article no longer among
// them, becomes a former one. Each change is a line of published.jsonl with
// the time at; publishing the same again changes nothing. IDs may be any name
// of an article; unknown ones, paths given twice and paths that do not begin
// and end with a slash are errors.
func (tx *Tx) Publish(p Publication, pages []PublishedPage, at time.Time) error {
	next, err := tx.planned(pages)
	if err != nil {
		return fmt.Errorf("publishing to %q: %w", p.Site, err)
	}
	for _, change := range tx.changes(p, next) {
		change.Publication, change.Time = p, at
		if err := tx.publishChange(change); err != nil {
			return fmt.Errorf("publishing to %q: %w", p.Site, err)
		}
		if tx.archive.rebuilding {
			continue
		}
		if err := tx.addLine(publishedName, change); err != nil {
			return err
		}
	}
	return nil
}

// planned is the path of every ID.
func (tx *Tx) planned(pages []PublishedPage) (map[string]string, error) {
	paths := make(map[string]string, len(pages))
	owners := make(map[string]string, len(pages))
	for _, page := range pages {
		id := tx.resolve(page.ID)
		if id == "" {
			return nil, fmt.Errorf("%w: %q", ErrNoArticle, page.ID)
		}
		if err := checkPublished(page.Path); err != nil {
			return nil, err
		}
		if other, taken := owners[page.Path]; taken {
			return nil, fmt.Errorf("articles %q and %q have one path %q", other, id, page.Path)
		}
		if other, twice := paths[id]; twice {
			return nil, fmt.Errorf("article %q has two paths, %q and %q", id, other, page.Path)
		}
		paths[id], owners[page.Path] = page.Path, id
	}
	return paths, nil
}

func checkPublished(path string) error {
	if !strings.HasPrefix(path, "/") || !strings.HasSuffix(path, "/") {
		return fmt.Errorf("path %q does not begin and end with a slash", path)
	}
	if len(path) > maxKey {
		return fmt.Errorf("path %q is longer than %d bytes", path, maxKey)
	}
	return nil
}

// changes is what differs from the last publish, by ID.
func (tx *Tx) changes(p Publication, next map[string]string) []PublishedEntry {
	current := maps.Collect(tx.each(inPublished))
	all := maps.Clone(current)
	maps.Copy(all, next)
	var changes []PublishedEntry
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if next[id] != current[id] {
			changes = append(changes, PublishedEntry{ID: id, Path: next[id]})
		}
	}
	last, published := tx.publication()
	if len(changes) == 0 && (!published || last != p) {
		changes = append(changes, PublishedEntry{})
	}
	return changes
}

// publishChange does to the index what a line of published.jsonl says.
func (tx *Tx) publishChange(e PublishedEntry) error {
	if err := tx.putJSON(inMeta, publicationKey, e.Publication); err != nil {
		return err
	}
	if e.ID == "" {
		return nil
	}
	if err := tx.leavePath(e.ID, e.ID, e.Path); err != nil || e.Path == "" {
		return err
	}
	return tx.takePath(e.ID, e.Path)
}

func (tx *Tx) takePath(id, path string) error {
	if err := tx.put(inPublished, id, []byte(path)); err != nil {
		return err
	}
	return tx.put(inPaths, path, []byte(id))
}

// leavePath makes the path that id has, unless it is next, a former path of
// heir.
func (tx *Tx) leavePath(id, heir, next string) error {
	path := tx.text(inPublished, id)
	if path == "" || path == next {
		return nil
	}
	if tx.text(inPaths, path) == id {
		if err := tx.delete(inPaths, path); err != nil {
			return err
		}
	}
	if err := tx.put(inFormer, path, []byte(heir)); err != nil {
		return err
	}
	return tx.delete(inPublished, id)
}

// adopt hands the path that was published under a name over to the article
// the name belongs to now: as its path when it has none, else as a former one.
func (tx *Tx) adopt(name, id string) error {
	path := tx.text(inPublished, name)
	if name == id || path == "" {
		return nil
	}
	if err := tx.leavePath(name, id, ""); err != nil || tx.text(inPublished, id) != "" {
		return err
	}
	return tx.takePath(id, path)
}

// Publication returns what the last publish was for; false before the first.
func (a *Archive) Publication() (p Publication, published bool, err error) {
	err = a.view(func(r reader) error {
		p, published = r.publication()
		return nil
	})
	return p, published, err
}

func (r reader) publication() (p Publication, published bool) {
	data := r.get(inMeta, publicationKey)
	return p, data != nil && decode(data, &p) == nil
}

// PublishedPath returns the path of an article in the last publish; "" when
// it was not in it.
func (a *Archive) PublishedPath(id string) (path string, err error) {
	err = a.view(func(r reader) error {
		path = r.text(inPublished, r.canonical(id))
		return nil
	})
	return path, err
}

// Published are the paths of the last publish, by ID.
func (a *Archive) Published() iter.Seq2[PublishedPage, error] {
	return scan(a, inPublished, func(_ reader, id, path []byte) (PublishedPage, error) {
		return PublishedPage{ID: string(id), Path: string(path)}, nil
	})
}

// FormerPaths are the paths of earlier publishes that no article has now, by
// path, each with the article that had it last.
func (a *Archive) FormerPaths() iter.Seq2[PublishedPage, error] {
	all := scan(a, inFormer, func(r reader, path, id []byte) (PublishedPage, error) {
		if r.text(inPaths, string(path)) != "" {
			return PublishedPage{}, nil
		}
		return PublishedPage{ID: r.canonical(string(id)), Path: string(path)}, nil
	})
	return func(yield func(PublishedPage, error) bool) {
		for page, err := range all {
			if (err != nil || page.Path != "") && !yield(page, err) {
				return
			}
		}
	}
}

// canonical is the ID of the article of that name, or the name itself.
func (r reader) canonical(name string) string {
	if id := r.resolve(name); id != "" {
		return id
	}
	return name
}
