package clean

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// formulaAlt describes a formula of which only the drawing is known.
const formulaAlt = "公式"

// holdDrawing puts a picture in a drawing's place, to be numbered in its turn.
// Until then it has a name of its own, so that it is seen to be one.
func (c *cleaner) holdDrawing(svg *html.Node) {
	f := drawingFile(svg)
	img := element(atom.Img, html.Attribute{Key: "src", Val: "drawing" + strconv.Itoa(len(c.files))})
	if f.formula {
		img.Attr = append(img.Attr, html.Attribute{Key: "alt", Val: formulaAlt})
		if _, height := drawnSize(svg); height <= mostEmoji && isInText(svg) {
			img.Attr = append(img.Attr, html.Attribute{Key: "data-emoji", Val: "true"})
		}
	}
	c.files[img] = f
	replace(svg, img)
}

// leastDrawing is the side in pixels that a drawing exceeds: what is smaller
// is an ornament of the layout.
const leastDrawing = 48

// isDrawing reports an svg element that is a picture by itself: it draws a
// formula of which the page has no source, or shapes and nothing else, larger
// than an icon. Inside code it is the window's ornament, and inside another
// SVG a part of that.
func isDrawing(n *html.Node) bool {
	if !standsAlone(n) || isFormula(n) || attr(n, "data-lazy-bgimg") != "" || containsFold(attr(n, "style"), "url(") {
		return false
	}
	var d drawn
	d.look(n)
	if !d.shapes || d.others {
		return false
	}
	if d.formula || isFormulaByMeasure(n) {
		return true
	}
	width, height := drawnSize(n)
	return !d.text && width > leastDrawing && height > leastDrawing
}

func standsAlone(svg *html.Node) bool {
	inside := true // of the same drawing
	for p := svg; p != nil; p = p.Parent {
		if p.DataAtom == atom.Pre && !isLayout(p) {
			return false
		}
		if p.Data == "foreignObject" {
			inside = false
		}
		if p != svg && p.DataAtom == atom.Svg && inside {
			return false
		}
	}
	return true
}

// drawn is what an SVG is made of, as far as a reader sees it.
type drawn struct {
	shapes, text, formula bool
	// others says that it holds more than a file can: pages, pictures, embeds.
	others bool
}

func (d *drawn) look(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			d.text = d.text || !isBlankString(child.Data)
			continue
		case child.Type != html.ElementNode || isHidden(child), child.Data == "metadata":
			continue
		case isShape(child.Data):
			d.shapes = d.shapes || isPainted(child)
		case isForeign(child):
			d.others = true
			return
		}
		d.formula = d.formula || attr(child, "data-mml-node") != ""
		d.look(child)
	}
}

// isForeign reports what a drawing can hold and a file of it cannot.
func isForeign(n *html.Node) bool {
	return n.Namespace != "svg" || n.Data == "image" || n.Data == "foreignObject" || isCustomName(n.Data)
}

func isShape(name string) bool {
	switch name {
	case "path", "polygon", "polyline", "rect", "circle", "ellipse", "line", "use":
		return true
	}
	return false
}

// isPainted reports a shape that leaves a trace: areas to click on do not.
func isPainted(n *html.Node) bool {
	for p := n; p != nil && p.Namespace == "svg"; p = p.Parent {
		if opacity := presented(p, "opacity"); opacity != "" && isZero(opacity) {
			return false
		}
	}
	if isUnpainted(presented(n, "stroke")) {
		fill, opacity := presented(n, "fill"), presented(n, "fill-opacity")
		return fill == "" || !isUnpainted(fill) && (opacity == "" || !isZero(opacity))
	}
	return true
}

func isUnpainted(paint string) bool {
	return paint == "" || strings.EqualFold(paint, "none") || strings.EqualFold(paint, "transparent")
}

// presented is the value of a property that style or an attribute can set.
func presented(n *html.Node, property string) string {
	if value := style(n, property); value != "" {
		return value
	}
	return strings.TrimSpace(attr(n, property))
}

// isFormulaByMeasure recognises the drawings of formulas by their measures,
// which are in heights of the letter x, or by what holds them.
func isFormulaByMeasure(svg *html.Node) bool {
	for _, property := range []string{"width", "height", "vertical-align"} {
		if unit := strings.TrimLeft(presented(svg, property), "+-.0123456789"); strings.EqualFold(unit, "ex") {
			return true
		}
	}
	return svg.Parent != nil && svg.Parent.Data == "mjx-container"
}

// drawnSize is a drawing's size in pixels: by its attributes or style, else by
// its viewBox.
func drawnSize(svg *html.Node) (width, height float64) {
	width, height = pixels(presented(svg, "width")), pixels(presented(svg, "height"))
	box := strings.FieldsFunc(attr(svg, "viewBox"), func(r rune) bool { return r == ' ' || r == ',' })
	if len(box) != 4 {
		return width, height
	}
	boxWidth, boxHeight := pixels(box[2]), pixels(box[3])
	switch {
	case boxWidth <= 0 || boxHeight <= 0:
	case width == 0 && height == 0:
		return boxWidth, boxHeight
	case width == 0:
		width = height * boxWidth / boxHeight
	case height == 0:
		height = width * boxHeight / boxWidth
	}
	return width, height
}

// units are the lengths that say how large something is by themselves, in
// pixels.
var units = map[string]float64{"": 1, "px": 1, "pt": 4.0 / 3, "em": 16, "rem": 16, "ex": 8, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54}

// pixels is a length, 0 for one that depends on the page.
func pixels(length string) float64 {
	unit := strings.ToLower(strings.TrimLeft(length, "+-.0123456789"))
	number, err := strconv.ParseFloat(strings.TrimSuffix(strings.ToLower(length), unit), 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		return 0
	}
	return number * units[unit]
}

// drawingFile is a drawing as a file of its own.
func drawingFile(svg *html.Node) file {
	var d drawn
	d.look(svg)
	width, height := drawnSize(svg)
	f := file{data: drawingBytes(svg), formula: d.formula || isFormulaByMeasure(svg)}
	if width >= 1 && height >= 1 && width < math.MaxInt32 {
		f.asset = article.Asset{Width: int(math.Round(width)), Ratio: math.Round(height/width*10000) / 10000}
	}
	return f
}

func drawingBytes(svg *html.Node) []byte {
	var b bytes.Buffer
	// Writing to memory cannot fail.
	_ = html.Render(&b, safeDrawing(svg))
	return b.Bytes()
}
