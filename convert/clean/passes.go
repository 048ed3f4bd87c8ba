package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// Result is a clean body with what belongs to it.
type Result struct {
	// Root is a div that holds the clean body.
	Root *html.Node
	// Assets are what the body shows, in reading order, each once.
	Assets []article.Asset
	// Inline are the bytes of assets that the page itself carries as data
	// addresses, by index into Assets.
	Inline map[int][]byte
	// Embeds are what the cards stand for, in reading order.
	Embeds []article.Embed
	// Silent are the cards that could play a file, but of which the page has
	// none, by index into Embeds.
	Silent map[int]*html.Node
	Losses []article.Loss
}

// Body cleans a raw body, which is taken apart on the way. The passes run in
// this order: drawings and formulas are kept, what a reader does not see goes,
// then everything that means more than its text is replaced by its clean form, and
// at last the layout is built anew around it.
func Body(raw *html.Node) Result {
	c := &cleaner{
		seen: map[assetKey]int{}, inline: map[int][]byte{},
		files: map[*html.Node]file{}, records: map[*html.Node]int{}, repeats: map[*html.Node]bool{},
		silent: map[int]*html.Node{},
	}
	c.keepSources(raw)
	dropHidden(raw)
	c.writeFormulas(raw)
	c.replaceEmbeds(raw)
	c.replaceCode(raw)
	c.replaceImages(raw)
	root := c.build(raw)
	return Result{Root: root, Assets: c.assets, Inline: c.inline, Embeds: c.embeds, Silent: c.below(root), Losses: c.losses}
}

// cleaner is the state the passes share.
type cleaner struct {
	assets []article.Asset
	seen   map[assetKey]int
	inline map[int][]byte
	// files are those whose node stands in its place before its turn comes to
	// be numbered; records are the embeds such a node belongs to.
	files   map[*html.Node]file
	records map[*html.Node]int
	// formulas await their source; unread are those without one.
	formulas []formula
	unread   []*html.Node
	// repeats are pictures that show again what their drawing shows before.
	repeats map[*html.Node]bool
	embeds  []article.Embed
	silent  map[int]*html.Node
	losses  []article.Loss
	// deep says that nesting too deep was reported.
	deep   bool
	survey survey
	// shift is added to the level of headings: the article's title is h1.
	shift int
}

func (c *cleaner) lose(code article.LossCode, what string) {
	c.losses = append(c.losses, article.Loss{Code: code, What: what})
}

// element makes an element of the vocabulary.
func element(a atom.Atom, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String(), Attr: attrs}
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// attr is the value of an attribute, "" when it is absent.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// each calls fn for every element below root in document order; fn may take
// the node itself out or replace it. It does not descend where fn says false.
func each(root *html.Node, fn func(*html.Node) bool) {
	for n := root.FirstChild; n != nil; {
		next := n.NextSibling
		if n.Type != html.ElementNode || fn(n) {
			each(n, fn)
		}
		n = next
	}
}

func replace(old, with *html.Node) {
	old.Parent.InsertBefore(with, old)
	old.Parent.RemoveChild(old)
}
