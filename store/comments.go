package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"wxbackup/article"
)

// Comments are kept by the page or item that brings them, and not by article:
// what one brings never changes, whichever article it turns out to belong to,
// and an article's comments are the union over its statements.

// PutComments keeps the comments that a page or item brings, together with the
// pictures whose bytes came with them. A page that was read before keeps the
// pictures found then.
func (tx *Tx) PutComments(page string, list []article.Comment) error {
	known, err := tx.comments(page)
	if err != nil {
		return fmt.Errorf("putting comments: %w", err)
	}
	list = article.MergeComments(known, list)
	if len(list) == 0 {
		return nil
	}
	data, err := encode(list)
	if err != nil {
		return fmt.Errorf("putting comments: %w", err)
	}
	if err := tx.putAssets(picturesOf(list)); err != nil {
		return fmt.Errorf("putting comments: %w", err)
	}
	return tx.codec.pack(data, func(frame []byte) error {
		return tx.put(inComments, page, slices.Clone(frame))
	})
}

// Comments are the comments that several pages or items of one article bring.
func (tx *Tx) Comments(statements []Statement) ([]article.Comment, error) {
	return tx.merged(statements)
}

// Comments returns the comments of the article with that ID or any other name:
// the union of what its sources bring, sorted by time and then by ID.
func (a *Archive) Comments(name string) (list []article.Comment, err error) {
	err = a.view(func(r reader) error {
		rec, err := r.article(name)
		if err != nil || rec.Comments == 0 {
			return err
		}
		list, err = r.merged(rec.Statements)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading comments: %w", err)
	}
	return list, nil
}

// merged reads the statements in the order of their hashes, so that comments
// without a time have the same order whatever was imported first.
func (r reader) merged(statements []Statement) ([]article.Comment, error) {
	var pages []string
	for _, s := range statements {
		if s.Comments > 0 {
			pages = append(pages, s.SHA256)
		}
	}
	slices.Sort(pages)
	lists := make([][]article.Comment, len(pages))
	for i, page := range pages {
		var err error
		if lists[i], err = r.comments(page); err != nil {
			return nil, err
		}
	}
	return article.MergeComments(lists...), nil
}

// comments are those of one page or item, none where it brings none.
func (r reader) comments(page string) ([]article.Comment, error) {
	frame := r.get(inComments, page)
	if frame == nil {
		return nil, nil
	}
	data, err := r.codec.unpack(frame)
	if err != nil {
		return nil, fmt.Errorf("comments of page %q: %w: %w; reindex makes it again", page, ErrDamaged, err)
	}
	var list []article.Comment
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("comments of page %q: %w: %w; reindex makes it again", page, ErrDamaged, err)
	}
	return list, nil
}

func picturesOf(list []article.Comment) []article.Asset {
	var pictures []article.Asset
	article.EachPicture(list, func(a *article.Asset) { pictures = append(pictures, *a) })
	return pictures
}

// checkComments holds the comments of an article against the files they name.
func (v *verifier) checkComments(r reader, rec *Record) {
	for _, s := range rec.Statements {
		if s.Comments == 0 {
			continue
		}
		list, err := r.comments(s.SHA256)
		if err != nil {
			v.damage(indexName, "%v", err)
			continue
		}
		if len(list) == 0 {
			v.damage(indexName, "article %q lacks the comments of page %q; reindex makes it again", rec.ID, s.SHA256)
		}
		for _, picture := range picturesOf(list) {
			if !picture.Missing() {
				v.checkIndexed(AssetPath(picture.SHA256, picture.Ext), rec.ID)
			}
		}
	}
}

// ownsComments reports whether an article has the page whose comments these
// are.
func ownsComments(r reader, page string) bool {
	rec, err := r.article(PageName(page))
	return err == nil && slices.ContainsFunc(rec.Statements, func(s Statement) bool { return s.SHA256 == page && s.Comments > 0 })
}
