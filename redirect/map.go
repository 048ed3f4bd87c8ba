package redirect

import (
	"cmp"

	"wxbackup/article"
)

// Map holds the rules: which old address leads where. The same archive always
// gives the same Map.
type Map struct {
	// Rules are sorted by Source; no two have the same one.
	Rules []Rule
	// Accounts are the accounts (biz) with at least one rule, sorted. Nothing
	// but an article was ever at a long address of theirs, so a server may say
	// "gone" for one that is neither in Rules nor in Held.
	Accounts []string
	// Held are the sources that the archive knows and that have no certain
	// target, sorted: a server neither redirects them nor calls them gone.
	Held []Source
	// Live are the paths of all pages of the site, in the form of Source.Path,
	// sorted. No rule may hide one.
	Live []string
}

// Rule sends a reader from an old address to the new one.
type Rule struct {
	Source Source
	// Target is an absolute URL when the site's address is known, else a path
	// with a leading slash. It consists of unreserved characters, "/", "%"
	// and, in front, scheme and host.
	Target string
}

// Source is one old address; exactly one of its fields is set.
type Source struct {
	// Key stands for all long addresses of an article: /s?__biz=…&mid=…&idx=…
	Key article.Key
	// ShortID stands for /s/<short id>.
	ShortID string
	// Path is a path of an earlier publish, decoded, with a leading slash and
	// without a trailing one; it stands for both spellings.
	Path string
}

// URLPath is the path of the source's address without a trailing slash; empty
// for a key, whose address is told by its query.
func (s Source) URLPath() string {
	if s.ShortID != "" {
		return "/s/" + s.ShortID
	}
	return s.Path
}

// String is the key, the short id or the path.
func (s Source) String() string { return cmp.Or(s.Key.String(), s.ShortID, s.Path) }

// Compare orders keys before short ids before paths.
func (s Source) Compare(t Source) int {
	return cmp.Or(
		cmp.Compare(s.rank(), t.rank()),
		cmp.Compare(s.Key.Biz, t.Key.Biz),
		cmp.Compare(s.Key.Mid, t.Key.Mid),
		cmp.Compare(s.Key.Idx, t.Key.Idx),
		cmp.Compare(s.ShortID, t.ShortID),
		cmp.Compare(s.Path, t.Path),
	)
}

func (s Source) rank() int {
	switch {
	case !s.Key.IsZero():
		return 0
	case s.ShortID != "":
		return 1
	}
	return 2
}
