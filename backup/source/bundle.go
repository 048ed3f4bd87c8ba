package source

import (
	"errors"
	"io"
	"time"
)

// bundle is a file that holds pages and, under their addresses, what they
// show. Several goroutines open its pages and parts at a time.
type bundle struct {
	// pages are in the order of the file.
	pages []bundlePage
	// part opens what stands under an address, decoded from its transfer
	// encoding; fs.ErrNotExist where nothing does. A partIndex says under
	// which addresses a part is found.
	part func(address string) (io.ReadCloser, error)
	// damage is why the rest of the file could not be read; what precedes it
	// is there.
	damage error
}

// bundlePage is one page of a bundle.
type bundlePage struct {
	// address is where the page was, "" when not known.
	address string
	// captured is zero when not known.
	captured time.Time
	// open reads the page's HTML, decoded from its transfer encoding, bytes
	// otherwise as they are.
	open func() (io.ReadCloser, error)
}

// errNoPage says that a file of a kind that can hold a page holds none.
var errNoPage = errors.New("file holds no page")
