package publish

import (
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/publish/site"
)

// shortName is the length of a picture's name: enough of its hash for the few
// pictures of one article.
const shortName = 12

// emojiSuffix ends the names of pictures that stand for a character, so that
// a site's style can show them as large as one: Markdown keeps no size.
const emojiSuffix = "-emoji"

// bundle names the pictures that an article's document shows, each once.
type bundle struct {
	place  site.Place
	assets []article.Asset
	// emoji are the assets that stand for a character.
	emoji map[int]bool
	// names are the pictures in use, by name: what the archive has to supply.
	names map[string]article.Asset
	// external are the addresses of pictures whose bytes are missing, lost the
	// references of those that have no address either.
	external, lost []string
}

func newBundle(place site.Place, assets []article.Asset, body *html.Node) *bundle {
	return &bundle{place: place, assets: assets, emoji: emojiOf(body), names: map[string]article.Asset{}}
}

// emojiOf are the assets that a clean body shows as emoji.
func emojiOf(body *html.Node) map[int]bool {
	emoji := map[int]bool{}
	for n := range body.Descendants() {
		index, marked := -1, false
		for _, attr := range n.Attr {
			switch attr.Key {
			case "src":
				index, _ = clean.AssetIndex(attr.Val)
			case "data-emoji":
				marked = true
			}
		}
		if marked {
			emoji[index] = true
		}
	}
	return emoji
}

// image is the reference to asset n; it takes note of what is referred to.
func (b *bundle) image(n int) string {
	if n < 0 || n >= len(b.assets) {
		return ""
	}
	asset := b.assets[n]
	if !asset.Missing() {
		suffix := asset.Ext
		if b.emoji[n] {
			suffix = emojiSuffix + suffix
		}
		return b.place.Ref + b.name(asset, suffix)
	}
	address := secure(asset.URL)
	if address == "" {
		b.lost = append(b.lost, asset.Ref)
		return ""
	}
	b.external = append(b.external, address)
	return address
}

// cover is the reference to a cover picture, or "" when its bytes are missing.
func (b *bundle) cover(asset article.Asset) string {
	if asset.Missing() {
		return ""
	}
	return b.place.Ref + b.name(asset, asset.Ext)
}

// name gives an asset its file name: the beginning of its hash, or all of it
// where another picture of the bundle begins the same.
func (b *bundle) name(asset article.Asset, suffix string) string {
	name := asset.SHA256[:min(shortName, len(asset.SHA256))] + suffix
	if other, used := b.names[name]; used && other.SHA256 != asset.SHA256 {
		name = asset.SHA256 + suffix
	}
	b.names[name] = asset
	return name
}

// secure is a web address with https, "" for any other address.
func secure(address string) string {
	switch {
	case strings.HasPrefix(address, "https://"):
		return address
	case strings.HasPrefix(address, "http://"):
		return "https://" + strings.TrimPrefix(address, "http://")
	case strings.HasPrefix(address, "//"):
		return "https:" + address
	}
	return ""
}
