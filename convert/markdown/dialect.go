package markdown

// Dialect says what the target's Markdown allows and what the program around
// it makes dangerous. The zero value is CommonMark with tables and
// strikethrough: no raw HTML, no math, no template language.
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
	// spacedBreaks: a hard break is two spaces at a line's end, for a backslash
	// stays (kramdown) or tears a link (older marked).
	spacedBreaks bool
	// guessedHeadings: a paragraph that is set like a heading becomes one.
	guessedHeadings bool

	math     mathStyle
	template template
	engine   engine
}

// template is the language that the program around the engine reads in a
// document, before or after its Markdown.
type template uint8

const (
	_ template = iota // none
	// shortcodes: {{<, {{% and <!--more--> of Hugo, in code as well.
	shortcodes
	// nunjucks: {{, {% and {# of Hexo, but not in code.
	nunjucks
	// liquid: {{ and {% of Jekyll, in code as well.
	liquid
	// mustaches: {{ of Vue, but not in code.
	mustaches
)

// engine is the family of a Markdown engine, where its own syntax differs.
type engine uint8

const (
	_ engine = iota // CommonMark with GitHub's tables and strikethrough
	// kramdown is no CommonMark at all (kramdown.go).
	kramdown
	// vitePress is markdown-it with the plugins that VitePress gives it
	// (vitepress.go).
	vitePress
)

// GFM is GitHub's Markdown, the dialect of the archive's own copies: raw HTML,
// formulas between dollars.
func GFM() Dialect {
	return Dialect{rawHTML: true, math: dollars}
}

// Hugo is goldmark as stock Hugo sets it up, with its passthrough extension for
// $…$ and $$…$$, without which formulas show their source. Its typographer,
// which makes curly quotes, dashes and dots of straight ones, is not written
// around: a site that must show the text to the letter turns it off
// (markup.goldmark.extensions.typographer).
func Hugo() Dialect {
	return Dialect{
		definitionLists: true, headingAttributes: true, plainHeadings: true,
		math: dollars, template: shortcodes,
	}
}

// Hexo is marked as stock Hexo runs it, with Nunjucks around it. It shows no
// formulas, so they are code. A site that must show the text to the letter sets
// marked.smartypants and marked.descriptionLists to false.
func Hexo() Dialect {
	return Dialect{rawHTML: true, spacedBreaks: true, template: nunjucks}
}

// Jekyll is kramdown with its parser for GitHub's Markdown, and Liquid around
// it. A site that must show the text to the letter sets kramdown.smart_quotes
// to [apos, apos, quot, quot] and kramdown.typographic_symbols to the letters
// themselves.
func Jekyll() Dialect {
	return Dialect{
		rawHTML: true, definitionLists: true, spacedBreaks: true,
		math: pairs, template: liquid, engine: kramdown,
	}
}

// VitePress is markdown-it inside Vue. Stock VitePress shows no formulas, so
// they are code.
func VitePress() Dialect {
	return Dialect{rawHTML: true, template: mustaches, engine: vitePress}
}

// Astro is remark with GitHub's extensions, for documents named .md. Stock Astro
// shows no formulas, so they are code. Its smartypants, which makes curly quotes,
// dashes and dots of straight ones, is not written around: a site that must show
// the text to the letter turns it off (markdown.smartypants).
func Astro() Dialect {
	return Dialect{rawHTML: true}
}

// named are the dialects by the name that a command takes.
var named = []struct {
	name string
	make func() Dialect
}{
	{"gfm", GFM},
	{"hugo", Hugo},
	{"hexo", Hexo},
	{"jekyll", Jekyll},
	{"vitepress", VitePress},
	{"astro", Astro},
}

// Names are the names of all dialects, GitHub's first.
func Names() []string {
	names := make([]string, len(named))
	for i := range named {
		names[i] = named[i].name
	}
	return names
}

// Named is the dialect of that name, false where there is none.
func Named(name string) (Dialect, bool) {
	for i := range named {
		if named[i].name == name {
			return named[i].make(), true
		}
	}
	return Dialect{}, false
}

// WithGuessedHeadings is d with the paragraphs that the page sets like headings
// (p[data-heading]) written as headings, without the bold that made them look
// so. Without it they are paragraphs as they are.
func (d Dialect) WithGuessedHeadings() Dialect {
	d.guessedHeadings = true
	return d
}

// WithMath is Astro's dialect for a site that uses remark-math: $…$, and $$ on
// lines of their own. Any other dialect stays as it is.
func (d Dialect) WithMath() Dialect {
	if d == Astro() {
		d.math = fences
	}
	return d
}

// shieldCode is code as the program around the engine leaves it alone.
func (d *Dialect) shieldCode(code string) string {
	switch {
	case d.template == shortcodes:
		return shieldShortcodes(code)
	case d.engine == vitePress:
		return shieldNotation(code)
	}
	return code
}

// omitted are the marks that cannot be written in a block of the given kind.
func (d *Dialect) omitted(where place) marks {
	var omitted marks
	if !d.rawHTML {
		omitted |= sub | sup
	}
	if d.plainHeadings && where == inHeading {
		omitted |= del
	}
	return omitted
}
