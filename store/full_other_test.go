//go:build !linux

package store_test

const fileLimit = "STORE_TEST_FILE_LIMIT"

// limitFiles does nothing: the test of a full disk runs on Linux.
func limitFiles(string) {}
