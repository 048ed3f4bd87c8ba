package source

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// FormatDOCXText is an article that a program converted into a Word document.
const FormatDOCXText = "docx-text"

// maxDOCXPart is how many bytes of one part of a document are read: the text
// of a book has 4 MB.
const maxDOCXPart = 16 << 20

// docxMarks are what documents made of an article have of its page, one of them
// at least: the names of its elements, which pandoc keeps as bookmarks, the
// addresses of its pictures, its own. A document without any is a user's own.
var docxMarks = []string{`"js_content"`, "mmbiz.qpic.cn/", "mp.weixin.qq.com/s"}

// docxText hands on a Word document that holds no page as the text it is; whole
// keeps it open.
func (w walker) docxText(f file, data *blob, whole *shared) error {
	d, err := openDOCXText(data, data.size)
	switch {
	case errors.Is(err, errNoPage):
		return w.visitor.Skipped(f.path, errNoPage.Error())
	case err != nil:
		return w.visitor.Unreadable(f.path, fmt.Errorf("opening %s: %w", FormatDOCXText, cutOff(err)))
	}
	d.content["name"] = path.Base(f.name)
	doc, err := f.sealed(FormatDOCXText, "", d.content)
	if err != nil {
		return err
	}
	doc.part = d.part
	doc.from = share(closer(both(doc.from, whole.acquire())))
	return w.visitor.Document(doc)
}

// docxItem is the text of a Word document and the files in it.
type docxItem struct {
	docx
	content map[string]string
}

// openDOCXText reads the parts of a document that make its text. The error is
// errNoPage for one that is of no article.
func openDOCXText(r io.ReaderAt, size int64) (*docxItem, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	d := &docxItem{docx{file: r, zip: z}, map[string]string{}}
	for _, part := range docxParts {
		d.content[part.key], err = d.text(part.name)
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", part.name, err)
		}
	}
	if d.content["document"] == "" || !d.hasMark() {
		return nil, errNoPage
	}
	return d, nil
}

// docxParts are the parts that make the text, by the names they have in items.
var docxParts = []struct{ key, name string }{
	{"document", "word/document.xml"}, {"relationships", docxRelations}, {"styles", "word/styles.xml"},
}

func (d *docxItem) hasMark() bool {
	return slices.ContainsFunc(docxMarks, func(mark string) bool {
		return strings.Contains(d.content["document"], mark) || strings.Contains(d.content["relationships"], mark)
	})
}

// text is a part of the document, empty where it has none of that name.
func (d *docxItem) text(name string) (string, error) {
	r, err := d.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, maxDOCXPart+1))
	switch {
	case err != nil:
		return "", err
	case len(raw) > maxDOCXPart:
		return "", ErrTooLarge
	case !utf8.Valid(raw):
		return "", errNoText
	}
	return string(raw), nil
}

// part opens what the document holds under the target of a relation.
func (d *docxItem) part(address string) (io.ReadCloser, error) {
	r, err := d.open(chunkName(address))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notInBundle(address)
	}
	return r, err
}

func (d *docxItem) open(name string) (io.ReadCloser, error) {
	for _, f := range d.zip.File {
		if f.Name == name && f.Flags&flagEncrypted != 0 {
			return nil, ErrEncrypted
		}
		if f.Name == name {
			return f.Open()
		}
	}
	return nil, fs.ErrNotExist
}
