package redirect

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func rows(t *testing.T, list string) []Row {
	t.Helper()
	read, err := ReadRows("list.csv", strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// withLists is a site with two pages and what the lists of its owner say.
func withLists(t *testing.T, legacy, aliases string) Input {
	return Input{
		BaseURL: "https://example.com/blog/",
		Articles: []Article{
			{ID: key(1, 1).String(), ShortIDs: []string{short1}, Path: "/posts/a/"},
			{ID: "b", ShortIDs: []string{short2}, Path: "/posts/b/"},
			{ID: "unpublished"},
		},
		Live:    []string{"/about/"},
		Former:  []FormerPath{{ID: "b", Path: "/old-b/"}},
		Legacy:  rows(t, legacy),
		Aliases: rows(t, aliases),
	}
}

func TestLegacyRowsBecomeRules(t *testing.T) {
	const a, b = "https://example.com/blog/posts/a/", "https://example.com/blog/posts/b/"
	idA := key(1, 1).String()
	tests := []struct {
		row  string
		want Rule
	}{
		{"http://Www.Old.com:8080/archives/12.html," + short1, Rule{Source{Host: "www.old.com", Path: "/archives/12.html"}, a, idA}},
		{"www.old.com/a/," + idA, Rule{Source{Host: "www.old.com", Path: "/a"}, a, idA}},
		{"https://old.com," + short2, Rule{Source{Host: "old.com", Path: "/"}, b, "b"}},
		{"https://博客.中国/文章/?p=1," + short2, Rule{Source{Host: "xn--9krq6q.xn--fiqs8s", Path: "/文章", Query: "p=1"}, b, "b"}},
		{"/?p=12&utm_source=x," + short2, Rule{Source{Path: "/", Query: "p=12"}, b, "b"}},
		{"/a.html?from=timeline&isappinstalled=0,b", Rule{Source{Path: "/a.html"}, b, "b"}},
		{`/s?t=文 "<>',b`, Rule{Source{Path: "/s"}, "", ""}},
		{"/a.html,https://mp.weixin.qq.com/s/" + short2 + "?x=1", Rule{Source{Path: "/a.html"}, b, "b"}},
		{"https://old.example.com/s/" + short3 + ",b", Rule{Source{ShortID: short3}, b, "b"}},
		{"https://m.old.com/s?__biz=" + biz + "==&mid=5&idx=2,b", Rule{Source{Key: key(5, 2)}, b, "b"}},
		{"/a.html,/posts/a/", Rule{Source{Path: "/a.html"}, a, idA}},
		{"/a.html,/blog/posts/a", Rule{Source{Path: "/a.html"}, a, idA}},
		{"/a.html,https://example.com/blog/about/", Rule{Source{Path: "/a.html"}, "https://example.com/blog/about/", ""}},
		{"/a.html,https://video.example.net/中/v", Rule{Source{Path: "/a.html"}, "https://video.example.net/%E4%B8%AD/v", ""}},
		{"/a.html,https://video.example.net", Rule{Source{Path: "/a.html"}, "https://video.example.net/", ""}},
		{"/a.html", Rule{Source: Source{Path: "/a.html"}}},
		{"/a.html,GONE", Rule{Source: Source{Path: "/a.html"}}},
		{"/old-b/,410", Rule{Source: Source{Path: "/old-b"}}},
	}
	for _, tt := range tests {
		in := withLists(t, tt.row, "")
		m, report, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if tt.want.Source.Path == "/s" {
			if len(report.Strange) != 1 {
				t.Errorf("%s: taken, though the path is the platform's", tt.row)
			}
			continue
		}
		i := slices.IndexFunc(m.Rules, func(r Rule) bool { return r.Source == tt.want.Source })
		if i < 0 {
			t.Errorf("%s: no rule for %+v; report %+v", tt.row, tt.want.Source, report)
			continue
		}
		want := tt.want
		if strings.HasSuffix(tt.row, "posts/a") {
			want.Target = strings.TrimSuffix(want.Target, "/")
		}
		if diff := cmp.Diff(want, m.Rules[i]); diff != "" {
			t.Errorf("%s: rule differs (-want +got):\n%s", tt.row, diff)
		}
	}
}

func TestLegacyRowsThatCannotBeUsedAreReported(t *testing.T) {
	tests := map[string]string{
		"mailto:a@b.c,b": reasonNoAddress, "ftp://old.com/a,b": reasonNoAddress, "/,b": reasonNoAddress, "https://a@old.com/a,b": reasonNoAddress,
		"/mp/rumor?a=b,b": reasonNoAddress, "/a%00b,b": reasonNoAddress, "http://$host/a,b": reasonNoAddress,
		"/a,nothing": reasonNoTarget, "/a,//evil.example/": reasonNoTarget, "/a,/b?c=d": reasonNoTarget, "/a,javascript://x/": reasonNoTarget,
		"/a,https://mp.weixin.qq.com/s/" + short3 + "?a=b": reasonNoTarget,
		"https://example.com/a,https://example.com/a/":     reasonOwnAddress,
	}
	for row, reason := range tests {
		_, report, err := Build(withLists(t, row, ""))
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Strange) != 1 || report.Strange[0].Reason != reason {
			t.Errorf("%s: %+v, want %q", row, report.Strange, reason)
		}
	}
	in := withLists(t, "http://old.com/a,b", "")
	in.BaseURL = ""
	if _, report, _ := Build(in); len(report.Strange) != 1 || report.Strange[0].Reason != reasonNoBaseURL {
		t.Errorf("without the site's address: %+v", report.Strange)
	}
}

func TestChainsAreShortenedAndLoopsHeld(t *testing.T) {
	m, report, err := Build(withLists(t, `
/one,/two
/two,https://example.com/blog/three/
/blog/two,/blog/three
/blog/three,b
/blog/x,/y
/blog/y,/blog/z
/blog/z,/x/
/into,/x
http://older.example/1,https://old.example/2/
http://old.example/2,/two
http://circle.example/1,http://circle.example/2
http://circle.example/2,http://circle.example/1
/blog/kept,/own-page/`, ""))
	if err != nil {
		t.Fatal(err)
	}
	const b = "https://example.com/blog/posts/b/"
	got := map[string]string{}
	for _, r := range m.Of(Former) {
		got[r.Source.Path] = r.Target
	}
	want := map[string]string{
		"/one": b, "/two": b, "/blog/two": b, "/blog/three": b, "/blog/old-b": b, "/blog/kept": "https://example.com/blog/own-page/",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules differ (-want +got):\n%s", diff)
	}
	if len(report.Chains) != 5 || len(report.Loops) != 6 {
		t.Errorf("chains %+v, loops %+v; want 5 and 6", report.Chains, report.Loops)
	}
	for _, r := range m.Of(Legacy) {
		if r.Target != b {
			t.Errorf("%v leads to %q, want %q", r.Source, r.Target, b)
		}
	}
	for _, path := range []string{"/blog/x", "/blog/y", "/blog/z", "/into"} {
		if !slices.Contains(m.Held, Source{Path: path}) {
			t.Errorf("%s is not held", path)
		}
	}
	unseen := 0
	for _, u := range report.Unseen {
		if u.Target == "https://example.com/blog/own-page/" {
			unseen++
		}
	}
	if unseen != 1 {
		t.Errorf("unseen %+v, want the owner's page once", report.Unseen)
	}
}

// An owner settles what the archive leaves open, and cannot hide a page.
func TestAListWinsOverTheArchiveButNotOverAPage(t *testing.T) {
	in := withLists(t, short3+",b\n/blog/posts/a/,b\nhttps://example.com/blog/posts/a,b\nhttps://old.com/blog/posts/a,b", "")
	in.Articles[0].ShortIDs = append(in.Articles[0].ShortIDs, short3)
	in.Articles[1].ShortIDs = append(in.Articles[1].ShortIDs, short3)
	m, report, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Conflicts) != 0 || len(report.Taken) != 2 {
		t.Errorf("conflicts %+v, taken %+v; want none and two", report.Conflicts, report.Taken)
	}
	for source, id := range map[Source]string{{ShortID: short3}: "b", {Host: "old.com", Path: "/blog/posts/a"}: "b"} {
		if !slices.ContainsFunc(m.Rules, func(r Rule) bool { return r.Source == source && r.ID == id }) {
			t.Errorf("no rule from %v to %s", source, id)
		}
	}
}

func TestAliasesAreNamesInAnyOrder(t *testing.T) {
	const alias = `
短链接,长链接
https://mp.weixin.qq.com/s/` + short3 + `,https://mp.weixin.qq.com/s?__biz=` + biz + `==&mid=77&idx=1&sn=x,一个标题
` + biz + `:77:1,b
zzzzzzzzzzzzzzzzzzzzzz,nobody
` + short1 + "," + short2
	for seed := range uint64(20) {
		in := withLists(t, short3+",/posts/b/", alias)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(in.Aliases), func(i, j int) { in.Aliases[i], in.Aliases[j] = in.Aliases[j], in.Aliases[i] })
		m, report, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range []Source{{ShortID: short3}, keySource(77, 1)} {
			if !slices.ContainsFunc(m.Rules, func(r Rule) bool { return r.Source == source && r.ID == "b" }) {
				t.Errorf("seed %d: no rule from %v to b", seed, source)
			}
		}
		if len(report.Strange) != 2 {
			t.Errorf("seed %d: strange %+v, want two", seed, report.Strange)
		}
	}
}

func TestReadRowsReadsWhatSpreadsheetsSave(t *testing.T) {
	const text = "旧地址,新地址\r\n\"/旧,的/\",\"/新/\"\r\n\r\n# 注释\r\n , \r\n/b\r\n"
	want := []Row{{"list.csv", 2, []string{"/旧,的/", "/新/"}}, {"list.csv", 6, []string{"/b"}}}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string]string{"UTF-8": text, "with a mark": "\ufeff" + text, "GB18030": gbk} {
		if diff := cmp.Diff(want, rows(t, list)); diff != "" {
			t.Errorf("%s: rows differ (-want +got):\n%s", name, diff)
		}
	}
}

func TestCutSharedKeepsWhatTheSiteNeeds(t *testing.T) {
	for query, want := range map[string]string{
		"": "", "p=1": "p=1", "p=1&utm_source=x&q=2": "p=1", "utm_source=x": "", "from=timeline": "", "from=timeline&isappinstalled=0": "",
		"from=2&p=1": "from=2&p=1", "xutm_source=1": "xutm_source=1", "p=1&from=groupmessages": "p=1&from=groupmessages", "a=nsukey=1": "a=nsukey=1", "a&nsukey=1": "a",
	} {
		if got := CutShared(query); got != want {
			t.Errorf("CutShared(%q) is %q, want %q", query, got, want)
		}
	}
}
