package clean

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropMarkers takes markers out of a raw list that were typed beside the list's
// own: editors that hide those write them as text. A typed marker is the first
// that an item shows, a bullet or a number in plain text. Whatever parts it from
// the rest of the item, a space, breaks or the end of a paragraph, it is the
// item's marker; without a rest, or where a second one follows, it is text.
func dropMarkers(list *html.Node, f format) {
	if f.marks&(monospace|subscript|superscript) != 0 {
		return
	}
	items := openings(list, f.href)
	if list.DataAtom == atom.Ul {
		dropBullets(items)
		return
	}
	dropNumbers(list, items)
}

// dropBullets takes each item by itself.
func dropBullets(items []*opening) {
	for _, o := range items {
		if text := o.whole(); isTypedBullet(text) && o.goesOn(bulletLength(text)) {
			o.cut(bulletLength(text))
		}
	}
}

// dropNumbers takes the numbers off a list that was typed from one end to the
// other, which then begins with the number typed first. Where numbers stand
// twice, they are the text.
func dropNumbers(list *html.Node, items []*opening) {
	start, ok := typedFrom(items, (*opening).whole)
	_, twice := typedFrom(items, (*opening).behindNumber)
	if !ok || twice || slices.ContainsFunc(items, isNumberAlone) {
		return
	}
	for _, o := range items {
		_, length := typedNumber(o.whole())
		o.cut(length)
	}
	setStart(list, start)
}

func isNumberAlone(o *opening) bool {
	_, length := typedNumber(o.whole())
	return !o.goesOn(length)
}

// bullets are the characters that stand for a list's own marker.
const bullets = "•·●○▪■◦–-*"

// isTypedBullet reports a text with one bullet before it. With two of them
// they are the text.
func isTypedBullet(text string) bool {
	n := bulletLength(text)
	return n > 0 && bulletLength(strings.TrimLeftFunc(text[n:], unicode.IsSpace)) == 0
}

// bulletLength is how many bytes of a text are a bullet with white space
// behind it, which does not count.
func bulletLength(text string) int {
	r, n := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[n:])
	if n == 0 || !strings.ContainsRune(bullets, r) || !unicode.IsSpace(next) {
		return 0
	}
	return n
}

// typedNumber is the number a text begins with and the length of its marker,
// which is 0 for none. A decimal number is none.
func typedNumber(text string) (number, length int) {
	digits := 0
	for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
		digits++
	}
	number, err := strconv.Atoi(text[:digits])
	mark, size := utf8.DecodeRuneInString(text[digits:])
	if err != nil || number >= maxNumber || size == 0 || !strings.ContainsRune(".、)．）", mark) {
		return 0, 0
	}
	length = digits + size
	if (mark == '.' || mark == '．') && length < len(text) && '0' <= text[length] && text[length] <= '9' {
		return 0, 0
	}
	return number, length
}

// typedFrom is the first of the numbers that texts of items begin with, and
// whether all have one and each is the next.
func typedFrom(items []*opening, text func(*opening) string) (first int, ok bool) {
	for i, o := range items {
		number, length := typedNumber(text(o))
		if i == 0 {
			first = number
		}
		if length == 0 || number != first+i {
			return 0, false
		}
	}
	return first, len(items) > 0
}

func (o *opening) whole() string { return o.text.String() }

func (o *opening) behindNumber() string {
	_, length := typedNumber(o.whole())
	return strings.TrimPrefix(o.whole()[length:], " ")
}
