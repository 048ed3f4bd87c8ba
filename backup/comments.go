package backup

import (
	"context"
	"regexp"
	"strings"
	"time"

	"wxbackup/article"
	"wxbackup/backup/source"
	"wxbackup/store"
)

// takeComments makes what a document's readers wrote a part of what was found.
func (f *found) takeComments(list []article.Comment) {
	// Merged with nothing, a page's comments are in the order in which the index
	// keeps them.
	f.comments = article.MergeComments(list)
	f.statement.Comments = article.CountComments(f.comments)
}

// storePictures finds the bytes of the pictures in comments, as those of the
// body are found. What has none keeps its address.
func (w *worker) storePictures(ctx context.Context, d *source.Document, list []article.Comment, f *found) error {
	var failed error
	article.EachPicture(list, func(a *article.Asset) {
		file, from := fileOf(d, *a)
		if failed != nil || file == nil {
			return
		}
		stored, err := w.keep(ctx, file)
		if failed = err; err != nil || stored.Missing() {
			return
		}
		takeBytes(a, stored)
		f.refs = append(f.refs, assetRef{asset: *a, path: from})
	})
	return failed
}

// keepComments puts the comments that a page brings, before its record.
func keepComments(tx *store.Tx, f *found) error {
	if f.known || len(f.comments) == 0 {
		return nil
	}
	return tx.PutComments(f.page, f.comments)
}

// countComments is how many comments the members bring in all. It reads them
// where several do, for they may bring the same.
func (d *draft) countComments(tx *store.Tx) error {
	for _, s := range d.rec.Statements {
		switch {
		case s.Comments == 0:
		case d.rec.Comments == 0:
			d.rec.Comments = s.Comments
		default:
			list, err := tx.Comments(d.rec.Statements)
			d.rec.Comments = article.CountComments(list)
			return err
		}
	}
	return nil
}

// takenName is the time in the name of a list of wechatDownload.
var takenName = regexp.MustCompile(`(\d{4}-\d{2}-\d{2}-\d{6})\.csv$`)

// datedFigures are figures with the time that the places they came from give,
// which their own bytes do not say.
func datedFigures(figures []article.Figures, sources []store.Source) []article.Figures {
	if len(figures) == 0 || len(sources) == 0 {
		return figures
	}
	var dated []article.Figures
	for _, from := range sources {
		taken := takenAt(from.Path)
		for _, f := range figures {
			if f.Taken.IsZero() {
				f.Taken = taken
			}
			dated = append(dated, f)
		}
	}
	return article.MergeFigures(dated)
}

// takenAt is the time in the name of the file that a path leads into; zero for
// none.
func takenAt(path string) time.Time {
	for part := range strings.SplitSeq(path, "!/") {
		m := takenName.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		if t, err := time.ParseInLocation("2006-01-02-150405", m[1], article.Zone); err == nil {
			return t
		}
	}
	return time.Time{}
}
