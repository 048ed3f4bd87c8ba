package gaps_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/gaps"
	"wxbackup/store"
)

const (
	oursBiz   = "MzA5OTk5OTk5OQ"
	othersBiz = "MzA1MTE1MTE1MQ"
	short     = "Kd0_sWm4hTq8Zr1Xe-0001"
	serial    = "00aabbccddeeff00112233445566778a"
	picture   = "https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe0001/640?wx_fmt=png"
)

// numbered is article n of an account, published n days after the first of
// March 2024.
func numbered(biz, account string, n int) article.Article {
	key := article.Key{Biz: biz, Mid: uint64(n), Idx: 1}
	return article.Article{
		ID: key.String(), Key: key, Title: "第一站", Account: account, Kind: article.KindArticle,
		Published: time.Date(2024, 3, 1+n, 8, 0, 0, 0, article.Zone), URL: article.LongURL(key, ""),
	}
}

// archive has articles with a body each, and those without one as named ones.
func archive(t *testing.T, bodies map[string]string, articles ...article.Article) *store.Archive {
	t.Helper()
	a, err := store.Create(filepath.Join(t.TempDir(), "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	err = a.Update(func(tx *store.Tx) error {
		for _, art := range articles {
			rec := &store.Record{Article: art}
			var body []byte
			if text, has := bodies[art.ID]; has {
				slug, err := tx.GiveSlug("zhan", art.ID)
				if err != nil {
					return err
				}
				rec.Slug, rec.Page, body = slug, strings.Repeat("5", 64), []byte(text)
			}
			if err := tx.Put(rec, body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func linkTo(address, text string) string { return `<p><a href="` + address + `">` + text + `</a></p>` }

// whys are the missing articles by ID.
func whys(t *testing.T, a *store.Archive, account string) map[string]gaps.Why {
	t.Helper()
	found, err := gaps.Articles(a, account)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]gaps.Why{}
	for _, m := range found {
		by[m.ID] = m.Why
	}
	return by
}

func TestLinksNameMissingArticles(t *testing.T) {
	there := numbered(oursBiz, "慢火车札记", 1)
	there.ReadMore = numbered(oursBiz, "", 5).URL
	friend := numbered(othersBiz, "快车", 1)
	listed, gone := numbered(oursBiz, "慢火车札记", 2), numbered(oursBiz, "慢火车札记", 3)
	gone.Deleted = true
	bodies := map[string]string{
		there.ID: linkTo(there.URL, "自己") + linkTo(listed.URL, "表里的") + linkTo(numbered(oursBiz, "", 4).URL, "没有的") +
			linkTo(article.ShortURL(short), "短的") + linkTo(numbered("MzA2MjYyNjI2Mg", "", 9).URL, "生人的") +
			linkTo("https://mp.weixin.qq.com/mp/appmsgalbum?__biz="+oursBiz+"&album_id=1", "合集"),
		friend.ID: linkTo(numbered(oursBiz, "", 4).URL, "https://mp.weixin.qq.com/s?x") + linkTo(numbered(othersBiz, "", 2).URL, "他们的"),
	}
	a := archive(t, bodies, there, friend, listed, gone)

	ours := map[string]gaps.Why{
		listed.ID: gaps.Listed, gone.ID: gaps.Deleted, oursBiz + ":4:1": gaps.Linked, oursBiz + ":5:1": gaps.Linked, short: gaps.Linked,
	}
	if diff := cmp.Diff(ours, whys(t, a, "慢火车札记")); diff != "" {
		t.Errorf("of one account (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ours, whys(t, a, oursBiz+"==")); diff != "" {
		t.Errorf("of one biz (-want +got):\n%s", diff)
	}
	ours[othersBiz+":2:1"] = gaps.Linked
	if diff := cmp.Diff(ours, whys(t, a, "")); diff != "" {
		t.Errorf("of all (-want +got):\n%s", diff)
	}
}

func TestMissingArticlesHaveWhatIsKnown(t *testing.T) {
	one, two := numbered(oursBiz, "慢火车札记", 1), numbered(oursBiz, "慢火车札记", 2)
	named := numbered(oursBiz, "", 3)
	lost := numbered(oursBiz, "", 4)
	a := archive(t, map[string]string{
		one.ID: linkTo(lost.URL+"&sn="+serial, "夜班车") + linkTo(named.URL, "它"),
		two.ID: linkTo(lost.URL, "https://mp.weixin.qq.com/s?x"),
	}, one, two, named)
	got, err := gaps.Articles(a, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []gaps.Article{
		{Why: gaps.Listed, ID: named.ID, Title: "第一站", URL: named.URL, Account: "慢火车札记", Key: named.Key, Published: named.Published, LinkedFrom: []string{one.ID}},
		{Why: gaps.Linked, ID: lost.ID, Title: "夜班车", URL: article.LongURL(lost.Key, serial), Account: "慢火车札记", Key: lost.Key, SN: serial, LinkedFrom: []string{one.ID, two.ID}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// A picture whose bytes came in with another article is not missing.
func TestMissingAssets(t *testing.T) {
	one, two := numbered(oursBiz, "慢火车札记", 1), numbered(oursBiz, "慢火车札记", 2)
	one.Assets = []article.Asset{{URL: picture, SHA256: strings.Repeat("7", 64), Ext: ".png", Size: 1}}
	two.Assets = []article.Asset{{URL: strings.Replace(picture, "640", "0", 1)}, {URL: "https://a.example/1.png"}, {Ref: "x_files/2.png"}}
	a := archive(t, map[string]string{one.ID: "<p>一</p>", two.ID: "<p>二</p>"}, one, two)
	got, err := gaps.Assets(a, "慢火车札记")
	if err != nil {
		t.Fatal(err)
	}
	missing := gaps.Asset{ID: two.ID, Title: "第一站", Account: "慢火车札记", Key: two.Key, Published: two.Published}
	byURL, byRef := missing, missing
	byURL.URL, byRef.Ref = "https://a.example/1.png", "x_files/2.png"
	if diff := cmp.Diff([]gaps.Asset{byURL, byRef}, got); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	if other, err := gaps.Assets(a, "快车"); len(other) != 0 || err != nil {
		t.Errorf("of another account: %v, %v", other, err)
	}
}
