// Package table keeps redirect rules in one file that is asked, not read: a
// static hash table for a server that answers a request with two small reads.
//
// In comes a redirect.Map; out comes a file that never changes, and answers to
// the old addresses of requests. Memory does not grow with the number of
// rules: the file is neither loaded nor mapped, the system's cache keeps what
// is asked for. Whatever is in the file, a damaged part gives ErrDamaged and
// never another answer: each part carries a checksum of its bytes and place.
//
// The file, all numbers little-endian:
//
//	header    magic, version, counts, where the parts are, stamp, checksum
//	buckets   128 bytes each: 15 places for entries, a checksum
//	entries   the rules, the held sources, the accounts
//	names     the articles' IDs, sorted; an article's number is its place here
//
// An entry is in the bucket that the hash of its source names, or, where that
// is full, in the next that is not.
package table
