package golden

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Case is one folder of testdata: inputs a test reads, and golden files it
// compares with.
type Case struct {
	// Name is the folder's name.
	Name string
	// Dir is the folder's path.
	Dir string

	used  map[string]bool
	write bool
}

// Cases runs a subtest for each folder in dir, by name. A folder with a file
// that the subtest neither read nor compared fails, and so does a dir without
// any case.
func Cases(t *testing.T, dir string, run func(t *testing.T, c *Case)) {
	t.Helper()
	cases := find(t, dir)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			run(t, c)
			for _, name := range c.unused(t) {
				t.Errorf("nothing reads %s", filepath.Join(c.Dir, name))
			}
		})
	}
}

func find(t testing.TB, dir string) []*Case {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatalf("reading cases: %v", err)
	}
	var cases []*Case
	for _, entry := range entries {
		if !entry.IsDir() {
			t.Errorf("%s is in no case", filepath.Join(dir, entry.Name()))
			continue
		}
		cases = append(cases, &Case{
			Name:  entry.Name(),
			Dir:   filepath.Join(dir, entry.Name()),
			used:  map[string]bool{},
			write: *update,
		})
	}
	if len(cases) == 0 {
		t.Fatalf("no case in %s", dir)
	}
	return cases
}

// Path is the path of a file of the case; the file counts as used.
func (c *Case) Path(name string) string {
	c.used[name] = true
	return filepath.Join(c.Dir, filepath.FromSlash(name))
}

// Read returns an input of the case.
func (c *Case) Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(c.Path(name))
	if err != nil {
		t.Fatalf("reading the case: %v", err)
	}
	return data
}

// Has reports whether the case holds the file, for inputs that not every case
// has.
func (c *Case) Has(name string) bool {
	_, err := os.Stat(filepath.Join(c.Dir, filepath.FromSlash(name)))
	return err == nil
}

// Equal compares got with a golden file of the case, as the function Equal
// does.
func (c *Case) Equal(t testing.TB, name string, got []byte) {
	t.Helper()
	equal(t, c.Path(name), got, c.write)
}

// unused are the files of the case, "/" separated, that nothing asked for.
func (c *Case) unused(t testing.TB) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(c.Dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !c.used[name] {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatalf("reading the case: %v", err)
	}
	return names
}
