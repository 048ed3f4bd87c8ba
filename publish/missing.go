package publish

import (
	"cmp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/clean"
)

// MissingImages says what becomes of the pictures whose bytes the archive
// lacks.
type MissingImages string

// What can become of them.
const (
	// MissingKeep leaves them pictures: readers load them from the platform.
	MissingKeep MissingImages = "keep"
	// MissingLink makes links of them, to where the pictures are.
	MissingLink MissingImages = "link"
	// MissingDrop leaves them out, but for what their alt texts say.
	MissingDrop MissingImages = "drop"
)

// MissingNames are the names of all treatments, the default first.
func MissingNames() []string {
	return []string{string(MissingKeep), string(MissingLink), string(MissingDrop)}
}

func (m MissingImages) isKnown() bool {
	return m == MissingKeep || m == MissingLink || m == MissingDrop
}

// settle does it to a clean body and gives the addresses of the pictures that
// are no pictures any more.
func (m MissingImages) settle(root *html.Node, assets []article.Asset) (replaced []string) {
	if m == MissingKeep {
		return nil
	}
	for _, img := range missingImages(root, assets) {
		index, _ := clean.AssetIndex(attribute(img, "src"))
		address := secure(assets[index].URL)
		replaced = append(replaced, cmp.Or(address, assets[index].Ref))
		m.replace(img, address)
	}
	return replaced
}

// missingImages are the pictures of a body that have no bytes.
func missingImages(root *html.Node, assets []article.Asset) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom != atom.Img {
			continue
		}
		if i, ok := clean.AssetIndex(attribute(n, "src")); ok && i < len(assets) && assets[i].Missing() {
			found = append(found, n)
		}
	}
	return found
}

// missingText is what a link says that a picture without alt text becomes.
const missingText = "图片"

// replace puts a link or a text in a picture's place. What stands for a
// character of the text, or in a link already, becomes text.
func (m MissingImages) replace(img *html.Node, address string) {
	alt := attribute(img, "alt")
	asLink := m == MissingLink && address != "" && attribute(img, "data-emoji") == ""
	if asLink {
		alt = cmp.Or(alt, missingText)
	}
	parent := img.Parent
	if alt != "" {
		node := &html.Node{Type: html.TextNode, Data: alt}
		if asLink && !isInLink(img) {
			node = linkTo(address, node)
		}
		parent.InsertBefore(node, img)
	}
	parent.RemoveChild(img)
	removeEmptied(parent)
}

func linkTo(address string, content *html.Node) *html.Node {
	link := &html.Node{
		Type: html.ElementNode, Data: "a", DataAtom: atom.A,
		Attr: []html.Attribute{{Key: "href", Val: address}},
	}
	link.AppendChild(content)
	return link
}

func isInLink(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// removeEmptied removes what holds nothing any more, for nothing in a clean
// body is empty; a cell may be.
func removeEmptied(n *html.Node) {
	for n.FirstChild == nil && n.Parent != nil && n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		parent := n.Parent
		parent.RemoveChild(n)
		n = parent
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
