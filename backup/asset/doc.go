// Package asset finds the bytes of what a page shows: in come the page's own
// references and the files around it, out come bytes with their sniffed type.
//
// It never trusts a declared type or an extension, never takes an error page
// for a picture, and never asks the network.
package asset
