// Package source finds the files in an export that may hold an article.
//
// In come the paths a user gave: folders, single files, containers (zip and
// tar archives, also compressed and in one another), and bundles, which hold
// pages together with what they show (MHTML, Safari's web archives, Word
// documents made of a page, WARC, WACZ). Out go documents in a stable order,
// each with its bytes, the parts that came with it in one file and a view of
// the files beside it, and a reason for every file passed over. One file of
// the package holds one layout.
//
// Nothing is unpacked: of a container the names and places of its entries are
// held, and what cannot be read where it stands goes to a temporary file that
// is gone with its last user. The package never parses a page, never follows a
// link out of the export, and never writes to it.
package source
