package source

import (
	"io/fs"
	"strings"
)

// pageAddress is the first of the addresses that is one on the network: what
// stands on somebody's disk tells nothing of a page.
func pageAddress(addresses ...string) string {
	for _, address := range addresses {
		if isWebAddress(address) {
			return address
		}
	}
	return ""
}

func isWebAddress(address string) bool {
	scheme, _, ok := strings.Cut(address, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// isHTML judges by a media type, which may carry parameters.
func isHTML(mediaType string) bool {
	mediaType, _, _ = strings.Cut(mediaType, ";")
	switch strings.ToLower(strings.TrimSpace(mediaType)) {
	case "text/html", "application/xhtml+xml":
		return true
	}
	return false
}

// notInBundle is the error for an address under which a bundle holds nothing.
func notInBundle(address string) error {
	return &fs.PathError{Op: "open", Path: address, Err: fs.ErrNotExist}
}
