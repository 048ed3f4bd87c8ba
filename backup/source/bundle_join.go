package source

import (
	"errors"
	"io"
	"io/fs"
)

// joinBundles makes one bundle of those in a file. A part is the first that
// any of them has. The damage is of what could not be opened.
func joinBundles(bundles []*bundle, damage error) (*bundle, error) {
	joined := &bundle{damage: damage, part: func(address string) (io.ReadCloser, error) {
		for _, b := range bundles {
			if r, err := b.part(address); !errors.Is(err, fs.ErrNotExist) {
				return r, err
			}
		}
		return nil, notInBundle(address)
	}}
	for _, b := range bundles {
		joined.pages = append(joined.pages, b.pages...)
		joined.damage = errors.Join(joined.damage, b.damage)
	}
	if len(joined.pages) > 0 {
		return joined, nil
	}
	if joined.damage != nil {
		return nil, joined.damage
	}
	return nil, errNoPage
}
