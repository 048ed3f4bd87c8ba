// Package article is the vocabulary of the program: what a WeChat Official
// Account article is, how it is identified, which addresses it has, which
// assets it shows and what was lost on the way.
//
// In come values read from pages by package convert; out go the same values,
// to be kept by package store and rendered by package publish. The package
// holds facts and pure functions only: it never reads a file, a database or
// the network, and imports nothing but the standard library.
package article
