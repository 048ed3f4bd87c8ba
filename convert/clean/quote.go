package clean

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quote keeps a quote, with the source that the platform's own names.
func (b *builder) quote(n *html.Node, f format) {
	source := quoteSource(n) // before what is quoted moves out
	inner := b.inside(n, f)
	if inner.FirstChild == nil {
		return
	}
	quote := element(atom.Blockquote)
	moveChildren(quote, inner)
	if source != nil {
		quote.AppendChild(source)
	}
	b.block(quote)
}

// quoteSource is a paragraph that says where the platform's own quote is from,
// which its scripts wrote below it; nil where nobody is named, nothing is
// quoted, or the page has that line already (wechat-pages.md §4).
func quoteSource(n *html.Node) *html.Node {
	if n.DataAtom != atom.Blockquote || !hasClass(n, "js_blockquote_wrap") {
		return nil
	}
	author, title := embedText(n, "data-author-name"), embedText(n, "data-source-title")
	written := textContent(n)
	if author+title == "" || isBlankText(n) || strings.Contains(written, cmp.Or(title, author)) {
		return nil
	}
	address := attr(n, "data-url")
	href := cmp.Or(safeHref(address), safeHref(decoded(address)))
	source := run{format: format{href: href}, text: cmp.Or(title, author)}
	lead := "— "
	if title != "" && author != "" {
		lead += author + " "
	}
	p := element(atom.P)
	for _, d := range nest(joinRuns([]run{{text: lead}, source})) {
		p.AppendChild(d)
	}
	return p
}

// looksQuoted reports a block in the style that GitHub gives to quotes, which
// some converters write in their place: grey text behind a light grey bar.
func looksQuoted(n *html.Node) bool {
	if !strings.Contains(attr(n, "style"), "border-left") {
		return false
	}
	bar := strings.Fields(strings.ReplaceAll(keyword(n, "border-left"), ", ", ","))
	if len(bar) != 3 || bar[1] != "solid" || !isBarWidth(bar[0]) {
		return false
	}
	light, ok := grey(bar[2])
	dark, also := grey(keyword(n, "color"))
	return ok && also && light >= 0xc0 && 0x50 <= dark && dark <= 0xa0 && hasLeftPadding(n)
}

func isBarWidth(s string) bool { return s == ".25em" || s == "0.25em" || s == "4px" }

func hasLeftPadding(n *html.Node) bool {
	if left := style(n, "padding-left"); left != "" {
		return !isZero(left)
	}
	switch sides := strings.Fields(style(n, "padding")); len(sides) {
	case 1:
		return !isZero(sides[0])
	case 2, 3:
		return !isZero(sides[1])
	case 4:
		return !isZero(sides[3])
	}
	return false
}

// maxTint is how far the parts of a grey may lie apart.
const maxTint = 24

// grey is how light a colour is, from 0 to 255, if it is a grey.
func grey(colour string) (light int, ok bool) {
	parts, ok := channels(colour)
	if !ok {
		return 0, false
	}
	low, high := min(parts[0], parts[1], parts[2]), max(parts[0], parts[1], parts[2])
	return (low + high) / 2, high-low <= maxTint
}

// channels reads #rgb, #rrggbb and rgb(r,g,b).
func channels(colour string) (parts [3]int, ok bool) {
	base, texts := 16, []string{}
	if list, found := strings.CutPrefix(colour, "rgb("); found {
		base, texts = 10, strings.Split(strings.TrimSuffix(list, ")"), ",")
	} else if hex, found := strings.CutPrefix(colour, "#"); found {
		texts = hexPairs(hex)
	}
	if len(texts) != 3 {
		return parts, false
	}
	for i, text := range texts {
		n, err := strconv.ParseUint(strings.TrimSpace(text), base, 8)
		if err != nil {
			return parts, false
		}
		parts[i] = int(n)
	}
	return parts, true
}

func hexPairs(hex string) []string {
	switch len(hex) {
	case 3:
		return []string{hex[:1] + hex[:1], hex[1:2] + hex[1:2], hex[2:] + hex[2:]}
	case 6:
		return []string{hex[:2], hex[2:4], hex[4:]}
	}
	return nil
}
