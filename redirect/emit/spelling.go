package emit

import (
	"fmt"
	"slices"
	"strings"
)

// spellings are the ways in which a request spells a decoded path, for hosts
// that compare paths as they are sent: as browsers send it, of which some leave
// "^" as it is, and with all escaped that may be. They are the same for most
// paths.
func spellings(path string) []string {
	return slices.Compact([]string{
		escapeExcept(path, browserPlain), escapeExcept(path, browserPlain+"^"), escapeExcept(path, ""),
	})
}

// browserPlain are the characters besides unreserved ones that browsers leave
// as they are in a path (WHATWG URL, path percent-encode set). A backslash is
// not among them: browsers read it as a slash, so links to it are escaped.
const browserPlain = "!$&'()*+,:;=@[]|"

// escapeExcept percent-encodes all but unreserved characters, slashes and those
// of plain.
func escapeExcept(path, plain string) string {
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
			strings.IndexByte("/-._~"+plain, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
