package clean

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// assetScheme begins the src of an image: the index of the article's asset
// follows.
const assetScheme = "asset:"

// AssetSrc is the src of the image that shows asset n.
func AssetSrc(n int) string { return assetScheme + strconv.Itoa(n) }

// AssetIndex reads what AssetSrc writes.
func AssetIndex(src string) (int, bool) {
	digits, ok := strings.CutPrefix(src, assetScheme)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0
}

// Parse reads a clean body; its elements are the children of the node
// returned, a div.
func Parse(body []byte) (*html.Node, error) {
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(body), root)
	if err != nil {
		return nil, fmt.Errorf("parsing clean body: %w", err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, nil
}

// Bytes writes the children of a clean body's root.
func Bytes(root *html.Node) ([]byte, error) {
	// A body without anything is not nil, which is none.
	b := bytes.NewBuffer([]byte{})
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(b, n); err != nil {
			return nil, fmt.Errorf("writing clean body: %w", err)
		}
	}
	return b.Bytes(), nil
}
