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
//	p h1 h2 h3 h4 h5 h6     blocks of inline content
//	blockquote              blocks
//	ul, ol[start], li       li holds inline content or blocks
//	pre[data-lang]          one text node, lines parted by \n, no final \n
//	table thead tbody tr th td   cells hold inline content with br
//	hr
//	aside[data-card]        an embed as one line of inline content; the value names its kind
//	a[href]                 http, https or mailto
//	img[src alt width data-emoji]   src is "asset:N", N an index into the article's assets
//	strong em del code sub sup br
package clean
