// Package item reads what lists, interfaces, feeds and other tools' text files
// say of one article each: an item.
//
// In come the bytes of one item as package backup/source cut it out of its
// file: an envelope that names the format, with what the tool wrote inside.
// Out goes a statement: the facts, how far they are trusted, and the raw body
// where the item has one. One file of the package reads one format.
//
// The package never opens files, and it never guesses: what an item does not
// say stays empty.
package item
