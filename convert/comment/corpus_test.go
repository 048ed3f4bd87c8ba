package comment_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"wxbackup/article"
	"wxbackup/convert/comment"
)

// Every comment that a reader of a real page sees is read, and no page has any
// that shows none.
func TestRealPagesGiveTheirComments(t *testing.T) {
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		t.Skip("no corpus of real exports in WXBACKUP_CORPUS")
	}
	names := regexp.MustCompile(`class="nick-name"`)
	found := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || d.IsDir() || ext != ".html" && ext != ".htm" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		shown := comment.InPage(src)
		want := len(names.FindAll(src, -1))
		if got := article.CountComments(shown.Comments); got != want {
			t.Errorf("%s: %d comments, the page has %d", path, got, want)
		}
		found += want
		checkWhole(t, path, shown.Comments)
		return nil
	})
	if err != nil || found == 0 {
		t.Errorf("%d comments in the corpus, %v", found, err)
	}
	t.Logf("%d comments", found)
}

func checkWhole(t *testing.T, path string, list []article.Comment) {
	t.Helper()
	for _, c := range list {
		if c.Text == "" || c.Name == "" && c.Avatar.URL == "" {
			t.Errorf("%s: comment without words: %+v", path, c)
		}
		checkWhole(t, path, c.Replies)
	}
}
