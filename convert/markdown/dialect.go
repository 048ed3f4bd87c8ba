package markdown

// Dialect says what the target's Markdown allows and what the program around
// it makes dangerous.
type Dialect struct {
	// rawHTML: the engine keeps HTML, so br in a cell, sub and sup survive.
	rawHTML bool
	// definitionLists: a line that begins with ": " is a definition.
	definitionLists bool
	// headingAttributes: a heading's last {…} is read as attributes.
	headingAttributes bool
	// plainHeadings: strikethrough in a heading ends the build. Hugo 0.111
	// does so when it is nested in a link or in other emphasis.
	plainHeadings bool
	// shortcodes: {{<, {{% and <!--more--> are read before Markdown is, in
	// code as well.
	shortcodes bool
}

// GFM is GitHub's Markdown, the dialect of the archive's own copies.
func GFM() Dialect {
	return Dialect{rawHTML: true}
}

// Hugo is goldmark as stock Hugo sets it up. Its typographer, which makes
// curly quotes, dashes and dots of straight ones, is not written around: a site
// that must show the text to the letter turns it off
// (markup.goldmark.extensions.typographer).
func Hugo() Dialect {
	return Dialect{definitionLists: true, headingAttributes: true, plainHeadings: true, shortcodes: true}
}

// omitted are the marks that cannot be written in a block of the given kind.
func (d Dialect) omitted(where place) marks {
	var omitted marks
	if !d.rawHTML {
		omitted |= sub | sup
	}
	if d.plainHeadings && where == inHeading {
		omitted |= del
	}
	return omitted
}
