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

// survey collects what has to be known of all paragraphs before one of them
// can be said to look like a heading.
type survey struct {
	// characters counts the text of each font size.
	characters map[int]int
	// candidates are the paragraphs that may, in reading order.
	candidates []candidate
}

// candidate is a paragraph by itself, in one line of text set in one way.
type candidate struct {
	p    *html.Node
	form form
}

// form is what sets a paragraph apart from the text around it.
type form struct {
	look
	bold bool
}

// maxHeading is how many characters a heading has at most, and maxAlike how
// many paragraphs of one form may follow each other: more are verse, or a list.
const (
	maxHeading = 30
	maxAlike   = 2
)

// count adds the text of runs to the survey.
func (s *survey) count(runs []run) {
	for len(runs) > 0 {
		size, length := runs[0].look.size, 0
		for len(runs) > 0 && runs[0].look.size == size {
			length += inked(runs[0].text)
			runs = runs[1:]
		}
		s.characters[size] += length
	}
}

// inked counts the characters of a text but for the white space of ASCII:
// what breaks and indents the source must not decide what the text looks like.
func inked(s string) int {
	n := 0
	for i := range len(s) {
		if c := s[i]; c > ' ' && utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// consider adds a paragraph made from runs when it may look like a heading.
func (s *survey) consider(p *html.Node, runs []run) {
	if f, ok := formOf(runs); ok {
		s.candidates = append(s.candidates, candidate{p, f})
	}
}

// formOf is the form of a line of text: its smallest size, bold when all its
// letters and digits are. It is no form of a heading where a picture or a
// formula stands, no letter does, or the text is neither bold nor centred.
func formOf(runs []run) (f form, ok bool) {
	f.bold = true
	for _, r := range runs {
		switch {
		case r.leaf != nil:
			return form{}, false
		case r.br || !r.shows():
			continue
		case f.size == 0:
			f.look = r.look
		}
		f.size = min(f.size, r.look.size)
		if strings.ContainsFunc(r.text, isWord) {
			ok = ok || strings.ContainsFunc(r.text, unicode.IsLetter)
			f.bold = f.bold && r.marks&bold != 0
		}
		if !f.bold && !f.centered {
			return form{}, false
		}
	}
	return f, ok
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// mark gives the paragraphs that look like headings their level. The largest
// size is the second level, for the title is the first; bold text of the usual
// size is on the third.
func (s *survey) mark() {
	large := s.bodySize() * 12 / 10
	headings := s.headings(large)
	sizes := largeSizes(headings, large)
	for _, h := range headings {
		level := 3
		if rank := slices.Index(sizes, h.form.size); rank >= 0 {
			level = min(2+rank, 4)
		}
		if attr(h.p, headingAttr) == "" {
			setHeading(h.p, strconv.Itoa(level))
		}
	}
}

// bodySize is the size that most characters have.
func (s *survey) bodySize() int {
	body := usualSize
	for size, n := range s.characters {
		if most := s.characters[body]; n > most || n == most && size < body {
			body = size
		}
	}
	return body
}

// largeSizes are the sizes that headings stand out by, the largest first.
func largeSizes(headings []candidate, large int) []int {
	var sizes []int
	for _, h := range headings {
		if h.form.size >= large && !slices.Contains(sizes, h.form.size) {
			sizes = append(sizes, h.form.size)
		}
	}
	slices.SortFunc(sizes, func(a, b int) int { return b - a })
	return sizes
}

// headings are the candidates that a paragraph or a picture follows, and that
// are no row of equals.
func (s *survey) headings(large int) []candidate {
	fit := slices.DeleteFunc(s.candidates, func(c candidate) bool { return !c.fits(large) })
	var found []candidate
	for len(fit) > 0 {
		n := alike(fit)
		for _, c := range fit[:n] {
			if next := c.p.NextSibling; n <= maxAlike && next != nil && next.DataAtom == atom.P {
				found = append(found, c)
			}
		}
		fit = fit[n:]
	}
	return found
}

// alike is how many candidates from the first on have its form and follow each
// other.
func alike(candidates []candidate) int {
	n := 1
	for n < len(candidates) && candidates[n].form == candidates[0].form && candidates[n-1].p.NextSibling == candidates[n].p {
		n++
	}
	return n
}

// fits reports whether a paragraph by itself looks like a heading: bold, or
// large and centred, in one short line that no sentence goes on from.
func (c candidate) fits(large int) bool {
	if !c.form.bold && c.form.size < large || hasDescendant(c.p, isBreak) {
		return false
	}
	text := textContent(c.p)
	last, _ := utf8.DecodeLastRuneInString(text)
	return utf8.RuneCountInString(text) <= maxHeading && !strings.ContainsRune("。，；、：,;:", last)
}

func isBreak(n *html.Node) bool { return n.DataAtom == atom.Br }

// headingAttr is the attribute that says which heading a paragraph looks like.
const headingAttr = "data-heading"

func setHeading(p *html.Node, level string) {
	p.Attr = []html.Attribute{{Key: headingAttr, Val: level}}
}

// headingLevel is what headingAttr says of a paragraph of a clean body; ""
// for what it says elsewhere.
func headingLevel(n *html.Node) string {
	if n.DataAtom != atom.P {
		return ""
	}
	level := attr(n, headingAttr)
	if len(level) != 1 || level < "2" || level > "6" {
		return ""
	}
	return level
}

// keepHeading gives the one paragraph behind a block back the level it had.
func keepHeading(root, last *html.Node, level string) {
	if p := blockBehind(root, last); p != nil && p.DataAtom == atom.P && p.NextSibling == nil {
		setHeading(p, level)
	}
}
