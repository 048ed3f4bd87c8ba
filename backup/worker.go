package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"wxbackup/article"
	"wxbackup/backup/source"
	"wxbackup/convert"
	"wxbackup/convert/item"
	"wxbackup/convert/mapping"
	"wxbackup/convert/page"
	"wxbackup/store"
)

// worker turns documents into products, one at a time. What it writes is
// content-addressed, so workers need not know of each other.
type worker struct {
	archive   *store.Archive
	converter *convert.Converter
	buf       []byte
	// again converts pages the archive has already.
	again bool
	// mappings tell how foreign pages are read.
	mappings mapping.List
}

func newWorker(archive *store.Archive, mappings mapping.List) *worker {
	return &worker{archive: archive, mappings: mappings, converter: convert.New().With(mappings)}
}

// prepare reads and converts a document and stores its page and assets. The
// error is for an archive that cannot be written; whatever is wrong with the
// document is in the product.
func (w *worker) prepare(ctx context.Context, d *source.Document) (*product, error) {
	src, err := d.Read(w.buf)
	w.buf = src
	p := &product{bytes: d.Stamp.Size}
	if err != nil {
		p.outcome = unreadable(d.Path, err)
		return p, nil
	}
	sum := sha256.Sum256(src)
	p.found, err = w.guard(func() (*found, error) { return w.find(ctx, d, src, hex.EncodeToString(sum[:])) })
	switch {
	case errors.Is(err, errArchive), ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return nil, err
	case err != nil:
		p.outcome = outcomeOf(d.Path, err)
	default:
		p.outcome = Outcome{Path: d.Path}
	}
	if p.outcome.Result != Unreadable {
		p.key = d.Key
		p.state = store.FileState{Stamp: stampOf(d), Result: string(p.outcome.Result), Reason: p.outcome.Reason}
	}
	return p, nil
}

// guard turns a panic into an error of the one document that caused it: no
// page must keep the others from being saved.
func (w *worker) guard(find func() (*found, error)) (f *found, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			w.converter = convert.New().With(w.mappings)
			f, err = nil, fmt.Errorf("%w: %v", errPanic, cause)
		}
	}()
	return find()
}

// errPanic says that the program itself failed on a document.
var errPanic = errors.New("converting page failed inside wxbackup, please report it")

// errArchive marks errors of the archive, which end an import, from those of
// one document, which do not.
var errArchive = errors.New("writing archive")

// outcomeOf says why a document holds no article.
func outcomeOf(path string, err error) Outcome {
	var refusal *page.Refusal
	switch {
	case errors.As(err, &refusal):
		return Outcome{Path: path, Result: NotArticle, Reason: string(refusal.Reason), Detail: refusal.Text}
	case errors.Is(err, item.ErrNothing):
		return Outcome{Path: path, Result: Ignored, Reason: item.ErrNothing.Error()}
	case errors.Is(err, page.ErrForeign):
		return Outcome{Path: path, Result: Ignored, Reason: page.ErrForeign.Error()}
	}
	return unreadable(path, err)
}

// find is the article in a page. A page the archive has already, with all its
// assets, is not converted again.
func (w *worker) find(ctx context.Context, d *source.Document, src []byte, sum string) (*found, error) {
	if f := w.known(d, sum, len(src)); f != nil {
		return f, nil
	}
	f := &found{page: sum, source: sourceOf(d, sum, len(src))}
	doc, err := w.converter.Read(src)
	gone := isGone(err, f)
	if err != nil && !gone {
		return nil, err
	}
	if werr := w.archive.WritePage(sum, src); werr != nil {
		return nil, ofArchive(werr)
	}
	if gone {
		return f, err
	}
	if err := w.storeAssets(ctx, d, doc, f); err != nil {
		return nil, err
	}
	if err := w.storePictures(ctx, d, doc.Comments, f); err != nil {
		return nil, err
	}
	if err := w.storeFiles(ctx, d, doc, f); err != nil {
		return nil, err
	}
	f.source.Captured = doc.Article.Captured
	return f, w.convert(doc, f)
}

// isGone reports whether a page, read with this error, says that its article
// was deleted, and its address which article that was. That is noted with the
// article; a body that the archive has of it stays.
func isGone(err error, f *found) bool {
	var refusal *page.Refusal
	_, known := article.ParseAddress(f.source.Address)
	if !known || !errors.As(err, &refusal) || refusal.Reason != page.Deleted && refusal.Reason != page.Violation {
		return false
	}
	f.article = article.Article{Deleted: true}
	f.state(article.TrustText, article.FormNone, "")
	return true
}

func sourceOf(d *source.Document, sum string, size int) store.Source {
	return store.Source{
		Path: d.Path, SHA256: sum, Size: int64(size), Format: d.Format,
		Published: d.Published, Address: d.Address(), Hints: d.Hints,
	}
}

// convert writes the Markdown of a document and makes its statement.
func (w *worker) convert(doc *convert.Document, f *found) error {
	if doc.Form == article.FormNone {
		f.article = doc.Article
		f.state(doc.Trust, doc.Form, "")
		f.takeComments(doc.Comments)
		return nil
	}
	text, err := w.converter.Markdown(doc, func(n int) string { return copyDestination(doc.Article.Assets[n]) })
	if err != nil {
		return err
	}
	body, err := doc.Body()
	if err != nil {
		return err
	}
	f.article, f.body, f.text = doc.Article, body, text
	f.state(doc.Trust, doc.Form, textHash(doc.Text()))
	f.takeComments(doc.Comments)
	return nil
}

// textHash is a hash of the letters and digits of a text: two readings of one
// article in different exports have the same one, two versions have not.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(lettersAndDigits(text)))
	return hex.EncodeToString(sum[:8])
}

// known is the article whose page the archive has byte for byte; nil when it
// has not, or when the file could bring assets that are missing.
func (w *worker) known(d *source.Document, sum string, size int) *found {
	if w.again {
		return nil
	}
	rec, err := w.archive.Article(store.PageName(sum))
	if err != nil || couldBring(d, &rec.Article) {
		return nil
	}
	i := slices.IndexFunc(rec.Statements, func(s store.Statement) bool { return s.SHA256 == sum })
	if i < 0 {
		return nil
	}
	f := &found{known: true, article: rec.Article, page: sum, statement: rec.Statements[i]}
	f.source = sourceOf(d, sum, size)
	f.source.Captured = f.statement.Facts.Captured
	return f
}

// couldBring reports whether a file could bring an article what it lacks, or
// what it would rather have.
func couldBring(d *source.Document, a *article.Article) bool {
	if d.HasOwnFiles() && (hasMissing(a.Assets) || slices.ContainsFunc(a.Embeds, article.Embed.IsPlayer)) {
		return true
	}
	return slices.ContainsFunc(mediaFolders, func(folder string) bool { return len(foldersBeside(d, folder)) > 0 })
}

func hasMissing(assets []article.Asset) bool {
	for _, a := range assets {
		if a.Missing() {
			return true
		}
	}
	return false
}
