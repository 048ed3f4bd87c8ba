package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// dropLineNumbers takes a column of line numbers out of a block: the element
// that shows first, when it holds nothing but consecutive numbers, one for each
// line of the rest. A single number needs the column's class.
func dropLineNumbers(pre *html.Node) {
	first := leadingText(pre)
	if first == nil || strings.Trim(first.Data, "0123456789\n\r\t \u00a0") != "" {
		return
	}
	for n := first.Parent; n != pre; n = n.Parent {
		count := countNumbers(n)
		if count == 0 {
			return
		}
		if (count > 1 || hasClass(n, "line-numbers")) && dropIfLines(n, pre, count) {
			return
		}
	}
}

// leadingText is the first text that shows something.
func leadingText(root *html.Node) *html.Node {
	for d := range root.Descendants() {
		if d.Type == html.TextNode && !isBlankString(d.Data) {
			return d
		}
	}
	return nil
}

// countNumbers is how many numbers an element holds, one a line and each one
// more than that before; 0 when it holds anything else.
func countNumbers(n *html.Node) int {
	w := codeWriter{structured: true}
	w.write(n)
	lines := strings.Fields(plainCode.Replace(string(w.text)))
	last := 0
	for i, line := range lines {
		number, err := strconv.Atoi(line)
		if err != nil || i > 0 && number != last+1 {
			return 0
		}
		last = number
	}
	return len(lines)
}

// dropIfLines takes an element out of a block if what is left has so many
// lines. Empty ones at the end have no number.
func dropIfLines(n, pre *html.Node, count int) bool {
	parent, next := n.Parent, n.NextSibling
	parent.RemoveChild(n)
	text := strings.TrimRight(codeText(pre), " \t\n")
	if text != "" && strings.Count(text, "\n")+1 == count {
		return true
	}
	parent.InsertBefore(n, next)
	return false
}
