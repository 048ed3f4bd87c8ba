package links_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/links"
	"wxbackup/store"
)

// edges are a graph's links, a line each.
func edges(g *links.Graph) []string {
	var lines []string
	for _, e := range g.Links {
		to := e.URL
		if e.To != nil {
			to = e.To.ID
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s×%d", e.From.ID, e.Kind, to, e.Text, e.Count))
	}
	return lines
}

func ids(articles []*links.Article) []string {
	list := []string{}
	for _, a := range articles {
		list = append(list, a.ID)
	}
	return list
}

func read(t *testing.T, a *store.Archive, account string) *links.Graph {
	t.Helper()
	g, err := links.Read(a, account)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// crossroads is an archive with a link of every kind.
func crossroads(t *testing.T) *store.Archive {
	one, two, three := numbered(oursBiz, oursName, 1), numbered(oursBiz, oursName, 2), numbered(oursBiz, oursName, 3)
	friend, listed := numbered(otherBiz, otherName, 4), numbered(oursBiz, oursName, 5)
	two.ShortIDs = []string{"AbCdEfGhIjKlMnOpQrSt_-"}
	two.ReadMore = "//WWW.example.org:8080/a?b#c"
	lost := numbered(oursBiz, "", 6)
	return newArchive(t, map[string]string{
		one.ID: linkTo(one.URL, "自己") + linkTo(two.URL, "") + linkTo(article.ShortURL(two.ShortIDs[0])+"?scene=1", "又是第二站") +
			linkTo(listed.URL, "名单里的") + linkTo(lost.URL, "没有的"),
		two.ID: linkTo(one.URL, "第一站") + linkTo(lost.URL+"&sn="+serial+"&chksm=1", "还是它") + linkTo(article.ShortURL(shortID), "短的") +
			linkTo(numbered(foreign, "", 9).URL, "生人的") + linkTo("mailto:a@example.org", "信") + `<p><a href="asset:0">🔊</a></p>`,
		three.ID:  "<p>没有链接</p>",
		friend.ID: linkTo(two.URL, "友") + linkTo("https://mp.weixin.qq.com/mp/appmsgalbum?album_id=1&key=secret", "合集") + linkTo("http://example.org/", "站") + linkTo("http://example.org/", "站"),
	}, one, two, three, friend, listed)
}

func TestLinksLeadWhereTheyLead(t *testing.T) {
	g := read(t, crossroads(t), "")
	one, two, three, friend := oursBiz+":1:1", oursBiz+":2:1", oursBiz+":3:1", otherBiz+":4:1"
	listed, lost := oursBiz+":5:1", oursBiz+":6:1"
	want := []string{
		friend + " inside " + two + " 友×1",
		friend + " outside https://mp.weixin.qq.com/mp/appmsgalbum?album_id=1 合集×1",
		friend + " outside http://example.org/ 站×2",
		two + " inside " + one + " 第一站×1",
		two + " missing " + lost + " 还是它×1",
		two + " missing " + shortID + " 短的×1",
		two + " foreign " + foreign + ":9:1 生人的×1",
		two + " outside https://WWW.example.org:8080/a?b#c ×1",
		one + " self " + one + " 自己×1",
		one + " inside " + two + " 又是第二站×2",
		one + " missing " + listed + " 名单里的×1",
		one + " missing " + lost + " 没有的×1",
	}
	if diff := cmp.Diff(want, edges(g)); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	for what, list := range map[string]struct{ got, want []string }{
		"articles":    {ids(g.Articles), []string{friend, three, two, one}},
		"most linked": {ids(g.MostLinked()), []string{two, one}},
		"orphans":     {ids(g.Orphans()), []string{friend, three}},
		"dead ends":   {ids(g.DeadEnds()), []string{three}},
		"missing":     {ids(g.Missing()), []string{lost, listed, shortID}},
	} {
		if diff := cmp.Diff(list.want, list.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	hosts := []links.Host{{"example.org", 1, 2}, {"mp.weixin.qq.com", 1, 1}, {"www.example.org", 1, 1}}
	if diff := cmp.Diff(hosts, g.Hosts()); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
}

// What is known of a missing article is what a list says, or else links.
func TestMissingArticlesHaveTitlesAndAddresses(t *testing.T) {
	var got []string
	for _, m := range read(t, crossroads(t), "").Missing() {
		got = append(got, fmt.Sprintf("%s %s %s %v", m.Title, m.Account, m.URL, ids(m.LinkedFrom)))
	}
	lost, listed := article.Key{Biz: oursBiz, Mid: 6, Idx: 1}, article.Key{Biz: oursBiz, Mid: 5, Idx: 1}
	want := []string{
		"还是它 " + oursName + " " + article.LongURL(lost, serial) + " [" + oursBiz + ":2:1 " + oursBiz + ":1:1]",
		"第5站 " + oursName + " " + article.LongURL(listed, "") + " [" + oursBiz + ":1:1]",
		"短的  " + article.ShortURL(shortID) + " [" + oursBiz + ":2:1]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// With an account, what links to its articles is still counted whole.
func TestLinksOfAnAccount(t *testing.T) {
	a := crossroads(t)
	for _, account := range []string{otherName, otherBiz, otherBiz + "=="} {
		g := read(t, a, account)
		if got, want := ids(g.Articles), []string{otherBiz + ":4:1"}; !slices.Equal(got, want) || len(g.Links) != 3 {
			t.Errorf("account %q: articles %v, %d links", account, got, len(g.Links))
		}
	}
	g := read(t, a, oursName)
	if got := len(g.Links); got != 10 {
		t.Errorf("%d links, want those of the account and the one to it", got)
	}
	if got := g.MostLinked()[0]; got.ID != oursBiz+":2:1" || len(got.LinkedFrom) != 2 {
		t.Errorf("most linked is %s, by %v", got.ID, ids(got.LinkedFrom))
	}
	if g := read(t, a, "没有这个号"); len(g.Articles)+len(g.Links)+len(g.Missing())+len(g.Hosts()) != 0 {
		t.Errorf("of an account that is not there: %v", edges(g))
	}
}

// TestEveryPairIsCountedOnce has chance link articles and holds the graph
// against a table of what was linked.
func TestEveryPairIsCountedOnce(t *testing.T) {
	chance := rand.New(rand.NewPCG(4, 2))
	const n = 9
	var all []article.Article
	bodies := map[string]string{}
	count := [n][n]int{}
	for i := range n {
		all = append(all, numbered(oursBiz, oursName, i+1))
	}
	for i := range n {
		var body strings.Builder
		for range chance.IntN(6) {
			j := chance.IntN(n)
			count[i][j]++
			body.WriteString(linkTo(all[j].URL+"&sn="+serial, all[j].Title))
		}
		bodies[all[i].ID] = body.String() + "<p>完</p>"
	}
	g := read(t, newArchive(t, bodies, all...), "")
	got := [n][n]int{}
	for _, e := range g.Links {
		got[e.From.Key.Mid-1][e.To.Key.Mid-1] += e.Count
	}
	if count != got {
		t.Errorf("counts are %v, want %v", got, count)
	}
	for _, a := range g.Articles {
		in, out, i := 0, 0, a.Key.Mid-1
		for j := range n {
			in += pair(count[j][i], i == uint64(j))
			out += pair(count[i][j], i == uint64(j))
		}
		if len(a.LinkedFrom) != in || len(a.LinksTo) != out {
			t.Errorf("%s: linked from %d and to %d, want %d and %d", a.ID, len(a.LinkedFrom), len(a.LinksTo), in, out)
		}
	}
}

func pair(count int, self bool) int {
	if count > 0 && !self {
		return 1
	}
	return 0
}
