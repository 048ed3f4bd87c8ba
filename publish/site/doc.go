// Package site describes static-site generators to package publish: one
// Generator per file, each saying where an article's files go, how the
// article's document is written, and which files a new site starts with.
//
// In come settings and articles whose paths are fixed and whose bodies are
// rendered; out go files as values. The package never reads the archive and
// never writes a file: what is on the disk, and whose it is, is the engine's
// business.
package site
