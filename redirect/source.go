package redirect

import (
	"cmp"
	"strings"

	"wxbackup/article"
)

// Kind says which hosts are asked for an old address, and how.
type Kind string

// The kinds, in the order of their rules.
const (
	// Long are the platform's long addresses, asked of a mirror host:
	// /s?__biz=…&mid=…&idx=…
	Long Kind = "long"
	// Short are the platform's short addresses, asked of a mirror host: /s/<id>.
	Short Kind = "short"
	// Former are paths that an earlier publish had on the site itself.
	Former Kind = "former"
	// Legacy are addresses of a domain that the owner had before, which are
	// told apart by host or query.
	Legacy Kind = "legacy"
)

// Kinds are all kinds in the order of their rules.
func Kinds() []Kind { return []Kind{Long, Short, Former, Legacy} }

// Source is one old address. Exactly one of Key, ShortID and Path is set.
type Source struct {
	// Key stands for all long addresses of an article: /s?__biz=…&mid=…&idx=…
	Key article.Key
	// ShortID stands for /s/<short id>.
	ShortID string
	// Path is decoded, with a leading slash and without a trailing one, unless
	// it is "/"; it stands for both spellings.
	Path string
	// Host is the only host that is asked for Path, in lower case and ASCII,
	// without a port; empty when any may be.
	Host string
	// Query must be the query of the request up to the parameters that sharing
	// appends (see CutShared), percent-encoded as browsers do; empty when the
	// query does not matter.
	Query string
}

// Kind says which hosts are asked for the source.
func (s Source) Kind() Kind {
	switch {
	case !s.Key.IsZero():
		return Long
	case s.ShortID != "":
		return Short
	case s.Host != "" || s.Query != "":
		return Legacy
	}
	return Former
}

// URLPath is the path of the source's address without a trailing slash; empty
// for a key, whose address is told by its query.
func (s Source) URLPath() string {
	if s.ShortID != "" {
		return "/s/" + s.ShortID
	}
	return s.Path
}

// String is the key, the short id, or the address as far as it is known.
func (s Source) String() string {
	if s.ShortID != "" {
		return s.ShortID
	}
	if !s.Key.IsZero() {
		return s.Key.String()
	}
	address := s.Host + s.Path
	if s.Query != "" {
		address += "?" + s.Query
	}
	return address
}

// Compare orders by kind, in the order of Kinds, then by what is in the
// address.
func (s Source) Compare(t Source) int {
	if order := cmp.Compare(s.rank(), t.rank()); order != 0 {
		return order
	}
	// Millions are sorted, so no more is compared than what a kind has.
	switch s.Kind() {
	case Long:
		return cmp.Or(strings.Compare(s.Key.Biz, t.Key.Biz), cmp.Compare(s.Key.Mid, t.Key.Mid), cmp.Compare(s.Key.Idx, t.Key.Idx))
	case Short:
		return strings.Compare(s.ShortID, t.ShortID)
	}
	return cmp.Or(strings.Compare(s.Host, t.Host), strings.Compare(s.Path, t.Path), strings.Compare(s.Query, t.Query))
}

// head is a number that orders as Compare does, as far as it goes: the kind,
// and the first bytes of what is compared first. Sorting by it first saves most
// looks at texts, which lie all over the memory.
func (s Source) head() uint64 {
	head := uint64(s.rank())
	text := s.Key.Biz + s.ShortID + s.Host
	for i := range 7 {
		head <<= 8
		if i < len(text) {
			head |= uint64(text[i])
		}
	}
	return head
}

func (s Source) rank() int {
	switch s.Kind() {
	case Long:
		return 0
	case Short:
		return 1
	case Former:
		return 2
	}
	return 3
}

// MarshalText is String: reports name sources in one word.
func (s Source) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
