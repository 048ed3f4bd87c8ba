package fidelity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// link reads what is in an element, which can be a link. One that holds more
// than text goes on behind it, and so does one beside another that leads to the
// same place.
func (b *beginner) link(n *html.Node, sizeless bool) bool {
	href := ""
	if n.DataAtom == atom.A && !b.linked {
		href = usableHref(n)
	}
	if href == "" {
		return b.inside(n, sizeless)
	}
	before := len(b.links)
	goesOnFrom := before > 0 && b.href == href && b.links[before-1] == len(trimWhite(b.text))
	b.linked, b.href, b.start = true, href, len(b.text)
	goesOn := b.inside(n, sizeless)
	b.linked = false
	end := len(trimWhite(b.text))
	if goesOnFrom && (end > b.start && b.href == href || !goesOn) {
		b.links = slices.Delete(b.links, before-1, before)
	}
	if goesOn && end > b.start {
		b.links = append(b.links, end)
	}
	return goesOn
}

// inside reads what is in an element, which can be a row.
func (b *beginner) inside(n *html.Node, sizeless bool) bool {
	if len(b.text) > 0 || !isFlex(n) {
		return b.children(n, sizeless)
	}
	b.rows++
	goesOn := b.children(n, sizeless)
	b.rows--
	b.beside = b.beside && b.rows > 0
	return goesOn
}

func isFlex(n *html.Node) bool { return strings.HasSuffix(display(attr(n, "style")), "flex") }

// passEdge reports whether the beginning goes on over the edge of a block: where
// nothing was read yet, or a number alone.
func (b *beginner) passEdge() bool {
	if len(b.text) == 0 || b.alone && b.text[len(b.text)-1] == '\n' {
		return true
	}
	b.endBlock()
	b.broken = false
	if b.rows > 0 && len(b.text) == 1 && strings.ContainsRune(bullets, b.text[0]) {
		b.beside = true
		return true
	}
	_, length := typedNumber(b.text)
	if length == 0 || length < len(b.text) || b.alone {
		return false
	}
	b.alone = true
	b.text = append(b.text, '\n')
	return true
}

// endLine takes a break for white space; a second one ends the paragraph.
func (b *beginner) endLine() bool {
	switch {
	case len(b.text) == 0:
		return true
	case b.broken:
		return b.passEdge()
	case b.alone && b.text[len(b.text)-1] == '\n', b.beside:
		return true
	}
	b.broken = true
	b.text = append(b.text, '\n')
	return true
}

// endBlock drops the white space before the end of a block, which is the end of
// a link too.
func (b *beginner) endBlock() bool {
	b.text, b.href = trimWhite(b.text), ""
	if b.linked && len(b.text) > b.start {
		b.links = append(b.links, len(b.text))
	}
	return false
}

func trimWhite(text []rune) []rune {
	for n := len(text); n > 0 && unicode.IsSpace(text[n-1]); n-- {
		text = text[:n-1]
	}
	return text
}

// meet parts a bullet from what stands beside it.
func (b *beginner) meet() {
	if b.beside {
		b.beside = false
		b.text = append(b.text, ' ')
	}
}
