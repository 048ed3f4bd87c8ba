package fidelity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// opening is the plain text that an item of a list begins with: no code, neither
// raised nor lowered, in no list and no table of data inside the item.
type opening struct {
	item *html.Node
	// text has one space for all that parts characters, and none at its start.
	text []rune
	// hrefs are where the links around these characters lead.
	hrefs []string
	// ended says that something else shows behind the text, in a link to href.
	ended bool
	href  string
}

// openingLength is how much of an item is read.
const openingLength = 64

// spot is how the text at a place in an item is set.
type spot struct {
	// sizeless says that it has size zero, apart that it is no plain text.
	sizeless, apart bool
	// href is where the link around it leads.
	href string
}

// openings reads the items of a list that show something. A list beside the
// items belongs to the one before it.
func openings(list *html.Node, sizeless bool) []*opening {
	around := spot{sizeless: sizeless, href: hrefAround(list)}
	var found []*opening
	for d := list.FirstChild; d != nil; d = d.NextSibling {
		if isList(d) && len(found) > 0 {
			found[len(found)-1].readOn(d, around)
			continue
		}
		o := &opening{item: d}
		o.readOn(d, around)
		if o.ended || len(o.text) > 0 {
			found = append(found, o)
		}
	}
	return found
}

// hrefAround is where the link around an element leads, "" for none.
func hrefAround(n *html.Node) string {
	for p := n.Parent; p != nil; p = p.Parent {
		if href := linkHref(p); href != "" {
			return href
		}
	}
	return ""
}

func isInLink(n *html.Node) bool { return hrefAround(n) != "" }

func linkHref(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	return usableHref(n)
}

func (o *opening) readOn(n *html.Node, s spot) {
	switch n.Type {
	case html.TextNode:
		if !s.sizeless || strings.TrimSpace(n.Data) == "" {
			o.add(n.Data, s)
		}
	case html.ElementNode:
		if l := lookOf(n); !o.ended && (!l.hidden || isFormulaScript(n)) {
			s.sizeless = l.sizeless.over(s.sizeless)
			o.element(n, s)
		}
	}
}

func (o *opening) element(n *html.Node, s spot) {
	switch {
	case n.DataAtom == atom.Br:
		o.part()
	case isFormula(n), isShownPicture(n):
		o.figure(s.href)
	case clean.IsPicture(n):
	case clean.IsEmbed(n), n.DataAtom == atom.Hr:
		o.figure("")
	case isBlockOfCode(n):
		o.code(n)
	case endsLine(n):
		o.part()
		o.inside(n, s)
		o.part()
	default:
		o.inside(n, s)
	}
}

// inside reads what is in an element, or its background where that is all.
func (o *opening) inside(n *html.Node, s spot) {
	if href := linkHref(n); href != "" {
		s.href = href
	}
	if clean.ContentBackground(n) != "" {
		o.figure(s.href)
		return
	}
	s.apart = s.apart || isSetApart(n)
	for d := n.FirstChild; d != nil && !o.ended; d = d.NextSibling {
		o.readOn(d, s)
	}
}

// code passes a block of code that shows nothing and ends at any other, which
// can be a part of a sentence.
func (o *opening) code(pre *html.Node) {
	switch lines := codeLines(pre); {
	case len(lines) == 0:
	case isInSentence(pre, lines):
		o.add(lines[0], spot{apart: true})
	default:
		o.figure("")
	}
}

func (o *opening) add(text string, s spot) {
	for _, r := range text {
		switch {
		case o.ended:
		case unicode.IsSpace(r):
			o.part()
		case !isVisible(r):
		case s.apart, len(o.text) > openingLength:
			o.end(s.href)
		default:
			o.text, o.hrefs = append(o.text, r), append(o.hrefs, s.href)
		}
	}
}

// part adds a space, but at the start and behind another.
func (o *opening) part() {
	if n := len(o.text); n > 0 && !o.ended && o.text[n-1] != ' ' {
		o.text, o.hrefs = append(o.text, ' '), append(o.hrefs, "")
	}
}

// figure ends the text at something that is none, in a link to href.
func (o *opening) figure(href string) {
	o.part()
	o.end(href)
}

func (o *opening) end(href string) { o.ended, o.href = true, href }

// goesOn reports whether the item shows something behind its first characters,
// and in the link that they are in, which would be lost with them.
func (o *opening) goesOn(length int) bool {
	href, ended := o.href, o.ended
	if rest := o.behind(length); len(rest) > 0 {
		href, ended = o.hrefs[len(o.hrefs)-len(rest)], true
	}
	isElsewhere := func(marker string) bool { return marker != o.hrefs[0] }
	return ended && !slices.ContainsFunc(o.hrefs[:length], isElsewhere) && (o.hrefs[0] == "" || o.hrefs[0] == href)
}

// behind is the text behind its first characters, without a space at its start.
func (o *opening) behind(length int) []rune {
	rest := o.text[length:]
	if len(rest) > 0 && rest[0] == ' ' {
		return rest[1:]
	}
	return rest
}

// isSetApart reports elements whose text is more than plain text, or in a list
// or a table of its own.
func isSetApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Code:
		return !isLayoutCode(n)
	case atom.Tt, atom.Kbd, atom.Samp, atom.Sub, atom.Sup, atom.Ul, atom.Ol:
		return true
	case atom.Table:
		return clean.IsDataTable(n)
	}
	return false
}

// isBlockOfCode reports an element that is a block of code and no layout.
func isBlockOfCode(n *html.Node) bool {
	return isCodeElement(n) && !isInLink(n) && !holds(n, isNoCode)
}

// endsLine reports elements that stand on lines of their own.
func endsLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Blockquote, atom.Table, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	switch display := display(attr(n, "style")); {
	case display == "inline":
		return false
	case isBlockDisplay(display), isBlockName(n):
		return true
	}
	return n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Svg
}
