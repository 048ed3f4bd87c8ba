// Package fidelity measures what a conversion kept: in come the raw body as
// the page has it and the Markdown written from it, out go figures and losses.
//
// It reads both sides by itself: the raw body's visible text, pictures, links
// and lines of code by walking its tree, the Markdown's by goldmark, which
// Hugo uses too. It never looks at what stands between the two, the clean body,
// and never repairs anything.
package fidelity
