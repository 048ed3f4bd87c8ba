package fidelity

import "unicode"

// countsAsBold reports the characters by which bold is measured: the marks at
// its edges may leave it.
func countsAsBold(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// boldText are the bold letters and digits.
func (c *Content) boldText() []rune {
	text := make([]rune, len(c.Bold))
	for i, at := range c.Bold {
		text[i] = c.Text[at]
	}
	return text
}

// boldable are the letters and digits that may be bold: those that are, and
// those of headings. A heading that holds paragraphs is not written as one, and
// what the page sets bold in it may then be bold.
func (c *Content) boldable() []rune {
	var text []rune
	bold := c.Bold
	for _, head := range c.heads {
		for ; len(bold) > 0 && bold[0] < head.Start; bold = bold[1:] {
			text = append(text, c.Text[bold[0]])
		}
		for _, r := range c.Text[head.Start:head.End] {
			if countsAsBold(r) {
				text = append(text, r)
			}
		}
	}
	for _, at := range bold {
		text = append(text, c.Text[at])
	}
	return text
}

// compareBold is what bold letters two contents share; those added are such
// that may not be bold.
func compareBold(raw, rendered *Content) (d difference, added int) {
	out := rendered.boldText()
	d = diff(raw.boldText(), out)
	added = len(out) - d.kept
	if added == 0 || len(raw.heads) == 0 {
		return d, added
	}
	permitted := diff(raw.boldable(), out)
	d.added = permitted.added
	return d, len(out) - permitted.kept
}
