package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// codeLines are the lines of a block, without empty ones at its ends.
func codeLines(pre *html.Node) []string {
	return trimLines(dropCounters(strings.Split(codeText(pre), "\n")))
}

// codeText is the text of a block: the source that an editor kept beside it,
// else a line for each code element where there are several side by side, else
// what breaks, blocks and line ends make.
func codeText(pre *html.Node) string {
	text := rawCode(pre)
	if text != "" {
		return plainCode.Replace(text)
	}
	if elements := lineElements(pre); len(elements) > 1 {
		return plainCode.Replace(joinElements(elements))
	}
	w := codeWriter{structured: hasDescendant(pre, partsLines)}
	w.write(pre)
	return plainCode.Replace(string(w.text))
}

// plainCode makes the text what a reader would type: no-break spaces are
// spaces, zero-width characters are nothing.
var plainCode = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u200b", "", "\ufeff", "")

// rawCode is the source that doocs leaves in an attribute, with its line ends
// and spaces; "" where it differs from what the block shows.
func rawCode(pre *html.Node) string {
	raw := attr(pre, "data-raw-code")
	if raw == "" {
		for d := range pre.Descendants() {
			if raw = attr(d, "data-raw-code"); raw != "" {
				break
			}
		}
	}
	if raw == "" || withoutBlanks(raw) != withoutBlanks(textContent(pre)) {
		return ""
	}
	return raw
}

func withoutBlanks(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return -1
		}
		return r
	}, s)
}

// lineElements are the elements that are a line each: the code elements of the
// platform's own block, or the inline element around each of them, side by side
// with nothing to see between. It is nil where they do not part the lines.
func lineElements(pre *html.Node) []*html.Node {
	codes := outerCodes(pre)
	for i, code := range codes {
		for line := code.Parent; line != pre && !isCodeBlock(line) && !holdsNeighbour(line, codes, i); line = line.Parent {
			codes[i] = line
		}
		if codes[i].Parent != codes[0].Parent {
			return nil
		}
	}
	return codes
}

// outerCodes are the code elements that stand in no other, nil where there is
// text beside them.
func outerCodes(pre *html.Node) []*html.Node {
	var codes []*html.Node
	var collect func(n *html.Node) bool
	collect = func(n *html.Node) bool {
		for d := n.FirstChild; d != nil; d = d.NextSibling {
			switch {
			case d.DataAtom == atom.Code:
				codes = append(codes, d)
			case d.Type == html.TextNode && !isBlankString(d.Data), !collect(d):
				return false
			}
		}
		return true
	}
	if !collect(pre) {
		return nil
	}
	return codes
}

// holdsNeighbour reports whether n holds the code element before or behind
// the i-th too.
func holdsNeighbour(n *html.Node, codes []*html.Node, i int) bool {
	return i > 0 && isWithin(codes[i-1], n) || i+1 < len(codes) && isWithin(codes[i+1], n)
}

func isWithin(n, root *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == root {
			return true
		}
	}
	return false
}

// joinElements writes a line for each element. Breaks between two of them are
// the line's end and not another one, and so are breaks at one of their edges.
func joinElements(elements []*html.Node) string {
	lines := make([]string, len(elements))
	for i, n := range elements {
		w := codeWriter{structured: true}
		w.write(n)
		lines[i] = strings.TrimSuffix(string(w.text), "\n")
	}
	trimFirstBreaks(lines)
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString(strings.Repeat("\n", max(1, breaksBetween(elements[i-1], elements[i]))))
		}
		b.WriteString(line)
	}
	return b.String()
}

// trimFirstBreaks drops the break that each line begins with, unless some
// line begins without: then it marks an empty line.
func trimFirstBreaks(lines []string) {
	for _, line := range lines[1:] {
		if line != "" && line[0] != '\n' {
			return
		}
	}
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "\n")
	}
}

func breaksBetween(from, to *html.Node) int {
	count := 0
	for d := from.NextSibling; d != to; d = d.NextSibling {
		count += countBreaks(d)
		if d.DataAtom == atom.Br {
			count++
		}
	}
	return count
}

// dropCounters takes out line counters that leaked into the text when a tool
// flattened the style sheet, on lines of their own or before the code.
func dropCounters(lines []string) []string {
	kept := lines[:0]
	for _, line := range lines {
		if !strings.Contains(line, "ounter(line") {
			kept = append(kept, line)
			continue
		}
		rest := line[len(counters.FindString(line)):]
		if strings.Trim(rest, " \t)") != "" {
			kept = append(kept, rest)
		}
	}
	return kept
}

// counters matches what cannot be code: a counter that lost its first letter,
// several in a row, or a single one with nothing behind it.
var counters = regexp.MustCompile(`^\s*(?:ounter\(line(?:c?ounter\(line)*|counter\(line(?:c?ounter\(line)+|counter\(line[\s)]*$)`)

// trimLines takes empty lines off both ends.
func trimLines(lines []string) []string {
	for len(lines) > 0 && isBlankString(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlankString(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}
