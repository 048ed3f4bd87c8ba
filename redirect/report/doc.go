// Package report writes one page for people: what redirect rules do with the
// old addresses, which format serves which, and what needs a look.
//
// In come the rules, the report of their making and what each format made of
// them; out comes one HTML page in Chinese and English that loads nothing. The
// same input always gives the same bytes.
package report
