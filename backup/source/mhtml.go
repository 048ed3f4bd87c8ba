package source

import (
	"io"
	"mime"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// openMHTML reads a page and its parts from a MIME message (RFC 2557), as
// Chrome, Internet Explorer, wechatDownload and html-docx-js write it. The
// error is errNoPage for a message without a page.
func openMHTML(r io.ReaderAt, size int64) (*bundle, error) {
	message := mimeReader{lines: newLineReader(r, span{0, size})}
	damage := message.read()
	m := mhtml{file: r, top: message.top, parts: message.parts}
	for i, p := range m.parts {
		m.index.add(p.location(), i)
		m.index.add(p.contentID(), i)
	}
	page, ok := m.page()
	if !ok && damage != nil {
		return nil, damage
	}
	if !ok {
		return nil, errNoPage
	}
	return &bundle{pages: []bundlePage{page}, part: m.part, damage: damage}, nil
}

// mhtml is a message with a page.
type mhtml struct {
	file  io.ReaderAt
	top   header
	parts []mimePart
	index partIndex[int]
}

// page is the page that the message is about.
func (m *mhtml) page() (bundlePage, bool) {
	i, ok := m.root()
	if !ok {
		return bundlePage{}, false
	}
	captured, err := mail.ParseDate(m.top["date"])
	if err != nil {
		captured = time.Time{}
	}
	return bundlePage{
		address:  pageAddress(location(m.top, "snapshot-content-location"), location(m.top, "content-location"), m.parts[i].location()),
		captured: captured,
		open:     func() (io.ReadCloser, error) { return m.open(i), nil },
	}, true
}

// root is the part that holds the page: the one that the message names as its
// start or whose address it gives, else the first of HTML. Other parts of HTML
// are frames of the page.
func (m *mhtml) root() (int, bool) {
	for _, address := range []string{
		contentID(m.top.typeParameter("start")), location(m.top, "snapshot-content-location"),
	} {
		if i, ok := m.index.find(address); ok && address != "" && isHTML(m.parts[i].header["content-type"]) {
			return i, true
		}
	}
	for i, p := range m.parts {
		if isHTML(p.header["content-type"]) {
			return i, true
		}
	}
	for i := range m.parts {
		if head, err := readHead(func() (io.ReadCloser, error) { return m.open(i), nil }); err == nil && looksLikePage(head) {
			return i, true
		}
	}
	return 0, false
}

func (m *mhtml) open(i int) io.ReadCloser {
	p := m.parts[i]
	return io.NopCloser(decodeTransfer(p.body.open(m.file), p.header["content-transfer-encoding"]))
}

func (p mimePart) location() string { return location(p.header, "content-location") }

func (p mimePart) contentID() string { return contentID(p.header["content-id"]) }

// location is the address in a field. Long ones are folded, and those with
// other than ASCII letters may be encoded words.
func location(h header, field string) string {
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	address, err := words.DecodeHeader(h[field])
	if err != nil {
		address = h[field]
	}
	if isWebAddress(address) {
		return strings.Join(strings.Fields(address), "")
	}
	return address
}

// contentID is the address by which a page names a part that has none.
func contentID(id string) string {
	if id = strings.Trim(id, "<> "); id == "" {
		return ""
	}
	return "cid:" + id
}

// part opens what stands under an address.
func (m *mhtml) part(address string) (io.ReadCloser, error) {
	if i, ok := m.index.find(address); ok {
		return m.open(i), nil
	}
	return nil, notInBundle(address)
}
