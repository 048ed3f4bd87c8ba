// Package ui is what an invocation says to people and to programs.
//
// In come results, warnings and the figures of a running operation; out go
// lines: results to standard output, talk to standard error. In JSON mode the
// results are one object per line whose first field is "type". A progress line
// and colour appear on a terminal only.
//
// Nothing here is global: one Printer serves one invocation, and its streams
// and clock are handed to it. The package knows nothing of articles, archives
// or commands, never asks a question and never exits.
package ui
