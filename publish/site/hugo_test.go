package site

import (
	"errors"
	"iter"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// fresh are the settings of a site into an empty folder.
func fresh(entries ...Entry) Settings {
	return Settings{
		BaseURL: "https://example.org/blog/", Title: "测试号", Permalink: "/posts/:slug/",
		Articles: sequence(entries...),
		Standing: func(string, []byte) Standing { return Absent },
	}
}

// standing is the standing of the files in it; all others are absent.
func standing(files map[string]Standing) func(string, []byte) Standing {
	return func(name string, _ []byte) Standing { return files[name] }
}

func sequence(entries ...Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func open(t *testing.T, s Settings) Site {
	t.Helper()
	opened, err := Hugo().Open(s)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func wholeEntry() Entry {
	key := article.Key{Biz: "MzA5OTk5OTk5OQ", Mid: 2650000001, Idx: 2}
	return Entry{Slug: "yi-ge-li-zi", Path: "/posts/yi-ge-li-zi/", Article: article.Article{
		ID: key.String(), Key: key, SN: "00aabbccddeeff00112233445566778a",
		ShortIDs: []string{"AbCdEfGhIjKlMnOpQrSt_-"},
		Kind:     article.KindArticle, Title: "一个\n\"例子\"：{{< x >}}", Author: "林间", Account: "测试号",
		Published: time.Date(2024, 3, 5, 0, 5, 6, 0, time.UTC),
		Modified:  time.Date(2024, 3, 6, 0, 5, 6, 0, time.UTC),
		Digest:    "第一行\n第二行", URL: "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt_-",
		ReadMore: "https://example.com/", Origin: article.OriginReprint,
		ReprintOf: "/blog/posts/yuan-wen/", ReprintFrom: "别的号",
		Albums: []article.Album{{ID: "1", Title: "老王说（一）"}}, Tags: []string{"随笔", "no", "？！", "C#"},
		Place: "北京", Paid: true, Truncated: true,
	}}
}

func TestHugoDocumentOfAnArticleWithEverything(t *testing.T) {
	e := wholeEntry()
	got, err := open(t, fresh(e)).Document(Page{
		Entry: e, Body: []byte("## 文\n"), Cover: "0123456789ab.jpg",
		LinkedFrom: []Referrer{{`"新": {{ x }}`, "/blog/posts/%E6%96%B0/"}, {"no", "/blog/posts/no/"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `---
title: "一个 \"例子\"：{{< x >}}"
date: 2024-03-05T08:05:06+08:00
lastmod: 2024-03-06T08:05:06+08:00
slug: "yi-ge-li-zi"
description: "第一行 第二行"
author: "林间"
tags:
  - "随笔"
  - "no"
  - "C#"
albums:
  - "老王说（一）"
images:
  - "0123456789ab.jpg"
draft: false
params:
  wechat:
    account: "测试号"
    biz: "MzA5OTk5OTk5OQ"
    mid: 2650000001
    idx: 2
    sn: "00aabbccddeeff00112233445566778a"
    url: "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt_-"
    short:
      - "AbCdEfGhIjKlMnOpQrSt_-"
    kind: "article"
    reprint: true
    reprint_of: "/blog/posts/yuan-wen/"
    reprint_from: "别的号"
    read_more: "https://example.com/"
    place: "北京"
    paid: true
    truncated: true
  linked_from:
    - title: "\"新\": {{ x }}"
      path: "/blog/posts/%E6%96%B0/"
    - title: "no"
      path: "/blog/posts/no/"
---

## 文
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
}

func TestHugoDocumentOfABareArticle(t *testing.T) {
	e := Entry{Slug: "x", Path: "/posts/x/", Article: article.Article{ID: "sha256-0011223344556677", Kind: article.KindUnknown}}
	got, err := open(t, fresh(e)).Document(Page{Entry: e})
	if err != nil {
		t.Fatal(err)
	}
	want := "---\ntitle: \"x\"\nslug: \"x\"\ndraft: false\nparams:\n  wechat:\n    kind: \"unknown\"\n---\n\n"
	if string(got) != want {
		t.Errorf("document is\n%s\nwant\n%s", got, want)
	}
}

func TestHugoGivesAddressesOnlyWhereItsConfigurationDoesNot(t *testing.T) {
	dated := article.Article{Published: time.Date(2024, 3, 5, 23, 0, 0, 0, time.UTC)}
	const plain = "/posts/:slug/"
	for _, c := range []struct {
		about, pattern, path string
		article              article.Article
		files                map[string]Standing
		config               string
		url                  bool
	}{
		{"default", plain, "/posts/x/", dated, nil, plain, false},
		{"date in article.Zone", "/:year/:month/:day/:slug/", "/2024/03/06/x/", dated, nil, "/:year/:month/:day/:slug/", false},
		{"numbered path", "/:year/:month/:slug/", "/2024/03/x-2/", dated, nil, "/:year/:month/:slug/", true},
		{"no date", "/:year/:slug/", "/0000/x/", article.Article{}, nil, "/:year/:slug/", true},
		{"token Hugo lacks", "/:id/", "/a-1-1/", dated, nil, plain, true},
		{"second publish", plain, "/posts/x/", dated, map[string]Standing{hugoMark: Ours, "hugo.toml": Ours}, plain, false},
		{"edited layout", plain, "/posts/x/", dated, map[string]Standing{hugoMark: Edited, "hugo.toml": Ours}, plain, false},
		{"edited configuration", plain, "/posts/x/", dated, map[string]Standing{hugoMark: Ours, "hugo.toml": Edited}, plain, true},
		{"configuration under another name", plain, "/posts/x/", dated, map[string]Standing{hugoMark: Ours, "hugo.yaml": Foreign}, plain, true},
		{"owner's site", plain, "/posts/x/", dated, map[string]Standing{"hugo.yaml": Foreign}, plain, true},
	} {
		s := fresh()
		s.Permalink, s.Standing = c.pattern, standing(c.files)
		got, err := open(t, s).Document(Page{Entry: Entry{Article: c.article, Slug: "x", Path: c.path}})
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(string(got), "\nurl: \""+c.path+"\"\n"); has != c.url {
			t.Errorf("%s: document gives its address: %v, want %v", c.about, has, c.url)
		}
		if config := string(hugoConfig(s)); !strings.Contains(config, "posts = \""+c.config+"\"\n") {
			t.Errorf("%s: configuration lacks pattern %q:\n%s", c.about, c.config, config)
		}
	}
}

func frameOf(t *testing.T, s Settings) []string {
	t.Helper()
	var names []string
	for f, err := range open(t, s).Frame {
		if err != nil {
			t.Fatal(err)
		}
		if f.Path != path.Clean(f.Path) || strings.HasPrefix(f.Path, "/") || strings.HasPrefix(f.Path, "hugo/") {
			t.Errorf("file %q is not relative to the output folder", f.Path)
		}
		names = append(names, f.Path)
	}
	return names
}

func TestHugoFrame(t *testing.T) {
	whole := frameOf(t, fresh())
	if n := len(whole); n < 10 || whole[n-1] != "hugo.toml" || !slices.Contains(whole, hugoMark) || !slices.Contains(whole, "layouts/_default/_markup/render-image.html") {
		t.Fatalf("new site has files %v, want layouts and hugo.toml last", whole)
	}
	for _, config := range hugoConfigs {
		s := fresh()
		s.Standing = standing(map[string]Standing{config: Foreign})
		if got := frameOf(t, s); len(got) != 0 {
			t.Errorf("owner's site with %s gets %v, want nothing", config, got)
		}
		s.Standing = standing(map[string]Standing{config: Foreign, hugoMark: Ours})
		if got := frameOf(t, s); !slices.Equal(got, whole[:len(whole)-1]) {
			t.Errorf("own site with the owner's %s gets %v, want all but hugo.toml", config, got)
		}
		s.Standing = standing(map[string]Standing{hugoConfigName: Ours})
		if got := frameOf(t, s); !slices.Equal(got, whole) {
			t.Errorf("killed publish is completed with %v, want %v", got, whole)
		}
	}
}

func TestTermsOfOneAddressGetOneSpelling(t *testing.T) {
	tagged := func(tags ...string) Entry { return Entry{Article: article.Article{Tags: tags}} }
	terms, err := collectHugoTerms(sequence(tagged("读书笔记", "c", "？？"), tagged("《读书笔记》", "C", "C++", "a/b")))
	if err != nil {
		t.Fatal(err)
	}
	got := spell(terms.tags, []string{"c", "读书笔记", "C", "？？", "C++", "..", "a/b"})
	want := []text{"C", "《读书笔记》", "C++", "a／b"}
	if !slices.Equal(got, want) {
		t.Errorf("terms %q, want %q", got, want)
	}
}

func TestFailureToReadArticlesIsAnError(t *testing.T) {
	broken := errors.New("broken index")
	s := fresh()
	s.Articles = func(yield func(Entry, error) bool) { yield(Entry{}, broken) }
	if _, err := Hugo().Open(s); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestGeneratorsAreFoundByName(t *testing.T) {
	names := Names()
	if !slices.IsSorted(names) || !slices.Contains(names, "hugo") {
		t.Errorf("names %v, want hugo among them, sorted", names)
	}
	for _, name := range names {
		g, err := ByName(name)
		if err != nil || g.Name != name || g.Open == nil {
			t.Errorf("generator %q: %+v, %v", name, g, err)
		}
	}
	if _, err := ByName("Hugo"); !errors.Is(err, ErrUnknown) {
		t.Errorf("error %v, want ErrUnknown", err)
	}
}
