package backup

import (
	"context"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"wxbackup/article"
	"wxbackup/backup/asset"
	"wxbackup/backup/source"
	"wxbackup/convert"
)

// storeFiles finds what the page does not refer to: the films and recordings of
// its embeds, and its cover, in the file the page came in under their
// addresses, or in the folders that wechatDownload puts beside the pages.
func (w *worker) storeFiles(ctx context.Context, d *source.Document, doc *convert.Document, f *found) error {
	if doc.Form == article.FormNone {
		return nil
	}
	silent := doc.Silent()
	for _, n := range silent {
		e := doc.Article.Embeds[n]
		file, found := embedFile(d, e, alone(doc, silent, n))
		stored, err := w.keepFile(ctx, f, file, found, doc.Article.PlayerName(n))
		if err != nil {
			return err
		}
		if !stored.Missing() {
			doc.Play(n, stored)
		}
	}
	file, found := coverFile(d, doc.Article.Cover)
	stored, err := w.keepFile(ctx, f, file, found, article.AssetCover)
	if err == nil && !stored.Missing() {
		doc.Article.Assets = append(doc.Article.Assets, stored)
	}
	return err
}

// keepFile keeps a file that was found, nil for none, and notes what it is for.
func (w *worker) keepFile(ctx context.Context, f *found, file *asset.Found, at foundAt, name string) (article.Asset, error) {
	if file == nil {
		return article.Asset{}, nil
	}
	stored, err := w.keep(ctx, file)
	if err != nil || stored.Missing() {
		return article.Asset{}, err
	}
	stored.URL, stored.Ref, stored.For = at.url, at.ref, name
	f.refs = append(f.refs, assetRef{asset: stored, path: at.path})
	return stored, nil
}

// foundAt is where a file was found: at an address, or in a folder under a
// reference, and its path for the journal.
type foundAt struct{ url, ref, path string }

// alone reports whether embed n is the only silent one of its folder: a name
// that is the article's says which it is of only then.
func alone(doc *convert.Document, silent []int, n int) bool {
	folder, count := mediaFolder(doc.Article.Embeds[n].Kind), 0
	for _, other := range silent {
		if mediaFolder(doc.Article.Embeds[other].Kind) == folder {
			count++
		}
	}
	return count == 1
}

// embedFile is what the export has for an embed: under its address, else by the
// name of the page, where it is alone.
func embedFile(d *source.Document, e article.Embed, alone bool) (*asset.Found, foundAt) {
	addresses := []string{e.URL, e.Attributes["src"], e.Attributes["data-src"], e.Attributes["data-url"]}
	for _, address := range append(addresses, strings.Fields(e.Attributes["data-files"])...) {
		if address == "" {
			continue
		}
		if file := partFile(d, article.Asset{URL: address}); file != nil {
			return file, foundAt{url: article.StripSecrets(address), path: d.Path}
		}
	}
	if !alone {
		return nil, foundAt{}
	}
	return namedFile(d, mediaFolder(e.Kind), mediaExtensions[mediaFolder(e.Kind)])
}

// coverFile is the cover picture that an export has by the name of the page.
func coverFile(d *source.Document, address string) (*asset.Found, foundAt) {
	file, at := namedFile(d, coverFolder, mediaExtensions[coverFolder])
	at.url = address
	return file, at
}

// The folders that wechatDownload puts beside the pages of an account, or
// beside its folder.
const (
	coverFolder = "封面"
	filmFolder  = "视频"
	soundFolder = "音频"
)

var mediaFolders = []string{coverFolder, filmFolder, soundFolder}

// foldersBeside are the places of a folder, seen from the page, that are there.
func foldersBeside(d *source.Document, folder string) []string {
	var places []string
	for _, place := range []string{folder, path.Join("..", folder)} {
		name := path.Join(d.Dir, place)
		if !fs.ValidPath(name) {
			continue
		}
		if info, err := fs.Stat(d.Files, name); err == nil && info.IsDir() {
			places = append(places, place)
		}
	}
	return places
}

// mediaExtensions are those of the files in each.
var mediaExtensions = map[string][]string{
	coverFolder: {".jpg", ".jpeg", ".png", ".gif", ".webp"},
	filmFolder:  {".mp4", ".m4v", ".mov", ".webm"},
	soundFolder: {".mp3", ".m4a", ".aac", ".amr", ".wav"},
}

func mediaFolder(kind string) string {
	if kind == "audio" || kind == "music" {
		return soundFolder
	}
	return filmFolder
}

// namedFile is the file of a folder that has the name of the page, with or
// without the date before it.
func namedFile(d *source.Document, folder string, extensions []string) (*asset.Found, foundAt) {
	stem := strings.TrimSuffix(path.Base(d.Path), path.Ext(d.Path))
	names := []string{stem}
	if bare := strings.TrimSpace(datePrefix.ReplaceAllString(stem, "")); bare != "" && bare != stem {
		names = append(names, bare)
	}
	for _, place := range foldersBeside(d, folder) {
		for _, name := range names {
			for _, ext := range extensions {
				ref := path.Join(place, name+ext)
				if file, err := asset.FindExact(d.Files, d.Dir, ref); err == nil {
					return file, foundAt{ref: ref, path: d.Container() + file.Path}
				}
			}
		}
	}
	return nil, foundAt{}
}

// datePrefix is the date that wechatDownload puts before a title.
var datePrefix = regexp.MustCompile(`^(?:\[[\d-]{8,}\]|\d{8})`)
