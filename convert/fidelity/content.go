package fidelity

// Content is what a reader finds in a text, in reading order.
type Content struct {
	// Text is the visible text without white space and zero-width characters.
	Text []rune
	// Bold are the places in Text of the letters and digits that are bold,
	// those of headings and of a table's head left out.
	Bold []int
	// Images are the sources of the pictures: in a raw body as the page names
	// them, "" for bytes in the page itself; in Markdown the destinations.
	Images []string
	// Links are the destinations, neighbours with the same one counted once.
	Links []string
	// Code are the lines of code blocks that show something.
	Code []Span
	// Cells are the cells of tables of data that show something.
	Cells []Span
	// Math are the formulas.
	Math []Span
	// Embeds are the names of the elements that the platform's scripts replace.
	// Markdown has none: what stands for them are cards.
	Embeds []string

	// fixed are the parts of a raw body's Text set in a fixed-width font.
	fixed []Span
	// heads are the parts of a raw body's Text in which bold is not measured.
	heads []Span
	// gaps are the places in Text before which white space stood or a block
	// began: for showing text, not for comparing it.
	gaps []int
	// joins says that a joiner waits for an emoji to join to the last one.
	joins bool
	// apart is how much of Text a joiner cannot join to.
	apart int
}

// Span is the part of a text from Start up to End, not included.
type Span struct{ Start, End int }

// addText adds what is visible of s; strong says that it is bold.
func (c *Content) addText(s string, strong bool) {
	for _, r := range s {
		if !isOrdinary(r) && !c.takes(r) {
			continue
		}
		if c.joins {
			c.joins = false
			if isEmoji(r) {
				c.Text = append(c.Text, joiner)
			}
		}
		if strong && countsAsBold(r) {
			c.Bold = append(c.Bold, len(c.Text))
		}
		c.Text = append(c.Text, r)
	}
}

// takes reports whether a character is a part of the text, and notes a gap in
// the place of white space.
func (c *Content) takes(r rune) bool {
	switch {
	case r == joiner:
		c.joins = len(c.Text) > c.apart && joins(c.Text[len(c.Text)-1])
	case isVisible(r):
		return true
	case !isZeroWidth(r):
		c.addGap()
	}
	return false
}

// addGap notes that what follows is set apart from what was before.
func (c *Content) addGap() {
	c.part()
	if n := len(c.gaps); n == 0 || c.gaps[n-1] != len(c.Text) {
		c.gaps = append(c.gaps, len(c.Text))
	}
}

// part keeps what follows from joining what was before.
func (c *Content) part() { c.joins, c.apart = false, len(c.Text) }

// addImage adds a picture by its source.
func (c *Content) addImage(source string) {
	c.part()
	c.Images = append(c.Images, source)
}

// addCode adds a line of code, which counts when it shows something.
func (c *Content) addCode(line string) {
	start := len(c.Text)
	c.addGap()
	c.addText(line, false)
	if len(c.Text) > start {
		c.Code = append(c.Code, Span{start, len(c.Text)})
	}
}

// addMath adds a formula by its LaTeX.
func (c *Content) addMath(source string) {
	start := len(c.Text)
	c.addText(source, false)
	c.Math = append(c.Math, Span{start, len(c.Text)})
}

func (c *Content) addLink(href string) {
	if n := len(c.Links); n == 0 || c.Links[n-1] != href {
		c.Links = append(c.Links, href)
	}
}

// addCell adds a cell that fill reads, when it shows something.
func (c *Content) addCell(fill func()) {
	start, shown := len(c.Text), c.shown()
	c.addGap()
	fill()
	if c.shown() > shown {
		c.Cells = append(c.Cells, Span{start, len(c.Text)})
	}
}

// shown grows with everything that can be seen.
func (c *Content) shown() int { return len(c.Text) + len(c.Images) + len(c.Math) + len(c.Embeds) }

// texts are the texts of spans, without white space.
func (c *Content) texts(spans []Span) []string {
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = string(c.Text[s.Start:s.End])
	}
	return texts
}
