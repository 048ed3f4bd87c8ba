package emit

import (
	"fmt"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

const (
	testBiz  = "MzA5OTk5OTk5OQ"
	plusBiz  = "Mz+5OTk/OTk5OQ" // no real account has such letters, but base64 does
	alienBiz = "MzI5OTk5OTk5OQ"
	short1   = "AbCdEfGhIjKlMnOpQrStUv"
	short2   = "abcdefghijklmnopqrstuv"
	short3   = "0123456789-_0123456789"
)

func build(t testing.TB, in redirect.Input) redirect.Map {
	t.Helper()
	m, _, err := redirect.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// hostile is a small archive whose paths mean something to configurations.
func hostile() redirect.Input {
	return redirect.Input{
		Articles: []redirect.Article{
			{ID: "a", Keys: []article.Key{{Biz: testBiz, Mid: 2650000001, Idx: 1}}, ShortIDs: []string{short1}, Path: "/posts/中文 标题/"},
			{ID: "b", Keys: []article.Key{{Biz: plusBiz, Mid: 7, Idx: 2}}, ShortIDs: []string{short2}, Path: "/posts/$host;{}\"'\\\r\n/"},
			{ID: "c", Keys: []article.Key{{Biz: alienBiz, Mid: 7, Idx: 2}}, ShortIDs: []string{short3}},
			{ID: "d", Keys: []article.Key{{Biz: testBiz, Mid: 2650000009, Idx: 1}}},
			{ID: "e", Path: "/About/"},
		},
		Former: []redirect.FormerPath{
			{ID: "a", Path: "/旧 的/"},
			{ID: "a", Path: "/$uri/${host}/"},
			{ID: "a", Path: `/back\slash\\/` + `\"/`},
			{ID: "a", Path: `/"; } return 200 evil; #/`},
			{ID: "a", Path: "/about/"},
			{ID: "a", Path: "/ABOUT (^.*$)\\/[a]+?|/"},
			{ID: "a", Path: "/about (^.*$)\\/[a]+?|/"},
			{ID: "a", Path: "/~^.*/"},
			{ID: "a", Path: "//evil.example/%2e%2e/"},
			{ID: "a", Path: "/default/"},
			{ID: "a", Path: "/tab\\t/"},
		},
	}
}

// manyArticles has n articles, each with a key, a short id and a long Chinese
// path of an earlier publish.
func manyArticles(n int) redirect.Input {
	in := redirect.Input{BaseURL: "https://example.com/"}
	for i := range n {
		id := fmt.Sprint(i)
		in.Articles = append(in.Articles, redirect.Article{
			ID:       id,
			Keys:     []article.Key{{Biz: testBiz, Mid: 2650000000 + uint64(i/3), Idx: uint64(i%3) + 1}},
			ShortIDs: []string{fmt.Sprintf("Short-%016d", i)},
			Path:     fmt.Sprintf("/posts/article-%d/", i),
		})
		in.Former = append(in.Former, redirect.FormerPath{ID: id, Path: fmt.Sprintf("/文章/一个相当长的中文标题第%d篇/", i)})
	}
	return in
}
