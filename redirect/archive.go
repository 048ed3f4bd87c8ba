package redirect

import (
	"fmt"

	"wxbackup/article"
	"wxbackup/store"
)

// FromArchive reads what Build needs: the articles of an account, by name or
// biz, or all of them for "", the paths of the last publish and those of
// earlier ones. An archive that was never published gives articles without
// paths.
func FromArchive(archive *store.Archive, account string) (Input, error) {
	publication, _, err := archive.Publication()
	if err != nil {
		return Input{}, fmt.Errorf("reading the last publication: %w", err)
	}
	in := Input{BaseURL: publication.BaseURL}
	wanted := map[string]bool{}
	for record, err := range archive.Articles() {
		if err != nil {
			return Input{}, fmt.Errorf("reading articles: %w", err)
		}
		path, err := archive.PublishedPath(record.ID)
		if err != nil {
			return Input{}, fmt.Errorf("reading the path of %q: %w", record.ID, err)
		}
		if !record.IsOf(account) {
			if path != "" {
				in.Live = append(in.Live, path)
			}
			continue
		}
		wanted[record.ID] = true
		a := Article{ID: record.ID, Path: path}
		a.Keys, a.ShortIDs = addresses(record.Names())
		in.Articles = append(in.Articles, a)
	}
	for page, err := range archive.FormerPaths() {
		if err != nil {
			return Input{}, fmt.Errorf("reading former paths: %w", err)
		}
		if wanted[page.ID] {
			in.Former = append(in.Former, FormerPath{ID: page.ID, Path: page.Path})
		}
	}
	return in, nil
}

// addresses picks keys and short ids out of an article's names; an ID made
// from a page's hash is neither.
func addresses(names []string) (keys []article.Key, shortIDs []string) {
	for _, name := range names {
		if article.IsShortID(name) {
			shortIDs = append(shortIDs, name)
		} else if key, err := article.ParseKey(name); err == nil {
			keys = append(keys, key)
		}
	}
	return keys, shortIDs
}
