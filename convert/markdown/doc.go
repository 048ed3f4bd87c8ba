// Package markdown writes a clean body as Markdown that loses nothing: every
// engine that reads CommonMark with GitHub's tables and strikethrough shows the
// same text, the same emphasis, links, images, code and blocks again.
//
// In comes the tree of a clean body (package clean documents its vocabulary),
// out go the bytes of one Markdown document without front matter. The package
// reads no file, fetches nothing and leaves the tree as it was. It must never
// rewrite an address, drop a character that is not white space, or let a
// character of the text become syntax.
//
// Blocks are dispatched by html-to-markdown's converter; none of its own
// plugins is registered, so it neither escapes nor trims nor rewrites anything.
// Inline content takes three steps: a block's children become a flat row of
// pieces with marks (piece.go), the marks are settled so that their ends can
// stand next to Chinese text (settle.go), and the row is written with its
// delimiters (inline.go), each character escaped where it would be syntax
// (escape.go).
//
// What the forms cannot carry: a br in a heading, and in a cell where raw HTML
// is off, is a space; the spaces of a code line that has nothing else may be
// dropped by engines; code that opens a shortcode without closing it gets a
// zero width space in the Hugo dialect.
package markdown
