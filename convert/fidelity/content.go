package fidelity

// Content is what a reader finds in a text, in reading order.
type Content struct {
	// Text is the visible text without white space and zero-width characters.
	Text []rune
	// Images counts the pictures.
	Images int
	// Links are the destinations, neighbours with the same one counted once.
	Links []string
	// CodeLines counts the lines of code blocks that show something.
	CodeLines int
}

func (c *Content) addText(s string) {
	for _, r := range s {
		joinsNothing := r == joiner && (len(c.Text) == 0 || !joins(c.Text[len(c.Text)-1]))
		if isVisible(r) && !joinsNothing {
			c.Text = append(c.Text, r)
		}
	}
}

// addCode adds a line of code, which counts when it shows something.
func (c *Content) addCode(line string) {
	before := len(c.Text)
	c.addText(line)
	if len(c.Text) > before {
		c.CodeLines++
	}
}

func (c *Content) addLink(href string) {
	if n := len(c.Links); n == 0 || c.Links[n-1] != href {
		c.Links = append(c.Links, href)
	}
}
