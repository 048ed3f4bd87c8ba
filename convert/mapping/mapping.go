package mapping

import (
	"errors"
	"fmt"
	"slices"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
)

// ErrMapping says that a mapping is of no use.
var ErrMapping = errors.New("not a mapping")

// Mapping tells where the pages of one shell have what belongs to an article.
// A place is a CSS selector, of which the first match counts; "selector@attr"
// is an attribute of it instead of its text.
type Mapping struct {
	// Match is the selector that a page needs for the mapping to be its own.
	Match string `yaml:"match"`
	// Body is the element around the article's own HTML.
	Body    string `yaml:"body"`
	Title   string `yaml:"title,omitempty"`
	Author  string `yaml:"author,omitempty"`
	Account string `yaml:"account,omitempty"`
	// URL is where the page tells the article's address on the platform.
	URL  string `yaml:"url,omitempty"`
	Date string `yaml:"date,omitempty"`
	// Layouts are those of the date, as Go's time package writes them; without
	// any, the usual ones are tried.
	Layouts []string `yaml:"layouts,omitempty"`
}

// List holds mappings in the order in which they are tried.
type List []Mapping

// Parse reads a mapping file. Every mapping has to say which pages it is for
// and where their body is; what it says beside the names known here is an
// error, which names the line.
func Parse(src []byte) (List, error) {
	var list List
	if err := yaml.UnmarshalWithOptions(src, &list, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMapping, err)
	}
	for i, m := range list {
		if err := m.check(); err != nil {
			return nil, fmt.Errorf("mapping %d: %w", i+1, err)
		}
	}
	return list, nil
}

// Bytes is the list as Parse reads it.
func (l List) Bytes() ([]byte, error) { return yaml.Marshal(l) }

// Before is the list followed by the mappings of another that it lacks. A
// mapping for the same pages takes the place of an older one.
func (l List) Before(older List) List {
	joined := slices.Clone(l)
	for _, m := range older {
		if !slices.ContainsFunc(l, func(newer Mapping) bool { return newer.Match == m.Match }) {
			joined = append(joined, m)
		}
	}
	return joined
}

func (m Mapping) check() error {
	if m.Match == "" || m.Body == "" {
		return fmt.Errorf("%w: match and body have to be given", ErrMapping)
	}
	for _, selector := range []string{m.Match, m.Body} {
		if err := checkSelector(selector); err != nil {
			return err
		}
	}
	for _, place := range []string{m.Title, m.Author, m.Account, m.URL, m.Date} {
		selector, _ := cutAttribute(place)
		if place == "" {
			continue
		}
		if err := checkSelector(selector); err != nil {
			return err
		}
	}
	return nil
}

func checkSelector(selector string) error {
	if _, err := cascadia.ParseGroup(selector); err != nil {
		return fmt.Errorf("%w: selector %q: %w", ErrMapping, selector, err)
	}
	return nil
}
