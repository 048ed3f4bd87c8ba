package emit

import (
	"strings"

	"wxbackup/redirect"
)

// stub is a page at an old address that leads to the new one, for hosts that
// serve files and nothing else.
type stub struct {
	// path is the decoded path of the address, file the file below the root of
	// the host that answers there.
	path, file string
	target     string
}

// stubs are the pages that can be files, in the order of rules; the other rules
// are told in out. A file answers on any host and to any query, and a disk on
// which it passes a night may be that of Windows or macOS, which ignores case and
// allows less in a name than hosts do.
func stubs(m redirect.Map, out *Output) []stub {
	tree := newStubTree(m.Live)
	var pages []stub
	out.served(m.Rules, func(r redirect.Rule) refusal {
		if why := stubCannot(r); why != (refusal{}) {
			return why
		}
		page := stub{path: r.Source.URLPath(), file: stubFile(r.Source.URLPath()), target: r.Target}
		why := tree.add(page.file)
		if why == (refusal{}) {
			pages = append(pages, page)
		}
		return why
	})
	return pages
}

func stubCannot(r redirect.Rule) refusal {
	s := r.Source
	switch {
	case s.Kind() == redirect.Long:
		return refusal{"a file answers to any query", "resolver"}
	case s.Query != "":
		return refusal{"a file answers to any query", "nginx"}
	case r.Target == "":
		return refusal{"a file cannot answer 410", "nginx"}
	case s.Host != "":
		return refusal{"a file answers on any host", "nginx"}
	case !isFileName(stubFile(s.URLPath())):
		return refusal{"not every disk can hold a file of this name", "nginx"}
	}
	return refusal{}
}

// stubFile is the file that static hosts serve at a path.
func stubFile(path string) string {
	name := strings.TrimPrefix(path, "/")
	if strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") {
		return name
	}
	return name + "/index.html"
}
