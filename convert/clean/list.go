package clean

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list builds a list from its items. A list beside the items belongs to the
// item before it; anything else that shows is an item.
func (b *builder) list(n *html.Node, f format) {
	dropMarkers(n, f)
	list := element(n.DataAtom)
	setStart(list, firstNumber(n))
	for d := n.FirstChild; d != nil; {
		next := d.NextSibling
		b.item(list, d, f)
		d = next
	}
	if list.FirstChild == nil {
		return
	}
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		joinSeries(li)
	}
	b.block(list)
}

// firstNumber is the number a list begins with, 1 where it says none.
func firstNumber(list *html.Node) int {
	n, err := strconv.Atoi(attr(list, "start"))
	if list.DataAtom != atom.Ol || err != nil || n < 0 || n >= maxNumber {
		return 1
	}
	return n
}

// maxNumber bounds the numbers of lists: Markdown reads nine digits.
const maxNumber = 1e9

// setStart says what number a list begins with; nothing says the usual 1.
func setStart(list *html.Node, n int) {
	list.Attr = nil
	if n != 1 {
		list.Attr = []html.Attribute{{Key: "start", Val: strconv.Itoa(n)}}
	}
}

func (b *builder) item(list, n *html.Node, f format) {
	var content *html.Node
	if n.DataAtom == atom.Li {
		content = b.inside(n, f.within(n))
	} else {
		content = b.collect(func(inner *builder) { inner.node(n, f) })
	}
	switch {
	case content.FirstChild == nil:
	case isList(n) && list.LastChild != nil:
		moveChildren(list.LastChild, content)
	default:
		li := element(atom.Li)
		moveChildren(li, content)
		unwrapItem(li)
		list.AppendChild(li)
	}
}

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

// unwrapItem takes the paragraph off an item that has only lists behind it:
// its text stands in the item itself, and the list can be written tight.
func unwrapItem(li *html.Node) {
	p := li.FirstChild
	if p.DataAtom != atom.P {
		return
	}
	for d := p.NextSibling; d != nil; d = d.NextSibling {
		if !isList(d) {
			return
		}
	}
	for _, n := range detach(p) {
		li.InsertBefore(n, p)
	}
	li.RemoveChild(p)
}

// joinSeries makes one list of numbered lists of one item each that follow
// each other: editors write a list that way. The numbers tell where they are
// written; where none has any, each list is the next item.
func joinSeries(container *html.Node) {
	for d := container.FirstChild; d != nil; d = d.NextSibling {
		if !isSingle(d) {
			continue
		}
		first, length, numbered := firstNumber(d), 1, hasStart(d)
		for next := d.NextSibling; next != nil && isSingle(next); next = d.NextSibling {
			if hasStart(next) && firstNumber(next) == first+length {
				numbered = true
			} else if hasStart(next) || numbered {
				break
			}
			container.RemoveChild(next)
			moveChildren(d, next)
			length++
		}
	}
}

// isSingle reports a numbered list of one item.
func isSingle(n *html.Node) bool {
	return n.DataAtom == atom.Ol && n.FirstChild == n.LastChild
}

func hasStart(list *html.Node) bool { return len(list.Attr) > 0 }
