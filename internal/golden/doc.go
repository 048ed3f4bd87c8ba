// Package golden compares what tests get with files in testdata, and writes
// those files anew with the flag -update. Read the difference before
// committing it.
//
// In come a test and bytes; out goes a failed test with a readable difference.
// A file of a case that no test reads is a failure too: a fixture without a
// reader proves nothing. The package is for tests only.
package golden
