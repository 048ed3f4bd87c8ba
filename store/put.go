package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wxbackup/article"
)

// Put keeps an article under its ID, in place of what was kept there, together
// with its names, hints, date, slug and assets. A nil body leaves the body as
// it is; an article without text loses it. Sources, Statements, ShortIDs,
// Aliases and Hints are kept sorted and without repetition. It is
// an error when another article has one of the names or the slug: who merges
// two articles removes one of them first.
func (tx *Tx) Put(rec *Record, body []byte) error {
	if err := tx.putRecord(normal(rec), body); err != nil {
		return fmt.Errorf("putting article %q: %w", rec.ID, err)
	}
	return nil
}

func (tx *Tx) putRecord(rec *Record, body []byte) error {
	if rec.ID == "" || len(rec.ID) > maxID {
		return fmt.Errorf("an ID has 1 to %d bytes", maxID)
	}
	if err := tx.forget(rec.ID, rec.Names()); err != nil {
		return err
	}
	for _, name := range rec.Names() {
		if err := tx.putName(name, rec.ID); err != nil {
			return err
		}
	}
	if err := tx.putHints(rec); err != nil {
		return err
	}
	if err := tx.claimSlug(rec.Slug, rec.ID); err != nil {
		return err
	}
	if err := tx.putAssets(rec.Assets); err != nil {
		return err
	}
	if !rec.HasText() {
		if err := tx.delete(inBodies, rec.ID); err != nil {
			return err
		}
	} else if err := tx.putBody(rec.ID, body); err != nil {
		return err
	}
	if err := tx.putDate(rec); err != nil {
		return err
	}
	return tx.putJSON(inArticles, rec.ID, rec)
}

// Remove takes an article out of the index, with all its names. It serves to
// make one article of two: the survivor is Put with the names of both.
func (tx *Tx) Remove(id string) error {
	if tx.get(inArticles, id) == nil {
		return fmt.Errorf("removing article: %w: %q", ErrNoArticle, id)
	}
	err := errors.Join(tx.forget(id, nil), tx.forgetHints(id, nil), tx.removeDate(id), tx.delete(inBodies, id), tx.delete(inArticles, id))
	if err != nil {
		return fmt.Errorf("removing article %q: %w", id, err)
	}
	return nil
}

// forget drops the names an article has in the index, except those to keep.
func (tx *Tx) forget(id string, keep []string) error {
	old, err := tx.stored(id)
	if old == nil || err != nil {
		return err
	}
	for _, name := range old.Names() {
		if slices.Contains(keep, name) {
			continue
		}
		if err := tx.delete(inNames, name); err != nil {
			return err
		}
	}
	return nil
}

// stored is the record of an ID, nil when there is none.
func (tx *Tx) stored(id string) (*Record, error) {
	data := tx.get(inArticles, id)
	if data == nil {
		return nil, nil
	}
	rec := new(Record)
	return rec, decode(data, rec)
}

func (tx *Tx) putName(name, id string) error {
	switch owner := tx.resolve(name); owner {
	case id:
		return nil
	case "":
	default:
		return fmt.Errorf("the name %q belongs to article %q", name, owner)
	}
	err := tx.adopt(name, id)
	if sum, isPage := strings.CutPrefix(name, PageName("")); isPage && len(sum) >= pageIDSize {
		err = errors.Join(err, tx.adopt(PageID(sum), id))
	}
	if err != nil {
		return err
	}
	return tx.put(inNames, name, []byte(id))
}

// putHints keeps the hints of a record, and drops those it has no more.
func (tx *Tx) putHints(rec *Record) error {
	if err := tx.forgetHints(rec.ID, rec.Hints); err != nil {
		return err
	}
	for _, hint := range rec.Hints {
		if err := tx.put(inHints, hintKey(hint, rec.ID), []byte(rec.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) forgetHints(id string, keep []string) error {
	old, err := tx.stored(id)
	if old == nil || err != nil {
		return err
	}
	for _, hint := range without(old.Hints, keep) {
		if err := tx.delete(inHints, hintKey(hint, id)); err != nil {
			return err
		}
	}
	return nil
}

func without(all, dropped []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(dropped, s) })
}

// dated is the bucket that a record is listed in by its date.
func dated(rec *Record) string {
	if rec.HasText() {
		return inDates
	}
	return inNamed
}

func (tx *Tx) putDate(rec *Record) error {
	name := dateKey(rec.Published, rec.ID)
	if tx.text(dated(rec), name) == rec.ID {
		return nil
	}
	if err := tx.removeDate(rec.ID); err != nil {
		return err
	}
	return tx.put(dated(rec), name, []byte(rec.ID))
}

func (tx *Tx) removeDate(id string) error {
	old, err := tx.stored(id)
	if old == nil || err != nil {
		return err
	}
	return tx.delete(dated(old), dateKey(old.Published, id))
}

func (tx *Tx) putBody(id string, body []byte) error {
	if body == nil {
		return nil
	}
	return tx.codec.pack(body, func(frame []byte) error {
		return tx.put(inBodies, id, slices.Clone(frame))
	})
}

// putAssets lets other articles find the bytes by CDN id. The largest file
// wins: the platform serves one picture in several sizes.
func (tx *Tx) putAssets(assets []article.Asset) error {
	for _, asset := range assets {
		cdn := asset.CDN()
		if cdn == "" || asset.Missing() {
			continue
		}
		known, found := tx.AssetByCDN(cdn)
		if found && !better(asset, known) {
			continue
		}
		best := article.Asset{SHA256: asset.SHA256, Ext: asset.Ext, Size: asset.Size}
		if err := tx.putJSON(inCDN, cdn, best); err != nil {
			return err
		}
	}
	return nil
}

// better orders by size, then by hash, so that the order of an import does
// not show.
func better(a, b article.Asset) bool {
	return cmp.Or(cmp.Compare(a.Size, b.Size), cmp.Compare(b.SHA256, a.SHA256), cmp.Compare(b.Ext, a.Ext)) > 0
}

// normal is the record as the index keeps it.
func normal(rec *Record) *Record {
	n := *rec
	n.ShortIDs = sorted(n.ShortIDs)
	n.Aliases = sorted(n.Aliases)
	n.Hints = sorted(n.Hints)
	n.Statements = slices.Clone(n.Statements)
	slices.SortFunc(n.Statements, func(a, b Statement) int { return cmp.Compare(a.SHA256, b.SHA256) })
	n.Sources = slices.Clone(n.Sources)
	for i := range n.Sources {
		n.Sources[i].Path = valid(n.Sources[i].Path)
	}
	slices.SortStableFunc(n.Sources, compareSources)
	n.Sources = slices.CompactFunc(n.Sources, func(a, b Source) bool { return compareSources(a, b) == 0 })
	return &n
}

func compareSources(a, b Source) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.SHA256, b.SHA256))
}

func sorted(names []string) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" })
	slices.Sort(names)
	return slices.Compact(names)
}
