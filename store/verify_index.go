package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"wxbackup/article"
)

// checkPages lets bbolt check its own pages.
func (v *verifier) checkPages(context.Context) error {
	err := v.view(func(r reader) error {
		for err := range r.bolt.Check() {
			v.damage(indexName, "%v; reindex makes it again", err)
		}
		return nil
	})
	return v.indexError(err)
}

// indexError makes a problem of a damaged index, so that the rest of the
// archive is checked all the same.
func (v *verifier) indexError(err error) error {
	if !errors.Is(err, ErrDamaged) {
		return err
	}
	v.blind = true
	v.damage(indexName, "%v", err)
	return nil
}

// checkRecords holds each article against its entries in the other buckets,
// and against the files it names.
func (v *verifier) checkRecords(ctx context.Context) error {
	records := scan(v.Archive, inArticles, func(r reader, id, data []byte) (*Record, error) {
		rec := new(Record)
		if err := decode(data, rec); err != nil {
			return nil, fmt.Errorf("article %q: %w", id, err)
		}
		v.checkEntries(r, rec)
		v.checkComments(r, rec)
		return rec, nil
	})
	for rec, err := range records {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return v.indexError(err)
		}
		v.checkNamedFiles(rec)
		v.checkCopy(rec)
	}
	return nil
}

func (v *verifier) checkEntries(r reader, rec *Record) {
	for _, name := range rec.Names() {
		if r.resolve(name) != rec.ID {
			v.damage(indexName, "article %q is not found by its name %q; reindex makes it again", rec.ID, name)
		}
	}
	for _, hint := range rec.Hints {
		if r.text(inHints, hintKey(hint, rec.ID)) != rec.ID {
			v.damage(indexName, "article %q is not found by its hint %q; reindex makes it again", rec.ID, hint)
		}
	}
	if r.text(dated(rec), dateKey(rec.Published, rec.ID)) != rec.ID {
		v.damage(indexName, "article %q is not found by its date; reindex makes it again", rec.ID)
	}
	if r.get(inBodies, rec.ID) == nil {
		return
	}
	if _, err := r.body(rec.ID); err != nil {
		v.damage(indexName, "%v", err)
	}
}

func (v *verifier) checkNamedFiles(rec *Record) {
	pages := []string{rec.Page}
	for _, source := range rec.Sources {
		pages = append(pages, source.SHA256)
	}
	for _, sum := range pages {
		if sum != "" {
			v.checkIndexed(PagePath(sum), rec.ID)
		}
	}
	for _, asset := range rec.Assets {
		if !asset.Missing() {
			v.checkIndexed(AssetPath(asset.SHA256, asset.Ext), rec.ID)
		}
	}
}

func (v *verifier) checkIndexed(rel, id string) {
	v.indexed.add(rel)
	if !v.present.has(rel) {
		v.damage(rel, "missing, named by article %q", id)
	}
}

// checkCopy looks at the Markdown of an article.
func (v *verifier) checkCopy(rec *Record) {
	if rec.Markdown == "" {
		return
	}
	v.indexed.add(rec.Markdown)
	if err := checkMarkdown(rec.Markdown); err != nil {
		v.damage(indexName, "article %q: %v", rec.ID, err)
		return
	}
	switch sum, err := fileHash(v.path(rec.Markdown)); {
	case err != nil:
		v.damage(rec.Markdown, "cannot be read: %v", plain(err))
	case sum == "":
		v.damage(rec.Markdown, "missing, named by article %q", rec.ID)
	case sum != rec.MarkdownSHA256:
		v.notice(rec.Markdown, "edited since it was written")
	}
}

// checkReferences looks the other way: at names, dates, bodies, slugs and CDN
// ids of articles and files that are not there.
func (v *verifier) checkReferences(ctx context.Context) error {
	err := errors.Join(
		v.checkOwners(ctx, inNames, func(r reader, name, id string) bool {
			rec, err := r.article(name)
			return err == nil && rec.ID == id && hasName(rec, name)
		}),
		v.checkOwners(ctx, inDates, func(r reader, date, id string) bool {
			rec, err := r.article(id)
			return err == nil && rec.HasText() && dateKey(rec.Published, id) == date
		}),
		v.checkOwners(ctx, inNamed, func(r reader, date, id string) bool {
			rec, err := r.article(id)
			return err == nil && !rec.HasText() && dateKey(rec.Published, id) == date
		}),
		v.checkOwners(ctx, inHints, func(r reader, k, id string) bool {
			rec, err := r.article(id)
			return err == nil && slices.ContainsFunc(rec.Hints, func(hint string) bool { return hintKey(hint, id) == k })
		}),
		v.checkOwners(ctx, inBodies, func(r reader, id, _ string) bool {
			return r.get(inArticles, id) != nil
		}),
		v.checkOwners(ctx, inComments, func(r reader, page, _ string) bool { return ownsComments(r, page) }),
		v.checkOwners(ctx, inCDN, func(_ reader, _, data string) bool {
			var asset article.Asset
			return decode([]byte(data), &asset) == nil && v.present.has(AssetPath(asset.SHA256, asset.Ext))
		}),
		v.checkOwners(ctx, inPaths, func(r reader, path, id string) bool {
			return r.text(inPublished, id) == path
		}),
		v.checkOwners(ctx, inPublished, func(r reader, id, path string) bool {
			return r.text(inPaths, path) == id
		}),
	)
	return v.indexError(err)
}

func (v *verifier) checkOwners(ctx context.Context, bucket string, holds func(r reader, key, value string) bool) error {
	entries := scan(v.Archive, bucket, func(r reader, k, value []byte) (struct{}, error) {
		if !holds(r, string(k), string(value)) {
			v.damage(indexName, "bucket %q: entry %q leads nowhere; reindex makes it again", bucket, k)
		}
		return struct{}{}, nil
	})
	for _, err := range entries {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

func hasName(rec *Record, k string) bool {
	return slices.ContainsFunc(rec.Names(), func(name string) bool { return string(key(name)) == k })
}

// plain is an error of the file system without the path, which is the
// machine's and not the archive's.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
