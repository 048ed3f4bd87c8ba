// Package cmd is the command line: one file a verb, which reads flags, calls
// the package that does the work and prints what came of it. Results go to
// standard output, talk to standard error; the only exits are in Main.
package cmd
