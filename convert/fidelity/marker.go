package fidelity

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// bullets are the characters that authors type where a list has its own.
const bullets = "•·●○▪■◦–-*"

// numberMarks are the characters that end a typed number.
const numberMarks = ".、)．）"

// maxNumber bounds the numbers of lists: Markdown reads nine digits.
const maxNumber = 1e9

// markerLength is how many visible characters at the beginning of an item are
// its marker, typed as text; numbered says that those of its list are numbers.
func markerLength(item *html.Node, numbered bool) int {
	if isList(item) || !numbered && item.Parent.DataAtom != atom.Ul {
		return 0
	}
	b := beginning(item)
	switch {
	case numbered:
		_, length := typedNumber(b.text)
		return length
	case bulletLength(b.text) == 0:
		return 0
	case bulletLength(skipWhite(b.text[1:])) > 0, !b.goesOn(1):
		return 0 // two of them are the text, and so is one by itself
	}
	return 1
}

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

// bulletLength is that of a bullet with white space behind it, which does not
// count.
func bulletLength(text []rune) int {
	if len(text) > 1 && strings.ContainsRune(bullets, text[0]) && unicode.IsSpace(text[1]) {
		return 1
	}
	return 0
}

func skipWhite(text []rune) []rune {
	for len(text) > 0 && unicode.IsSpace(text[0]) {
		text = text[1:]
	}
	return text
}

// isNumbered reports whether all items of a list that show something begin
// with typed numbers, one after the other, and do so once only.
func isNumbered(ol *html.Node) bool {
	first, twice := series{}, series{}
	for d := ol.FirstChild; d != nil; d = d.NextSibling {
		if !isItem(d) || isList(d) && first.items > 0 {
			continue
		}
		b := beginning(d)
		number, length := typedNumber(b.text)
		if length == 0 || !b.goesOn(length) || !first.add(number) {
			return false
		}
		if number, length = typedNumber(skipWhite(b.text[length:])); length == 0 || !twice.add(number) {
			twice.broken = true
		}
	}
	return first.items > 0 && twice.broken
}

// isItem reports whether a child of a list shows anything, be it a card or a
// rule.
func isItem(n *html.Node) bool {
	switch {
	case n.Type != html.ElementNode || isHidden(n):
		return isSeen(n)
	case n.DataAtom == atom.Pre:
		return firstText(n) != nil || holds(n, isNoCode)
	case n.DataAtom == atom.Hr, isShownPicture(n), isFormula(n), clean.IsEmbed(n), clean.ContentBackground(n) != "":
		return true
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if isItem(d) {
			return true
		}
	}
	return false
}

// series is numbers of which each has to be the next.
type series struct {
	next, items int
	broken      bool
}

func (s *series) add(number int) bool {
	if s.items > 0 && number != s.next {
		return false
	}
	s.next, s.items = number+1, s.items+1
	return true
}

// typedNumber is the number a text begins with and the length of it and its
// mark, 0 when there is none. A decimal number is none.
func typedNumber(text []rune) (number, length int) {
	digits := 0
	for digits < len(text) && isDigit(text[digits]) {
		digits++
	}
	if digits == 0 || digits == len(text) || !strings.ContainsRune(numberMarks, text[digits]) {
		return 0, 0
	}
	number, err := strconv.Atoi(string(text[:digits]))
	decimal := (text[digits] == '.' || text[digits] == '．') && digits+1 < len(text) && isDigit(text[digits+1])
	if err != nil || number >= maxNumber || decimal {
		return 0, 0
	}
	return number, digits + 1
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
