// Package emit writes a redirect.Map as rules for servers and hosts, one
// format per file.
//
// In comes the Map; out go the files of a format, as bytes with names, and
// Write puts them on disk. The same Map always gives the same bytes, and a
// file that would not change is not touched. Nothing from a title or a path
// reaches a configuration unquoted, and no rule leads to an address that a
// request contains.
package emit
