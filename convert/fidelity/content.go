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

	// inCode says that a code block is being read, where backgrounds decorate.
	inCode bool
}

func (c *Content) addText(s string) {
	for _, r := range s {
		if isVisible(r) {
			c.Text = append(c.Text, r)
		}
	}
}

func (c *Content) addLink(href string) {
	if n := len(c.Links); n == 0 || c.Links[n-1] != href {
		c.Links = append(c.Links, href)
	}
}
