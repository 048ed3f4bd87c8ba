package source

import (
	"bytes"
	"io"
	"testing"
)

// opener is one of the functions that open a bundle.
type opener func(io.ReaderAt, int64) (*bundle, error)

// openBundle opens a bundle that has to have a page.
func openBundle(t *testing.T, open opener, content string) *bundle {
	t.Helper()
	b, err := open(bytes.NewReader([]byte(content)), int64(len(content)))
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	if len(b.pages) == 0 {
		t.Fatal("no pages and no error")
	}
	return b
}

// readPages are the contents of a bundle's pages.
func readPages(t *testing.T, b *bundle) []string {
	t.Helper()
	var pages []string
	for _, p := range b.pages {
		pages = append(pages, readAll(t, p.address, p.open))
	}
	return pages
}

func addressesOf(b *bundle) []string {
	var addresses []string
	for _, p := range b.pages {
		addresses = append(addresses, p.address)
	}
	return addresses
}

func readPart(t *testing.T, b *bundle, address string) string {
	t.Helper()
	return readAll(t, address, func() (io.ReadCloser, error) { return b.part(address) })
}

func readAll(t *testing.T, name string, open func() (io.ReadCloser, error)) string {
	t.Helper()
	r, err := open()
	if err != nil {
		t.Fatalf("opening %q: %v", name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("reading %q: %v", name, err)
	}
	return string(content)
}

// drain reads all that hostile bytes lead to: no error is wrong, a panic, an
// endless body or a nil reader is.
func drain(t *testing.T, open opener, content []byte, addresses ...string) {
	t.Helper()
	b, err := open(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return
	}
	if len(b.pages) == 0 {
		t.Fatal("no pages and no error")
	}
	opens := []func() (io.ReadCloser, error){}
	for _, p := range b.pages {
		opens = append(opens, p.open)
		addresses = append(addresses, p.address)
	}
	for _, address := range addresses {
		opens = append(opens, func() (io.ReadCloser, error) { return b.part(address) })
	}
	for _, open := range opens {
		r, err := open()
		if err != nil {
			continue
		}
		// Compressed bodies grow, but no reader may go on for ever.
		if n, _ := io.Copy(io.Discard, io.LimitReader(r, 1<<30)); n == 1<<30 {
			t.Fatal("a body without an end")
		}
		r.Close()
	}
}
