package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

// commented is a record whose pages bring comments.
func commented(id string, counts map[string]int) *store.Record {
	rec := record(id, noon)
	for page, n := range counts {
		rec.Statements = append(rec.Statements, store.Statement{SHA256: page, Comments: n})
		rec.Aliases = append(rec.Aliases, store.PageName(page))
		rec.Comments += n
	}
	return rec
}

func putComments(t *testing.T, a *store.Archive, page string, list ...article.Comment) {
	t.Helper()
	update(t, a, func(tx *store.Tx) error { return tx.PutComments(page, list) })
}

func TestCommentsOfAnArticleAreThoseOfItsPages(t *testing.T) {
	a := create(t)
	one, two, other := strings.Repeat("1", 64), strings.Repeat("2", 64), strings.Repeat("3", 64)
	early, late := article.Comment{ID: "1", Name: "甲", Text: "早", Time: noon}, article.Comment{ID: "2", Name: "乙", Text: "晚", Time: noon.Add(1e9)}
	put(t, a, commented("id", map[string]int{one: 1, two: 2}), commented("else", map[string]int{other: 1}), record("none", noon))
	putComments(t, a, one, late)
	putComments(t, a, two, early, late)
	putComments(t, a, other, article.Comment{ID: "3", Text: "别处"})
	got := must(a.Comments(store.PageName(one)))(t)
	if diff := cmp.Diff([]article.Comment{early, late}, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	if got := must(a.Comments("none"))(t); got != nil {
		t.Errorf("comments of an article without any: %v", got)
	}
	if _, err := a.Comments("nobody"); !errors.Is(err, store.ErrNoArticle) {
		t.Errorf("comments of nobody: %v", err)
	}
}

// A second reading of a page keeps the pictures that the first one found.
func TestCommentsKeepTheirPictures(t *testing.T) {
	a := create(t)
	page := strings.Repeat("1", 64)
	put(t, a, commented("id", map[string]int{page: 1}))
	bare := article.Asset{URL: "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0"}
	full := bare
	full.SHA256, full.Ext, full.Size = strings.Repeat("a", 64), ".png", 9
	putComments(t, a, page, article.Comment{Name: "甲", Text: "看", Pictures: []article.Asset{full}})
	putComments(t, a, page, article.Comment{Name: "甲", Text: "看", Pictures: []article.Asset{bare}})
	got := must(a.Comments("id"))(t)
	if len(got) != 1 || got[0].Pictures[0] != full {
		t.Errorf("comments %+v", got)
	}
	if found, ok, err := a.AssetByCDN(bare.CDN()); !ok || err != nil || found.SHA256 != full.SHA256 {
		t.Errorf("the picture is not found by its CDN id: %+v, %v", found, err)
	}
}

func TestVerifyHoldsCommentsAgainstTheArchive(t *testing.T) {
	a := create(t)
	page, stray := strings.Repeat("1", 64), strings.Repeat("2", 64)
	put(t, a, commented("id", map[string]int{page: 1}))
	putComments(t, a, stray, article.Comment{Text: "无主"})
	var told []string
	for _, p := range must(a.Verify(t.Context(), nil))(t) {
		if p.Path == "index.db" {
			told = append(told, p.What)
		}
	}
	all := strings.Join(told, "\n")
	if !strings.Contains(all, `lacks the comments of page "`+page) || !strings.Contains(all, `bucket "comments": entry "`+stray) {
		t.Errorf("verify tells:\n%s", all)
	}
}
