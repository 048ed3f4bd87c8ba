// Package convert turns a page of the platform into an article: facts, the
// clean body, and Markdown whose loss is measured.
//
// In come a page's bytes, out go values; the package knows neither disk nor
// index, and nothing outside it knows html-to-markdown. Its rooms are page
// (bytes to facts and raw body), clean (raw body to clean body), markdown
// (clean body to Markdown) and fidelity (raw body against Markdown).
package convert
