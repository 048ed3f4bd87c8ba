package backup

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

func at(seconds int64) time.Time { return time.Unix(1700000000+seconds, 0).In(article.Zone) }

func TestRicher(t *testing.T) {
	base := article.Article{Captured: at(0), Fidelity: article.Fidelity{TextIn: 100, ImagesIn: 2}}
	change := func(f func(a *article.Article)) article.Article {
		a := base
		f(&a)
		return a
	}
	for name, c := range map[string]struct{ rich, poor article.Article }{
		"whole before truncated":     {base, change(func(a *article.Article) { a.Truncated, a.Captured, a.Fidelity.TextIn = true, at(9), 999 })},
		"later capture":              {change(func(a *article.Article) { a.Captured, a.Fidelity.TextIn = at(1), 1 }), base},
		"known capture":              {base, change(func(a *article.Article) { a.Captured, a.Fidelity.TextIn = time.Time{}, 999 })},
		"more text":                  {change(func(a *article.Article) { a.Fidelity = article.Fidelity{TextIn: 101} }), base},
		"more images":                {change(func(a *article.Article) { a.Fidelity.ImagesIn = 3 }), base},
		"nothing but the page's sum": {base, base},
	} {
		if !richer(&c.rich, &c.poor, "b", "a") {
			t.Errorf("%s: not richer", name)
		}
		if richer(&c.poor, &c.rich, "a", "b") {
			t.Errorf("%s: richer both ways", name)
		}
	}
	if richer(&base, &base, "a", "a") {
		t.Error("an article is richer than itself")
	}
}

func TestComplete(t *testing.T) {
	key := article.Key{Biz: "MzA5", Mid: 7, Idx: 1}
	full := article.Article{
		Key: key, SN: "5a", ShortIDs: []string{"b", "c"}, Title: "题", Author: "人", Account: "号", UserName: "gh_", Alias: "al",
		Published: at(5), Modified: at(6), Digest: "摘", Cover: "cover", ReadMore: "more", Origin: article.OriginOriginal,
		ReprintOf: "of", ReprintFrom: "from", Albums: []article.Album{{Title: "集"}}, Tags: []string{"签"}, Place: "北京", CommentID: "9",
		URL: article.LongURL(key, "5a"),
	}
	var a article.Article
	complete(&a, &full)
	if diff := cmp.Diff(full, a); diff != "" {
		t.Errorf("an empty record (-want +got):\n%s", diff)
	}
	other := article.Article{
		Key: article.Key{Biz: "MzA6", Mid: 8, Idx: 2}, SN: "6b", Title: "t", Author: "a", Account: "c", UserName: "u", Alias: "l",
		Published: at(1), Modified: at(2), Digest: "d", Cover: "v", ReadMore: "m", Origin: article.OriginReprint, ReprintOf: "o",
		ReprintFrom: "f", Albums: []article.Album{{Title: "x"}}, Tags: []string{"y"}, Place: "z", CommentID: "1", ShortIDs: []string{"a", "c"},
	}
	b := full
	complete(&b, &other)
	want := full
	want.ShortIDs = []string{"a", "b", "c"}
	if diff := cmp.Diff(want, b); diff != "" {
		t.Errorf("a full record (-want +got):\n%s", diff)
	}
}

func TestCompleteLeavesWhatBelongsToThePage(t *testing.T) {
	other := article.Article{
		Kind: article.KindText, Captured: at(1), Paid: true, Truncated: true, Fidelity: article.Fidelity{TextIn: 1},
		Losses: []article.Loss{{Code: article.LossText}}, Assets: []article.Asset{{URL: "u", SHA256: "s"}},
	}
	var a article.Article
	complete(&a, &other)
	if diff := cmp.Diff(article.Article{}, a); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestCompleteDates(t *testing.T) {
	midnight := time.Date(2024, 7, 5, 0, 0, 0, 0, article.Zone)
	exact := time.Date(2024, 7, 6, 12, 30, 0, 0, article.Zone)
	for name, c := range map[string]struct{ a, other, want time.Time }{
		"none and exact":      {time.Time{}, exact, exact},
		"none and day":        {time.Time{}, midnight, midnight},
		"day and exact":       {midnight, exact, exact},
		"day and none":        {midnight, time.Time{}, midnight},
		"day and another day": {midnight, midnight.AddDate(0, 0, 1), midnight},
		"exact and day":       {exact, midnight, exact},
		"exact and exact":     {exact, exact.Add(time.Minute), exact},
		"in another zone":     {midnight.UTC(), exact, exact},
	} {
		a := article.Article{Published: c.a}
		complete(&a, &article.Article{Published: c.other})
		if !a.Published.Equal(c.want) {
			t.Errorf("%s: %v, want %v", name, a.Published, c.want)
		}
	}
}

func TestCompleteAddress(t *testing.T) {
	key := article.Key{Biz: "MzA5", Mid: 7, Idx: 1}
	for name, c := range map[string]struct {
		a, other article.Article
		want     string
	}{
		"key and sn":       {article.Article{Key: key, SN: "5a"}, article.Article{ShortIDs: []string{"s"}}, article.LongURL(key, "5a")},
		"sn from other":    {article.Article{Key: key}, article.Article{SN: "5a"}, article.LongURL(key, "5a")},
		"short before key": {article.Article{Key: key}, article.Article{ShortIDs: []string{"s"}}, article.ShortURL("s")},
		"short only":       {article.Article{ShortIDs: []string{"t"}}, article.Article{ShortIDs: []string{"s"}}, article.ShortURL("s")},
		"key only":         {article.Article{}, article.Article{Key: key}, article.LongURL(key, "")},
		"none":             {article.Article{}, article.Article{}, ""},
	} {
		complete(&c.a, &c.other)
		if c.a.URL != c.want {
			t.Errorf("%s: %q, want %q", name, c.a.URL, c.want)
		}
	}
}

func TestCompleteAssets(t *testing.T) {
	const a, b = "https://mmbiz.qpic.cn/mmbiz_png/0123456789abcdefA/640", "http://mmbiz.qpic.cn/mmbiz/0123456789abcdefA/0"
	stored := article.Asset{SHA256: "sum", Ext: ".png", Size: 5}
	with := func(asset article.Asset, url, ref string) article.Asset {
		asset.URL, asset.Ref = url, ref
		return asset
	}
	for name, c := range map[string]struct{ asset, other, want article.Asset }{
		"same address":      {with(article.Asset{}, "u", ""), with(stored, "u", "r"), with(stored, "u", "")},
		"same CDN id":       {with(article.Asset{Width: 3}, a, "r"), with(stored, b, ""), article.Asset{URL: a, Ref: "r", Width: 3, SHA256: "sum", Ext: ".png", Size: 5}},
		"same file name":    {with(article.Asset{}, "", "r"), with(stored, "", "r"), with(article.Asset{}, "", "r")},
		"another address":   {with(article.Asset{}, "u", ""), with(stored, "v", ""), with(article.Asset{}, "u", "")},
		"other missing too": {with(article.Asset{}, "u", ""), with(article.Asset{}, "u", ""), with(article.Asset{}, "u", "")},
		"stored already":    {article.Asset{URL: "u", SHA256: "own"}, with(stored, "u", ""), article.Asset{URL: "u", SHA256: "own"}},
	} {
		assets := []article.Asset{c.asset}
		completeAssets(assets, []article.Asset{{URL: "x", SHA256: "y"}, c.other})
		if diff := cmp.Diff(c.want, assets[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestKeepAssets(t *testing.T) {
	assets := []article.Asset{{Ref: "r"}, {Ref: "s"}, {URL: "u", SHA256: "own"}, {Ref: "t"}}
	keepAssets(assets, []article.Asset{{Ref: "r", SHA256: "a"}, {Ref: "other", SHA256: "b"}, {URL: "u", SHA256: "c"}})
	want := []article.Asset{{Ref: "r", SHA256: "a"}, {Ref: "s"}, {URL: "u", SHA256: "own"}, {Ref: "t"}}
	if diff := cmp.Diff(want, assets); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
}
