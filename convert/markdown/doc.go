// Package markdown writes a clean body as Markdown that loses nothing: the
// engine a dialect is for shows the same text, the same emphasis, links, images,
// code, formulas and blocks again.
//
// In comes the tree of a clean body (package clean documents its vocabulary),
// out go the bytes of one Markdown document without front matter. The package
// reads no file, fetches nothing and leaves the tree as it was. It must never
// change where an address leads, drop a character that is not white space, or
// let a character of the text become syntax.
//
// Blocks are dispatched by html-to-markdown's converter; none of its own
// plugins is registered, so it neither escapes nor trims nor rewrites anything.
// Inline content takes three steps: a block's children become a flat row of
// pieces with marks (piece.go), the marks are settled so that their ends can
// stand next to Chinese text (settle.go), and the row is written with its
// delimiters (inline.go), each character escaped where it would be syntax
// (escape.go).
//
// A dialect (dialect.go) is for one engine and the program around it:
//
//	dialect    engine, around it      formulas      what a site sets to show the letter
//	gfm        GitHub's, none         $…$ and $$    nothing
//	hugo       goldmark, Hugo         $…$ and $$    passthrough on for formulas, typographer off
//	hexo       marked, Nunjucks       code          marked.smartypants, .descriptionLists off
//	jekyll     kramdown, Liquid       $$…$$         kramdown.smart_quotes, .typographic_symbols
//	vitepress  markdown-it, Vue       code          nothing
//	astro      remark, none           code          markdown.smartypants off
//
// Where its syntax or template language differs, a dialect has a file of its own
// (kramdown.go, vitepress.go, shortcode.go); template.go holds what the
// languages share, codeelement.go the code that must be HTML.
//
// What the forms cannot carry: a br in a heading or a card, and in a cell where
// raw HTML is off, is a space; the spaces of a code line that has nothing else
// may be dropped by engines; code that opens a shortcode without closing it, or
// that holds a note for VitePress, gets a zero width space; a formula that would
// break out of its delimiters is code; the pipes of a formula in a cell are \vert.
// A formula is followed by a zero width space where a letter or digit of ASCII
// would keep its dollar from closing on GitHub. GitHub may still not know one
// that follows a letter without a space.
package markdown
