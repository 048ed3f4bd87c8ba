package markdown

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

// missing skips a test for want of a tool, or fails it where the environment
// demands all tools.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s not installed, and WXBACKUP_REQUIRE_TOOLS=1 demands all tools", tool)
	}
	t.Skipf("%s not installed", tool)
}

// skipMissing is missing for a program that could not be found.
func skipMissing(t *testing.T, err error) {
	t.Helper()
	if failure := new(exec.Error); errors.As(err, &failure) {
		missing(t, failure.Name)
	}
}
