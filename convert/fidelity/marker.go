package fidelity

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bullets are the characters that authors type where a list has its own.
const bullets = "•·●○▪■◦–-*"

// numberMarks are the characters that end a typed number.
const numberMarks = ".、)．）"

// maxNumber bounds the numbers of lists: Markdown reads nine digits.
const maxNumber = 1e9

// markers are how many visible characters at the beginning of the items of a
// list are their markers, typed as text: a bullet or a number that an item shows
// first, and more behind it, however far.
func markers(list *html.Node, sizeless bool) map[*html.Node]int {
	items := openings(list, sizeless)
	length := bulletOf
	if list.DataAtom == atom.Ol {
		length = numberOf
		if !isNumbered(items) {
			return nil
		}
	}
	lengths := map[*html.Node]int{}
	for _, o := range items {
		lengths[o.item] = length(o)
	}
	return lengths
}

// bulletOf is the length of the bullet an item begins with. Two of them are the
// text, and so is one by itself.
func bulletOf(o *opening) int {
	if bulletLength(o.text) == 0 || bulletLength(o.behind(1)) > 0 || !o.goesOn(1) {
		return 0
	}
	return 1
}

func numberOf(o *opening) int {
	_, length := typedNumber(o.text)
	return length
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

// isNumbered reports whether all items of a list begin with typed numbers, one
// after the other, and do so once only.
func isNumbered(items []*opening) bool {
	first, twice := series{}, series{}
	for _, o := range items {
		number, length := typedNumber(o.text)
		if length == 0 || !o.goesOn(length) || !first.add(number) {
			return false
		}
		if number, length = typedNumber(o.behind(length)); length == 0 || !twice.add(number) {
			twice.broken = true
		}
	}
	return len(items) > 0 && twice.broken
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

// withoutTyped takes the first visible characters off a text, and gives how
// many are still to be taken off what follows.
func withoutTyped(s string, typed int) (rest string, left int) {
	for i, r := range s {
		if typed == 0 {
			return s[i:], 0
		}
		if isVisible(r) {
			typed--
		}
	}
	return "", typed
}
