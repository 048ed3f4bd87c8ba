// Package backup imports exports into the archive.
//
// In come paths; it finds the documents (backup/source), converts them
// (convert), finds the bytes of their assets (backup/asset) and hands
// everything to the store, one writer after many workers. Out goes one outcome
// for each file and a summary. Memory does not grow with the number of
// articles. It never changes an export, and one bad file never stops a run.
package backup
