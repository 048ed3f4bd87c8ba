package emit

import (
	"path/filepath"
	"testing"

	"wxbackup/internal/golden"
)

func TestFilesOfAHostileMap(t *testing.T) {
	for _, name := range []string{"apache", "htaccess", "lighttpd"} {
		for _, f := range files(t, name, build(t, hostile())) {
			golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
		}
	}
}
