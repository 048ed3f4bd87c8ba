package markdown

import (
	"bytes"
	"fmt"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// Renderer writes clean bodies in one dialect. It serves one goroutine at a
// time; it may be used for any number of bodies.
type Renderer struct {
	dialect Dialect
	special *[256]bool
	conv    *converter.Converter
	blocks  map[string]blockRenderer

	out    []byte
	pieces []piece // scratch for one block's inline content
	image  func(n int) string
	err    error
	// avoid is the list marker that would join the next list to its
	// neighbour; marker is the one that the last list took.
	avoid, marker byte
	// items counts the list items around the block being written, quotes the
	// block quotes.
	items, quotes int
}

// blockRenderer appends the Markdown of one block to the renderer's output,
// without a newline at its end.
type blockRenderer func(ctx converter.Context, n *html.Node)

// NewRenderer prepares a renderer for d.
func NewRenderer(d Dialect) *Renderer {
	r := &Renderer{dialect: d, special: d.special()}
	r.blocks = map[string]blockRenderer{
		"p": r.paragraph, "aside": r.card, "math": r.formulaBlock,
		"h1": r.heading, "h2": r.heading, "h3": r.heading,
		"h4": r.heading, "h5": r.heading, "h6": r.heading,
		"blockquote": r.quote, "hr": r.rule, "pre": r.codeBlock,
		"ul": r.list, "ol": r.list, "table": r.table,
	}
	r.conv = converter.NewConverter(
		converter.WithPlugins(plugin{r}),
		converter.WithEscapeMode(converter.EscapeModeDisabled),
	)
	return r
}

// Render writes the clean body under root; root is left as it was. image gives
// the destination of asset n, be it shown or linked to; where it is "", the
// image's alt text or the link's text stands alone. It fails on an image that
// names no asset.
func (r *Renderer) Render(root *html.Node, image func(n int) string) ([]byte, error) {
	r.out, r.err, r.image = r.out[:0], nil, image
	r.avoid, r.marker, r.items, r.quotes = 0, 0, 0, 0
	_, err := r.conv.ConvertNode(root)
	if err == nil {
		err = r.err
	}
	if err != nil {
		return nil, fmt.Errorf("rendering markdown: %w", err)
	}
	if len(r.out) > 0 {
		r.out = append(r.out, '\n')
	}
	return bytes.Clone(r.out), nil
}

// plugin hands every node that the converter meets to the renderer. It is one
// handler with a table, not a handler per element, because the converter copies
// and sorts its handlers anew for each node.
type plugin struct{ r *Renderer }

// Name is the plugin's name in the converter.
func (plugin) Name() string { return "wxbackup" }

// Init registers the handler.
func (p plugin) Init(conv *converter.Converter) error {
	conv.Register.Renderer(p.r.dispatch, converter.PriorityStandard)
	return nil
}

// dispatch writes one node to the renderer's own output: the converter's
// writer cannot be looked back into, which indenting and flanking need. An
// element that is no block of the vocabulary, the root among them, is
// transparent.
func (r *Renderer) dispatch(ctx converter.Context, _ converter.Writer, n *html.Node) converter.RenderStatus {
	if render, ok := r.blocks[n.Data]; ok {
		render(ctx, n)
	} else {
		r.sequence(ctx, n, blockGap)
	}
	return converter.RenderSuccess
}
