package clean

import (
	"maps"

	"golang.org/x/net/html"
)

// Play makes a silent card play asset n.
func Play(card *html.Node, n int) { linkCard(card, AssetSrc(n)) }

// below are the silent cards that a body still has.
func (c *cleaner) below(root *html.Node) map[int]*html.Node {
	maps.DeleteFunc(c.silent, func(_ int, card *html.Node) bool { return !isBelow(card, root) })
	return c.silent
}
