package store

import (
	"context"
	"errors"
	"iter"
)

// checkJournals reads all journal lines and looks for the files they name.
func (v *verifier) checkJournals(ctx context.Context) error {
	err := checkLines(ctx, v, pagesName, PageEntries(v.dir), func(e PageEntry) string {
		return PagePath(e.SHA256)
	})
	if err != nil {
		return err
	}
	err = checkLines(ctx, v, assetsName, AssetEntries(v.dir), func(e AssetEntry) string {
		return AssetPath(e.SHA256, e.Ext)
	})
	if err != nil {
		return err
	}
	return checkLines(ctx, v, publishedName, PublishedEntries(v.dir), func(PublishedEntry) string { return "" })
}

// checkLines reports lines that are broken, and files that are missing; file
// is the path of the file a line names, "" for none.
func checkLines[T entry](ctx context.Context, v *verifier, name string, lines iter.Seq2[T, error], file func(T) string) error {
	for e, err := range lines {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case errors.Is(err, ErrTorn):
			v.notice(name, "%v, left by a killed run", plain(err))
		case err != nil:
			v.damage(name, "%v", plain(err))
		default:
			v.checkLine(name, file(e))
		}
	}
	return nil
}

func (v *verifier) checkLine(name, rel string) {
	if rel == "" {
		return
	}
	v.journaled.add(rel)
	if !v.present.has(rel) {
		v.damage(rel, "missing, named by %s", name)
	}
}
