package store

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// The names at the archive's root.
const (
	indexName     = "index.db"
	newIndexName  = "index.db.new"
	pagesName     = "pages.jsonl"
	assetsName    = "assets.jsonl"
	publishedName = "published.jsonl"
	pagesDir      = "pages"
	assetsDir     = "assets"
	articlesDir   = "articles"
	tempPrefix    = ".tmp-"
)

const pageSuffix = ".html.zst"

// PagePath is where the page of that hash is kept, relative to the archive,
// "/" separated.
func PagePath(sum string) string { return contentPath(pagesDir, sum, pageSuffix) }

// AssetPath is where the asset of that hash and extension is kept, relative
// to the archive, "/" separated.
func AssetPath(sum, ext string) string { return contentPath(assetsDir, sum, ext) }

func contentPath(dir, sum, ext string) string {
	return dir + "/" + sum[:min(2, len(sum))] + "/" + sum + ext
}

// sumOf reads the hash out of the path of a page or an asset; false when no
// such file of the archive has that path.
func sumOf(rel string) (string, bool) {
	name := path.Base(rel)
	sum, ext := name[:min(64, len(name))], name[min(64, len(name)):]
	switch rel {
	case PagePath(sum):
		return sum, checkSum(sum) == nil
	case AssetPath(sum, ext):
		return sum, checkName(sum, ext) == nil
	}
	return "", false
}

func checkName(sum, ext string) error {
	if err := checkSum(sum); err != nil {
		return err
	}
	return checkExt(ext)
}

func checkSum(sum string) error {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return fmt.Errorf("%q is no SHA-256 in lower-case hexadecimal", sum)
	}
	return nil
}

func checkExt(ext string) error {
	if ext == "" {
		return nil
	}
	rest, dotted := strings.CutPrefix(ext, ".")
	if !dotted || rest == "" || len(rest) > 16 || strings.TrimFunc(rest, isPlain) != "" {
		return fmt.Errorf("%q is no file extension", ext)
	}
	return nil
}

func isPlain(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// checkMarkdown accepts the paths Markdown may be written to: under articles,
// and nowhere else whatever links or reserved names a system knows.
func checkMarkdown(rel string) error {
	inside := strings.HasPrefix(rel, articlesDir+"/") && path.Clean(rel) == rel
	if !inside || strings.Contains(rel, `\`) || !filepath.IsLocal(filepath.FromSlash(rel)) {
		return fmt.Errorf("%q is no path under %s", rel, articlesDir)
	}
	return nil
}

// path is the system's path of a name in the archive.
func (a *Archive) path(rel string) string {
	return filepath.Join(a.dir, filepath.FromSlash(rel))
}

// IndexPath is where the index of the archive in dir is, for those who watch
// it for changes. It changes with every import and every publish.
func IndexPath(dir string) string { return filepath.Join(dir, indexName) }
