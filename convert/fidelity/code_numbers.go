package fidelity

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// numberColumn is the element in a block of code that holds the numbers of its
// lines and nothing else: what shows first, with one number for each line of the
// rest. It is nil for none. A single number needs the class of a column.
func numberColumn(pre *html.Node) *html.Node {
	first := firstText(pre)
	if first == nil || strings.Trim(first.Data, "0123456789\n\r\t \u00a0") != "" {
		return nil
	}
	for n := first.Parent; n != pre; n = n.Parent {
		count := countNumbers(n)
		if count == 0 {
			return nil
		}
		if count == 1 && !hasClass(n, "line-numbers") {
			continue
		}
		rest := strings.TrimRight(withoutWidthless(codeText(pre, n)), " \t\n")
		if rest != "" && strings.Count(rest, "\n")+1 == count {
			return n
		}
	}
	return nil
}

// firstText is the first text in an element that shows, nil for none.
func firstText(n *html.Node) *html.Node {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode && strings.ContainsFunc(d.Data, isVisible) && !isSizeless(n):
			return d
		case d.Type == html.ElementNode && !isHidden(d):
			if text := firstText(d); text != nil {
				return text
			}
		}
	}
	return nil
}

// countNumbers is how many numbers an element holds, one a line and each one
// more than the one before; 0 when it holds anything else.
func countNumbers(n *html.Node) int {
	w := codeWriter{broken: true}
	w.write(n, isSizeless(n))
	numbers := strings.Fields(withoutWidthless(w.String()))
	last := 0
	for i, text := range numbers {
		number, err := strconv.Atoi(text)
		if err != nil || i > 0 && number != last+1 {
			return 0
		}
		last = number
	}
	return len(numbers)
}

// withoutWidthless is code as a reader would type it: spaces for spaces that
// keep lines together, and nothing for what has no width.
func withoutWidthless(s string) string { return typedCode.Replace(s) }

var typedCode = strings.NewReplacer("\u00a0", " ", "\u200b", "", "\ufeff", "")
