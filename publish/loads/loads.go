// Package loads finds what a browser would ask other hosts for when it shows
// what a file of a site becomes.
//
// In come a file's name and bytes, out go addresses. Markdown is read as the
// engines read it, with the HTML in it, HTML by its elements, style sheets by
// their tokens. A template is read as HTML: an address that it computes is the
// site's own. What a link leads to is no load; what a script does is not seen.
package loads

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// Of are the addresses on other hosts that a file of that name makes a browser
// load, each once, sorted. It is none for files that no browser reads.
func Of(name string, data []byte) []string {
	var f finder
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		f.markdown(withoutMatter(data))
	case ".html", ".htm":
		f.html(data)
	case ".css":
		f.css(data)
	}
	slices.Sort(f.found)
	return slices.Compact(f.found)
}

// finder collects addresses.
type finder struct{ found []string }

func (f *finder) add(address string) {
	if address = browsed(address); isElsewhere(address) {
		f.found = append(f.found, address)
	}
}

// browsed is an address as browsers read it: without white space around it and
// line breaks and tabs in it, a backslash as a slash before the path.
func browsed(address string) string {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address)
	if len(address) > 1 && strings.Trim(address[:2], `/\`) == "" {
		return "//" + address[2:]
	}
	return address
}

// elsewhere begin the addresses that leave the site.
var elsewhere = []string{"//", "http:", "https:", "ftp:", "ws:", "wss:"}

func isElsewhere(address string) bool {
	return slices.ContainsFunc(elsewhere, func(start string) bool {
		return len(address) > len(start) && strings.EqualFold(address[:len(start)], start)
	})
}

// withoutMatter is a document without its front matter.
func withoutMatter(data []byte) []byte {
	for _, fence := range []string{"---\n", "+++\n"} {
		rest, ok := bytes.CutPrefix(data, []byte(fence))
		if !ok {
			continue
		}
		if _, body, ok := bytes.Cut(append([]byte("\n"), rest...), []byte("\n"+fence)); ok {
			return body
		}
	}
	return data
}
