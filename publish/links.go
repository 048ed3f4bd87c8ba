package publish

import (
	"net/url"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// linker points links between articles at the pages of the new site.
type linker struct {
	// base is the path under which the site is served, without a trailing
	// slash, percent-encoded.
	base string
	// resolve finds the ID of the article that has a name.
	resolve func(name string) (id string, ok bool, err error)
	places  map[string]place
}

// target is where a link to href leads on the site. Unresolved says that href
// is an article's address, but that the article is not published here; such
// links and all others stay as they are.
func (l linker) target(href string) (to string, unresolved bool, err error) {
	address, ok := article.ParseAddress(href)
	if !ok {
		return href, false, nil
	}
	id, err := l.published(address)
	if id == "" || err != nil {
		return href, err == nil, err
	}
	return l.path(id), false, nil
}

// published is the ID of the article at an address; "" when it is not published
// here.
func (l linker) published(address article.Address) (string, error) {
	for _, name := range address.Aliases() {
		id, ok, err := l.resolve(name)
		if err != nil {
			return "", err
		}
		if _, published := l.places[id]; ok && published {
			return id, nil
		}
	}
	return "", nil
}

// path is how links lead to an article that is published here.
func (l linker) path(id string) string { return l.base + escapePath(l.places[id].path) }

// rewrite changes the links of a clean body and gives the addresses of the
// articles that are not published here.
func (l linker) rewrite(root *html.Node) (unresolved []string, err error) {
	for n := range root.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		for i, attr := range n.Attr {
			if attr.Key != "href" {
				continue
			}
			to, dangling, err := l.target(attr.Val)
			if err != nil {
				return nil, err
			}
			if dangling {
				unresolved = append(unresolved, article.CleanURL(attr.Val))
			}
			n.Attr[i].Val = to
		}
	}
	return unresolved, nil
}

func escapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }
