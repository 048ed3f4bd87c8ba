// Package publish turns the archive into the source tree of a site.
//
// In come an archive and the description of a site generator; out go the
// files of the site, a manifest of them, and in the archive the path of every
// article. All paths are fixed before anything is rendered, so that links
// between articles can point at the new pages.
//
// What is held in memory is one id, slug and path per article, one path and
// hash per file and, where pages name what links to them, one id per pair of
// articles; records and bodies pass through one at a time.
//
// The output folder belongs to its owner: a file that was edited since the
// last publish, or that no publish wrote, is reported and never touched.
// Nothing is written outside the folder, and the package knows no generator's
// file names: those live in package site.
package publish
