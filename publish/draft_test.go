package publish

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDraftsAreNotPublished(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	draft := example(2)
	draft.Draft = true
	a.add(example(1), "<p>发表了。</p>")
	a.add(draft, "<p>还没写完。</p>")
	report := a.publish(Options{Site: plain(), Out: out})
	if report.Articles != 1 || report.Drafts != 1 {
		t.Errorf("%d articles, %d drafts; want one each", report.Articles, report.Drafts)
	}
	if _, err := os.Stat(filepath.Join(out, "texts", "di-2-pian.txt")); !os.IsNotExist(err) {
		t.Errorf("the draft was written: %v", err)
	}
}
