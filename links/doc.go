// Package links reads which article of an archive links to which, and where
// else they lead: to articles that the archive lacks, to those of other
// accounts, to other hosts.
//
// In comes an archive, out goes the graph of its links. It reads the index
// only, one body at a time; what is held in memory are the links and the names
// of what they join.
package links
