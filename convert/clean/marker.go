package clean

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropMarkers takes markers out of a list that were typed beside the list's
// own: editors that hide those write them as text.
func dropMarkers(list *html.Node) {
	if list.DataAtom == atom.Ul {
		dropBullets(list)
		return
	}
	dropNumbers(list)
}

// dropBullets takes each item by itself.
func dropBullets(list *html.Node) {
	for _, l := range itemLines(list) {
		if isTypedBullet(l.text) {
			l.cut(bulletLength(l.text))
		}
	}
}

// dropNumbers takes the numbers off a list that was typed from one end to the
// other, which then begins with the number typed first. Where numbers stand
// twice, they are the text.
func dropNumbers(list *html.Node) {
	lines := itemLines(list)
	start, ok := typedFrom(lines, (*itemLine).whole)
	if !ok {
		return
	}
	if _, twice := typedFrom(lines, (*itemLine).behindNumber); twice {
		return
	}
	for _, l := range lines {
		_, length := typedNumber(l.text)
		l.cut(length)
	}
	setStart(list, start)
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

func isNumberAlone(text string) bool {
	_, length := typedNumber(text)
	return length > 0 && length == len(text)
}

// typedFrom is the first of the numbers that texts of lines begin with, and
// whether all have one and each is the next.
func typedFrom(lines []*itemLine, text func(*itemLine) string) (first int, ok bool) {
	for i, l := range lines {
		number, length := typedNumber(text(l))
		if i == 0 {
			first = number
		}
		if length == 0 || number != first+i || !l.holdsMore(length) {
			return 0, false
		}
	}
	return first, len(lines) > 0
}
