package source

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// openDOCX reads the pages that a Word document was made of, where it holds
// them as they were: as alternative content (altChunk), a MIME message or HTML,
// which Word is to convert when it opens the document. The error is errNoPage
// for a document that was converted already.
func openDOCX(r io.ReaderAt, size int64) (*bundle, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("opening document: %w", err)
	}
	d := docx{file: r, zip: z}
	chunks, err := d.chunks()
	if err != nil {
		return nil, err
	}
	var bundles []*bundle
	var damage error
	for _, name := range chunks {
		b, err := d.chunk(name)
		switch {
		case err == nil:
			bundles = append(bundles, b)
		case !errors.Is(err, errNoPage):
			damage = errors.Join(damage, fmt.Errorf("reading %q: %w", name, err))
		}
	}
	return joinBundles(bundles, damage)
}

// docx is a Word document, by its files.
type docx struct {
	file io.ReaderAt
	zip  *zip.Reader
}

const (
	docxRelations = "word/_rels/document.xml.rels"
	// maxRelations is how many bytes of them are read.
	maxRelations = 4 << 20
)

// chunks are the names of the files that the document takes in.
func (d docx) chunks() ([]string, error) {
	f, err := d.zip.Open(docxRelations)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", docxRelations, err)
	}
	defer f.Close()
	var relations struct {
		Relationship []struct {
			Type       string `xml:",attr"`
			Target     string `xml:",attr"`
			TargetMode string `xml:",attr"`
		}
	}
	if err := xml.NewDecoder(io.LimitReader(f, maxRelations)).Decode(&relations); err != nil {
		return nil, fmt.Errorf("reading %q: %w", docxRelations, err)
	}
	var names []string
	for _, r := range relations.Relationship {
		if strings.HasSuffix(r.Type, "/aFChunk") && r.TargetMode != "External" {
			names = append(names, chunkName(r.Target))
		}
	}
	return names, nil
}

// chunkName is the name of the file that a relation means, which is relative
// to the document's folder unless it begins with a slash.
func chunkName(target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/word", target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// chunk reads a file that the document takes in. Its content says what it is.
func (d docx) chunk(name string) (*bundle, error) {
	for _, f := range d.zip.File {
		if f.Name != name {
			continue
		}
		file, size, err := openZipEntry(d.file, f)
		if err != nil {
			return nil, err
		}
		head, err := readHeadAt(file, size)
		if err != nil {
			return nil, err
		}
		if looksLikePage(head) {
			return htmlBundle(file, size), nil
		}
		return openMHTML(file, size)
	}
	return nil, fs.ErrNotExist
}

// htmlBundle is a page that stands alone.
func htmlBundle(file io.ReaderAt, size int64) *bundle {
	return &bundle{
		pages: []bundlePage{{open: func() (io.ReadCloser, error) {
			return io.NopCloser(span{0, size}.open(file)), nil
		}}},
		part: func(address string) (io.ReadCloser, error) { return nil, notInBundle(address) },
	}
}
