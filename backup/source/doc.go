// Package source finds the files in an export that may hold an article.
//
// In come the paths a user gave: folders, single files, zip archives. Out go
// documents in a stable order, each with its bytes and a view of the files
// beside it, and a reason for every file passed over. One file of the package
// holds one layout. The package never parses a page, never follows a link out
// of the export, and never writes.
package source
