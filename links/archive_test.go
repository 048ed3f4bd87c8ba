package links_test

import (
	"html"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/store"
)

const (
	oursBiz   = "MzA5OTk5OTk5OQ"
	otherBiz  = "MzA1MTE1MTE1MQ"
	foreign   = "MzA2MjYyNjI2Mg"
	shortID   = "Kd0_sWm4hTq8Zr1Xe-0001"
	serial    = "00aabbccddeeff00112233445566778a"
	oursName  = "慢火车札记"
	otherName = "快车"
)

// numbered is article n of an account, published n days after the first of
// March 2024.
func numbered(biz, account string, n int) article.Article {
	key := article.Key{Biz: biz, Mid: uint64(n), Idx: 1}
	return article.Article{
		ID: key.String(), Key: key, Title: "第" + string(rune('0'+n)) + "站", Account: account, Kind: article.KindArticle,
		Published: time.Date(2024, 3, 1+n, 8, 0, 0, 0, article.Zone), URL: article.LongURL(key, ""),
	}
}

// newArchive has articles with a body each, and those without one as named
// ones.
func newArchive(t *testing.T, bodies map[string]string, articles ...article.Article) *store.Archive {
	t.Helper()
	a, err := store.Create(filepath.Join(t.TempDir(), "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	for _, art := range articles {
		if err := a.Update(func(tx *store.Tx) error { return put(tx, art, bodies) }); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func put(tx *store.Tx, art article.Article, bodies map[string]string) error {
	rec := &store.Record{Article: art}
	text, has := bodies[art.ID]
	if !has {
		return tx.Put(rec, nil)
	}
	slug, err := tx.GiveSlug("zhan", art.ID)
	if err != nil {
		return err
	}
	rec.Slug, rec.Page = slug, strings.Repeat("5", 64)
	return tx.Put(rec, []byte(text))
}

func linkTo(address, text string) string {
	return `<p><a href="` + html.EscapeString(address) + `">` + text + `</a></p>`
}
