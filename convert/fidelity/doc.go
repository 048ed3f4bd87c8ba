// Package fidelity measures what a conversion kept: in come the raw body as
// the page has it and the Markdown written from it, out go figures, losses and
// differences.
//
// It reads both sides by itself: the raw body's visible text, bold, pictures,
// links, lines of code, cells, formulas and embeds by walking its tree, the
// Markdown's by goldmark, which Hugo uses too. Of package clean it shares the
// readers that say what a raw element is, and nothing else: it never looks at
// what stands between the two sides, the clean body, and never repairs anything.
package fidelity
