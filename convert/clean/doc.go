// Package clean turns the raw body of a WeChat page into the clean body: an
// HTML fragment in the small vocabulary below, from which Markdown of every
// dialect, the HTML site, feeds and search are rendered.
//
// In comes the raw body's tree; out go the clean body's tree, the assets it
// shows and the losses on the way. Each pass is one file and runs once, in the
// order of passes.go. The package reads no file and knows no Markdown; nothing
// it lets through can run a script or load anything from a network.
//
// The vocabulary:
//
//	p[data-heading]         inline content; data-heading is 2 to 6 where the page sets a
//	                        paragraph of its own like a heading of that level
//	h1 h2 h3 h4 h5 h6       inline content
//	blockquote              blocks
//	ul, ol[start], li       li holds blocks, or inline content with at most lists behind it
//	pre[data-lang]          one text node, lines parted by \n, no final \n
//	table thead tbody tr th td   rows of equal length; cells hold inline content, may be empty
//	hr
//	math[display]           display is "block": a formula by itself, LaTeX as one text node
//	aside[data-card]        an embed as one line of text, in a link or not; the value names its
//	                        kind, the link may be "asset:N" too: a file the export had
//	a[href]                 http, https or mailto
//	img[src alt data-emoji] src is "asset:N", N an index into the article's assets;
//	                        data-emoji="true" marks a picture that is a character of the text
//	math                    a formula within the text, LaTeX as one text node on one line
//	code                    one text node on one line
//	strong em del sub sup   inline content, none of them inside itself
//	br
//
// Blocks are p to aside, inline content is a to br and text; a math element is
// a block by its display and inline without it. Nothing is empty but br, hr,
// img and cells. Cleaning a clean body gives the same body, but for marks in a
// cell, which join over the breaks between its paragraphs.
package clean
