package emit

import (
	"path/filepath"
	"testing"

	"wxbackup/internal/golden"
)

func TestNginxFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "nginx", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

func TestNginxReadmeOfALargeArchiveTellsTheSizes(t *testing.T) {
	files := files(t, "nginx", build(t, manyArticles(2000)))
	readme := files[len(files)-1]
	golden.Equal(t, filepath.Join("testdata", "large", filepath.FromSlash(readme.Name)), readme.Data)
}
