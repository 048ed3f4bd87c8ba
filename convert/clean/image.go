package clean

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// replaceImages turns every picture of the body into img[src=asset:N]: img
// elements, stickers, drawings, pictures inside SVG, and backgrounds of
// elements that hold nothing else. A picture that shows nothing goes. It gives
// every file its number, those of cards too, so that numbers follow the
// reading order.
func (c *cleaner) replaceImages(root *html.Node) {
	each(root, func(n *html.Node) bool {
		switch {
		case isPictureElement(n):
			c.replaceImage(n)
			return false
		case n.DataAtom == atom.Pre, n.DataAtom == atom.Math:
			return false
		case isCard(n):
			c.linkFile(n)
			return false
		case n.DataAtom == atom.Svg:
			c.noteRepeats(n)
		}
		if address := background(n); address != "" && !c.repeats[n] {
			n.AppendChild(imageAt(c.numbered(n, fileAt(address)), ""))
			return false
		}
		return true
	})
}

// IsPicture tells an element of a raw body that shows a picture of its own:
// ImageSource says which.
func IsPicture(n *html.Node) bool {
	return isPictureElement(n) || n.DataAtom == atom.Svg && isDrawing(n)
}

// isPictureElement is IsPicture for elements that are pictures by their name.
func isPictureElement(n *html.Node) bool {
	switch {
	case n.DataAtom == atom.Img:
		source, _ := Formula(n)
		return source == ""
	case n.Data == stickerName:
		return isSticker(n)
	}
	return n.Data == "image"
}

// replaceImage puts the clean form in a picture's place.
func (c *cleaner) replaceImage(n *html.Node) {
	f, isHeld := c.files[n]
	switch {
	case c.repeats[n]:
		f = file{}
	case !isHeld:
		f = pictureFile(n)
	}
	if f.isNothing() {
		n.Parent.RemoveChild(n)
		return
	}
	alt := altText(n)
	if n.Data == stickerName {
		alt = stickerText(n)
	}
	if f.formula {
		c.lose(article.LossMath, "a formula that the page only draws")
	}
	img := imageAt(c.numbered(n, f), alt)
	if isEmoji(n, f.asset.URL) {
		img.Attr = append(img.Attr, html.Attribute{Key: "data-emoji", Val: "true"})
	}
	replace(n, img)
}

// ImageSource reads where a picture of a raw body comes from: the address in
// data-src, a local file in src, or bytes in the page, which a drawing has
// always. All are empty for a picture that shows nothing: a placeholder whose
// address is not known (wechat-pages.md §3.2), a spacer of at most 2 x 2 pixels,
// a picture that the same SVG shows before.
func ImageSource(n *html.Node) (article.Asset, []byte) {
	if isRepeat(n) {
		return article.Asset{}, nil
	}
	f := pictureFile(n)
	return f.asset, f.data
}

func pictureFile(n *html.Node) file {
	switch {
	case n.DataAtom == atom.Svg:
		return drawingFile(n)
	case n.Data == stickerName:
		return stickerFile(n)
	case isSpacer(n):
		return file{}
	}
	f := addressedFile(n)
	if !f.isNothing() {
		f.asset.Width, _ = strconv.Atoi(attr(n, "data-w"))
		f.asset.Ratio, _ = strconv.ParseFloat(attr(n, "data-ratio"), 64)
	}
	return f
}

// addressedFile reads a picture's addresses. The one that the page keeps for
// its scripts counts where it has one; beside it, what is shown counts only
// when it is a file of the export or its bytes.
func addressedFile(n *html.Node) file {
	shown := shownAddress(n)
	kept := keptAddress(n)
	switch {
	case kept == "" && shown == "":
		return fileAt(localAddress(n))
	case kept == "":
		return fileAt(shown)
	}
	f := file{asset: article.Asset{URL: kept}}
	switch {
	case strings.HasPrefix(shown, "data:image/svg"):
		// The platform's own placeholder is a drawing.
	case strings.HasPrefix(shown, "data:"):
		f.data = inlineData(shown)
	case shown != "":
		f.asset.Ref = fileAt(shown).asset.Ref
	}
	return f
}

// keptAddress is the picture's address on the network, which the page keeps
// for its scripts. Those of the uncropped picture and of the one behind it
// are another picture's.
func keptAddress(n *html.Node) string {
	for _, name := range []string{"data-src", "data-wxurl", "data-lazy-bgimg", "data-sf-original-src"} {
		if address := remoteURL(attr(n, name)); address != "" {
			return address
		}
	}
	return ""
}

// shownAddress is the address a browser shows, "" for a placeholder.
func shownAddress(n *html.Node) string {
	address := attr(n, "src")
	if n.DataAtom != atom.Img {
		address = cmp.Or(address, attr(n, "href"), attr(n, "xlink:href"))
	}
	if address = strings.TrimSpace(address); isPlaceholder(address) {
		return ""
	}
	return address
}

// localAddress is the name of a file that a tool put into an attribute that no
// browser shows.
func localAddress(n *html.Node) string {
	for _, name := range []string{"data-src", "tmpsrc"} {
		if address := strings.TrimSpace(attr(n, name)); !isPlaceholder(address) {
			return address
		}
	}
	return ""
}

// isPlaceholder recognises what stands in a picture's place until it is
// scrolled into view.
func isPlaceholder(src string) bool {
	if src == "" || strings.HasPrefix(src, "about:") {
		return true
	}
	if strings.HasPrefix(src, "data:") {
		return len(src) < minInline || isDot(src)
	}
	name := src[strings.LastIndexByte(src, '/')+1:]
	return strings.HasPrefix(name, "pic_blank") || strings.HasPrefix(name, "loading.gif")
}

// minInline is the length of a data address below which it is a placeholder:
// the 1x1 pictures pages use have 100 to 250 characters.
const minInline = 300

// mostSpacer is the side in pixels up to which a picture shows nothing.
const mostSpacer = 2

// isSpacer recognises pictures that keep a place or count readers: neither
// width nor height, where the page gives both, is more than two pixels; the
// natural width, where it gives no ratio to it.
func isSpacer(n *html.Node) bool {
	if n.DataAtom != atom.Img {
		return false
	}
	if width := attr(n, "data-w"); width != "" {
		w, err := strconv.ParseFloat(width, 64)
		ratio, _ := strconv.ParseFloat(attr(n, "data-ratio"), 64)
		return err == nil && 0 < w && w <= mostSpacer && w*ratio <= mostSpacer
	}
	w, errW := strconv.ParseFloat(attr(n, "width"), 64)
	h, errH := strconv.ParseFloat(attr(n, "height"), 64)
	return errW == nil && errH == nil && w <= mostSpacer && h <= mostSpacer
}
