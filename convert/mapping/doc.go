// Package mapping reads pages of shells that nobody has heard of, by what
// their owner says of them: a file in YAML with a list of mappings, each of
// which tells by CSS selectors where a page has the article's body and what
// stands around it.
//
// In come the file's bytes and a page's, out goes what package page would give
// for a page it knows. The package reads no files.
package mapping
