package emit

import (
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

func TestNetlifyAnswersByTheRules(t *testing.T) {
	for name, m := range hostMaps(t) {
		t.Run(name, func(t *testing.T) {
			testHost(t, "netlify", "netlify/_redirects", m, nodeHost("netlify.mjs"))
		})
	}
}

func TestNetlifyTellsArticlesOfTwoAccountsThatItWouldMixUp(t *testing.T) {
	m := build(t, redirect.Input{Articles: []redirect.Article{
		{ID: "a", Keys: []article.Key{{Biz: testBiz, Mid: 1, Idx: 1}}, Path: "/a/"},
		{ID: "b", Keys: []article.Key{{Biz: plusBiz, Mid: 1, Idx: 1}}, Path: "/b/"},
		{ID: "c", Keys: []article.Key{{Biz: testBiz, Mid: 2, Idx: 1}}, Path: "/c/"},
		{ID: "d", Keys: []article.Key{{Biz: alienBiz, Mid: 2, Idx: 1}}}, // without a page
		{ID: "e", Keys: []article.Key{{Biz: testBiz, Mid: 3, Idx: 1}}, Path: "/e/"},
	}})
	out := emit(t, "netlify", m)
	if len(out.Unserved) != 1 || out.Unserved[0].Count != 3 || out.Unserved[0].Instead != "resolver" {
		t.Errorf("unserved are %+v, want the three of message 1 and 2", out.Unserved)
	}
	if rows := string(fileNamed(t, out, "netlify/_redirects")); strings.Count(rows, "__biz") != 1 || !strings.Contains(rows, " /e/ 301!") {
		t.Errorf("the rows are\n%s", rows)
	}
}

func TestNetlifyReadmeWarnsOfManyLines(t *testing.T) {
	const warning = "More than 10,000 lines"
	for n, want := range map[int]bool{3000: false, 3500: true} {
		if got := strings.Contains(string(fileNamed(t, emit(t, "netlify", build(t, manyArticles(n))), "netlify/README.md")), warning); got != want {
			t.Errorf("%d articles: the README warns: %v", n, got)
		}
	}
}
