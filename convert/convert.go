package convert

import (
	"errors"
	"fmt"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/convert/fidelity"
	"wxbackup/convert/item"
	"wxbackup/convert/mapping"
	"wxbackup/convert/markdown"
	"wxbackup/convert/page"
)

// Converter converts pages, one at a time: each worker has its own.
type Converter struct {
	renderer *markdown.Renderer
	reader   *fidelity.Reader
	mappings mapping.List
}

// New makes a converter that writes the dialect of the archive's copies.
func New() *Converter { return In(markdown.GFM()) }

// In makes a converter that writes another dialect. Markdown measures what is
// written in the archive's dialect only.
func In(dialect markdown.Dialect) *Converter {
	return &Converter{renderer: markdown.NewRenderer(dialect), reader: fidelity.NewReader()}
}

// With makes the converter read foreign pages by mappings.
func (c *Converter) With(mappings mapping.List) *Converter {
	c.mappings = mappings
	return c
}

// Document is an article that was read from a page and not yet written.
type Document struct {
	// Article has everything but its ID, the hashes of its assets and, until
	// Markdown is called, its fidelity.
	Article article.Article
	// Inline are the bytes of assets that the page itself carries, by index
	// into Article.Assets.
	Inline map[int][]byte
	// Trust is how far the article's facts are believed.
	Trust article.Trust
	// Form is the form of the body; with FormNone there is none, and neither
	// Body nor Markdown can be asked for.
	Form article.Form
	// Comments are what readers wrote under the article; no part of its body.
	Comments []article.Comment

	raw  fidelity.Content
	root *html.Node
	// silent are the cards of embeds without a file, by index into
	// Article.Embeds.
	silent map[int]*html.Node
}

// Read parses and cleans a page, or an entry of package item. Its errors are
// those of page.Parse and item.Parse.
func (c *Converter) Read(src []byte) (*Document, error) {
	if item.Is(src) {
		s, err := item.Parse(src)
		if err != nil {
			return nil, err
		}
		d := newDocument(s.Article, s.Body, s.Form, s.Trust)
		d.Comments = s.Comments
		return d, nil
	}
	p, err := page.Parse(src)
	if errors.Is(err, page.ErrForeign) && len(c.mappings) > 0 {
		p, err = c.mappings.Read(src)
	}
	if err != nil {
		return nil, err
	}
	trust := article.TrustText
	if p.Scripted {
		trust = article.TrustScript
	}
	d := newDocument(p.Article, p.Body, article.FormHTML, trust)
	d.Comments = p.Comments
	return d, nil
}

func newDocument(a article.Article, body *html.Node, form article.Form, trust article.Trust) *Document {
	d := &Document{Article: a, Form: form, Trust: trust}
	if form == article.FormNone {
		return d
	}
	d.raw = fidelity.Raw(body)
	cleaned := clean.Body(body)
	d.root, d.Inline, d.silent = cleaned.Root, cleaned.Inline, cleaned.Silent
	d.Article.Assets, d.Article.Embeds = cleaned.Assets, cleaned.Embeds
	d.Article.Losses = append(d.Article.Losses, cleaned.Losses...)
	return d
}

// Text is what the raw body shows, without white space.
func (d *Document) Text() string { return string(d.raw.Text) }

// Body is the clean body as HTML.
func (d *Document) Body() ([]byte, error) { return clean.Bytes(d.root) }

// Markdown writes the document as the archive keeps it, and measures it
// against the page: the article's fidelity and losses are complete afterwards.
// image gives the destination of asset n.
func (c *Converter) Markdown(d *Document, image func(n int) string) ([]byte, error) {
	text, err := c.renderer.Render(d.root, image)
	if err != nil {
		return nil, fmt.Errorf("writing Markdown: %w", err)
	}
	figures, losses := fidelity.Compare(d.raw, c.reader.Markdown(text), cards(d.root, image))
	d.Article.Fidelity = figures
	d.Article.Losses = append(d.Article.Losses, losses...)
	return text, nil
}

// Render writes the Markdown of a clean body that was kept.
func (c *Converter) Render(body []byte, image func(n int) string) ([]byte, error) {
	root, err := clean.Parse(body)
	if err != nil {
		return nil, err
	}
	text, err := c.renderer.Render(root, image)
	if err != nil {
		return nil, fmt.Errorf("writing Markdown: %w", err)
	}
	return text, nil
}
