package clean

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// Interactive drawings hold a picture several times, to move one copy over
// the other: within one SVG a picture counts once, where it stands first.

// isRepeat reports a picture or a background that the outermost SVG around it
// shows before. Only what a reader sees counts.
func isRepeat(n *html.Node) bool {
	svg := outermostSVG(n)
	if svg == nil {
		return false
	}
	s := search{picture: n, key: pictureKey(n)}
	if s.key != "" {
		s.in(svg)
	}
	return s.found
}

func outermostSVG(n *html.Node) *html.Node {
	var svg *html.Node
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Svg {
			svg = p
		}
	}
	return svg
}

// pictureKey is what two copies of a picture or a background share.
func pictureKey(n *html.Node) string {
	var f file
	if isPictureElement(n) {
		f = pictureFile(n)
	} else {
		f = fileAt(namedBackground(n))
	}
	return cmp.Or(article.CDNID(f.asset.URL), f.asset.URL, f.asset.Ref, string(f.data))
}

// maxSearch is how many elements of an SVG are looked at.
const maxSearch = 1000

// search looks for a copy of a picture in reading order, up to the picture.
type search struct {
	picture     *html.Node
	key         string
	steps       int
	found, over bool
}

func (s *search) in(n *html.Node) {
	for d := n.FirstChild; d != nil && !s.over; d = d.NextSibling {
		if d.Type == html.ElementNode {
			s.at(d)
		}
	}
}

func (s *search) at(n *html.Node) {
	s.steps++
	switch {
	case n == s.picture, s.steps > maxSearch:
		s.over = true
	case isHidden(n), drawsFormula(n), IsEmbed(n) && !swallowed(n):
	case pictureKey(n) != s.key:
		s.in(n)
	case isPictureElement(n), background(n) != "":
		s.found, s.over = true, true
	default:
		s.in(n)
	}
}

// drawsFormula reports what draws a formula by its name, class or attributes.
func drawsFormula(n *html.Node) bool {
	if n.DataAtom == atom.Math || n.Data == "mjx-container" {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "data-formula", "data-math-raw", "data-tex", "data-latex", "eeimg":
			return true
		case "class":
			if strings.Contains(a.Val, "katex") || strings.Contains(a.Val, "MathJax") {
				return true
			}
		}
	}
	return false
}

// noteRepeats finds the repeats in an SVG while all its pictures stand there.
func (c *cleaner) noteRepeats(svg *html.Node) {
	if outermostSVG(svg) != nil {
		return
	}
	each(svg, func(n *html.Node) bool {
		if isPictureElement(n) || background(n) != "" {
			c.repeats[n] = isRepeat(n)
		}
		return true
	})
}
