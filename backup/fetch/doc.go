// Package fetch asks the network for an asset.
//
// In come the addresses that pages have for one picture, sound or film; out
// come its bytes with their sniffed type and the address that gave them, or a
// Failure with its reason. But for redirect/check it is the only package that
// connects to anything.
//
// It never asks a host that is not on its list, redirects included; it never
// connects to an address that is not public, which is checked on the IP it
// dials, so that no name can lead elsewhere; it takes no proxy from the
// environment, for a proxy resolves names itself and that check would be void.
// It sends no cookies and no credentials, and never takes an error page, an
// empty answer, a part of a file or a blank picture for an asset. It knows
// nothing of the archive.
package fetch
