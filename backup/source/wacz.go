package source

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// openWACZ reads the pages and their parts from a zip archive of web archives
// (WACZ). Where it lists its pages, other HTML is a part of them; otherwise it
// is read as the archives in it. The error is errNoPage for one without a
// page.
func openWACZ(r io.ReaderAt, size int64) (*bundle, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("opening web archive: %w", err)
	}
	var bundles []*bundle
	var damage error
	listed := map[string]bool{}
	for _, f := range z.File {
		var err error
		switch dir := path.Dir(f.Name); {
		case dir == "archive" && isWARCName(f.Name):
			var archive *bundle
			if archive, err = readEntry(r, f); err == nil {
				bundles = append(bundles, archive)
			}
		case dir == "pages" && strings.HasSuffix(f.Name, ".jsonl"):
			err = listPages(f, listed)
		}
		if err != nil {
			damage = errors.Join(damage, fmt.Errorf("reading %q: %w", f.Name, err))
		}
	}
	b, err := joinBundles(bundles, damage)
	if err != nil {
		return nil, err
	}
	b.pages = platformFirst(onlyListed(b.pages, listed))
	return b, nil
}

func isWARCName(name string) bool {
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

// readEntry reads a web archive that is an entry of a zip archive.
func readEntry(archive io.ReaderAt, f *zip.File) (*bundle, error) {
	file, size, err := openZipEntry(archive, f)
	if err != nil {
		return nil, err
	}
	return readWARC(file, size), nil
}

// maxPageLine is the longest line of a list of pages, in bytes: it can hold
// all the text of one.
const maxPageLine = 4 << 20

// listPages adds the addresses of a list of pages: an object a line, of which
// the first describes the list.
func listPages(f *zip.File, listed map[string]bool) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxPageLine)
	for lines.Scan() {
		var page struct{ URL string }
		if json.Unmarshal(lines.Bytes(), &page) == nil && page.URL != "" {
			listed[withoutFragment(page.URL)] = true
		}
	}
	return lines.Err()
}

func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

// onlyListed are the pages on a list; all of them where it has none.
func onlyListed(pages []bundlePage, listed map[string]bool) []bundlePage {
	var found []bundlePage
	for _, p := range pages {
		if listed[withoutFragment(p.address)] {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return pages
	}
	return found
}
