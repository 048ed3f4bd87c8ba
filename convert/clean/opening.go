package clean

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// opening is the plain text that an item of a list begins with: text set as no
// code, neither raised nor lowered, and in no list or table inside the item.
type opening struct {
	// text has one space for any white space, break or edge of a block, and none
	// at its start.
	text strings.Builder
	// spots are the places of its visible characters.
	spots []spot
	// ended says that something else shows behind the text, in a link to href.
	ended bool
	href  string
	// beside is a list beside the item, if that is what shows behind the text.
	beside *html.Node
}

// spot is the place of a character: its bytes begin at start in an opening and
// end at end in a text node, in a link to href.
type spot struct {
	start int
	node  *html.Node
	end   int
	href  string
}

// place is how an element is set: in a link to href, and apart from plain text.
type place struct {
	href  string
	apart bool
}

// openingLength is how much of an item's text is looked at.
const openingLength = 64

// openings reads the items of a list that show something. A list beside the
// items belongs to the one before it.
func openings(list *html.Node, href string) []*opening {
	var all []*opening
	for d := list.FirstChild; d != nil; d = d.NextSibling {
		if n := len(all); isList(d) && n > 0 {
			all[n-1].readBeside(d, href)
			continue
		}
		o := &opening{}
		o.read(d, place{href: href})
		if o.ended || len(o.spots) > 0 {
			all = append(all, o)
		}
	}
	return all
}

func (o *opening) readBeside(list *html.Node, href string) {
	if !o.ended && !o.read(list, place{href: href}) {
		o.beside = list
	}
}

// read reads on; it is false where the opening has ended.
func (o *opening) read(n *html.Node, p place) bool {
	switch {
	case n.Type == html.TextNode:
		return o.readText(n, p)
	case n.DataAtom == atom.Br:
		return o.space()
	case n.DataAtom == atom.Img, n.DataAtom == atom.Math && !isBlankText(n):
		return o.space() && o.end(p.href)
	case n.DataAtom == atom.Hr, isCard(n):
		return o.space() && o.end("")
	case standsApart(n):
		return o.space() && o.children(n, p.within(n)) && o.space()
	}
	return o.children(n, p.within(n))
}

func (o *opening) children(n *html.Node, p place) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if !o.read(d, p) {
			return false
		}
	}
	return true
}

func (o *opening) readText(n *html.Node, p place) bool {
	for i, r := range n.Data {
		switch {
		case unicode.IsSpace(r):
			o.space()
		case isBlank(r):
		case p.apart, o.text.Len() > openingLength:
			return o.end(p.href)
		default:
			o.spots = append(o.spots, spot{o.text.Len(), n, i + len(string(r)), p.href})
			o.text.WriteRune(r)
		}
	}
	return true
}

// space adds a space, but at the start and behind another.
func (o *opening) space() bool {
	if text := o.text.String(); text != "" && !strings.HasSuffix(text, " ") {
		o.text.WriteByte(' ')
	}
	return true
}

func (o *opening) end(href string) bool {
	o.ended, o.href = true, href
	return false
}

// within is the place inside an element.
func (p place) within(n *html.Node) place {
	switch n.DataAtom {
	case atom.A:
		if href := linkAddress(n); href != "" {
			p.href = href
		}
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp, atom.Sub, atom.Sup, atom.Pre, atom.Ul, atom.Ol, atom.Table:
		p.apart = true
	}
	return p
}

// standsApart reports elements that stand on lines of their own, where tables
// are those of data and a pre is code.
func standsApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.Ul, atom.Ol, atom.Table, atom.Blockquote:
		return true
	}
	return isHeading(n) || isBlock(n)
}

// goesOn reports whether the item shows something behind the first n bytes, and
// in the link that they are in, which would be lost with them.
func (o *opening) goesOn(n int) bool {
	around := o.spots[0].href
	for _, s := range o.spots {
		switch {
		case s.start >= n:
			return around == "" || s.href == around
		case s.href != around:
			return false
		}
	}
	return o.ended && (around == "" || o.href == around)
}

// cut takes the first n bytes off the item. A list beside it makes the item,
// where the item showed nothing more.
func (o *opening) cut(n int) {
	marker := o.spots
	if i := slices.IndexFunc(o.spots, func(s spot) bool { return s.start >= n }); i > 0 {
		marker = o.spots[:i]
	} else if o.beside != nil {
		li := element(atom.Li)
		replace(o.beside, li)
		li.AppendChild(o.beside)
	}
	for i, s := range marker {
		if i == len(marker)-1 {
			s.node.Data = s.node.Data[s.end:]
		} else if s.node != marker[i+1].node {
			s.node.Data = ""
		}
	}
}
