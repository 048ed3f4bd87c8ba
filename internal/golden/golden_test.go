package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// recorder is a test that remembers its failures instead of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// fatal ends the recorded test; catch takes it.
type fatal struct{}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(fatal{})
}

func catch(run func()) {
	defer func() {
		if r := recover(); r != nil && r != any(fatal{}) {
			panic(r)
		}
	}()
	run()
}

// folder writes files, given as path and content, and returns their folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		save(t, filepath.Join(dir, name), []byte(content))
	}
	return dir
}

func TestEqualComparesExactly(t *testing.T) {
	dir := folder(t, map[string]string{"out.md": "一\n二\n", "bin": "\xff\x00"})
	tests := []struct {
		name, file, got string
		failure         string // a part of it; "" is none
	}{
		{"same", "out.md", "一\n二\n", ""},
		{"same bytes", "bin", "\xff\x00", ""},
		{"other text", "out.md", "一\n三\n", "三"},
		{"no last newline", "out.md", "一\n二", "differs"},
		{"other bytes", "bin", "\xff\x01", "differs"},
		{"no file", "none.md", "一", "-update"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &recorder{TB: t}
			equal(r, filepath.Join(dir, test.file), []byte(test.got), false)
			if failed := len(r.failures) > 0; failed != (test.failure != "") {
				t.Fatalf("failures: %q", r.failures)
			}
			if !strings.Contains(strings.Join(r.failures, ""), test.failure) {
				t.Errorf("failures %q do not mention %q", r.failures, test.failure)
			}
		})
	}
}

func TestUpdateWritesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "out.md")
	equal(t, path, []byte("fresh\n"), true)
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "fresh\n" {
		t.Errorf("the file holds %q, error %v", got, err)
	}
}

func TestCasesRunsEachFolderByName(t *testing.T) {
	dir := folder(t, map[string]string{
		"b/in.txt": "bee", "b/out.txt": "BEE",
		"a/in.txt": "ant", "a/out.txt": "ANT", "a/more/extra.txt": "x",
	})
	var names []string
	Cases(t, dir, func(t *testing.T, c *Case) {
		names = append(names, c.Name)
		if c.Has("more/extra.txt") {
			c.Read(t, "more/extra.txt")
		}
		c.Equal(t, "out.txt", []byte(strings.ToUpper(string(c.Read(t, "in.txt")))))
	})
	if want := []string{"a", "b"}; !slices.Equal(names, want) {
		t.Errorf("ran %v, want %v", names, want)
	}
}

func TestACaseKnowsItsUnreadFiles(t *testing.T) {
	dir := folder(t, map[string]string{"a/in.txt": "", "a/stray.txt": "", "a/deep/stray.txt": ""})
	c := find(t, dir)[0]
	c.Read(t, "in.txt")
	if got, want := c.unused(t), []string{"deep/stray.txt", "stray.txt"}; !slices.Equal(got, want) {
		t.Errorf("unused files %q, want %q", got, want)
	}
}

func TestCasesMustBeFolders(t *testing.T) {
	tests := map[string]map[string]string{
		"file beside cases": {"a/in.txt": "", "stray.txt": ""},
		"no case":           {},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			r := &recorder{TB: t}
			catch(func() { find(r, folder(t, files)) })
			if len(r.failures) != 1 {
				t.Errorf("failures %q, want one", r.failures)
			}
		})
	}
}

func TestReadFailsWithoutTheFile(t *testing.T) {
	r := &recorder{TB: t}
	catch(func() { find(t, folder(t, map[string]string{"a/in.txt": ""}))[0].Read(r, "other.txt") })
	if len(r.failures) != 1 {
		t.Errorf("failures %q, want one", r.failures)
	}
}
