package mapping_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/mapping"
	"wxbackup/convert/page"
)

const shell = `# pages of my own tool
- match: div.my-shell
  body: div.my-shell > .text
  title: h1.head
  author: .by em
  account: meta[name=account]@content
  url: a.origin@href
  date: time@datetime
`

const shelled = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="account" content="河边读书"></head>
<body><div class="my-shell"><h1 class="head">一条河
  &amp; 两座桥</h1><p class="by">作者 <em>阿青</em></p><time datetime="2024-03-05 06:07">昨天</time>
<a class="origin" href="https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV?scene=1">原文</a>
<div class="text"><p>第一段。</p><p>第二段。</p></div><div class="text">页脚</div></div></body></html>`

func parse(t *testing.T, src string) mapping.List {
	t.Helper()
	list, err := mapping.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestPagesAreReadAsTheirOwnerSays(t *testing.T) {
	p, err := parse(t, shell).Read([]byte(shelled))
	if err != nil {
		t.Fatal(err)
	}
	want := article.Article{
		Kind: article.KindArticle, Title: "一条河 & 两座桥", Author: "阿青", Account: "河边读书",
		Published: time.Date(2024, 3, 5, 6, 7, 0, 0, article.Zone),
		ShortIDs:  []string{"ABCDEFGHIJKLMNOPQRSTUV"}, URL: "https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV",
	}
	if diff := cmp.Diff(want, p.Article); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
	var b strings.Builder
	if err := html.Render(&b, p.Body); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != "<div><p>第一段。</p><p>第二段。</p></div>" {
		t.Errorf("body %s", got)
	}
}

func TestTheFirstMappingThatFitsIsUsed(t *testing.T) {
	list := parse(t, "- {match: .none, body: body}\n- {match: .b, body: .b, date: .d, layouts: ['02.01.2006']}\n- {match: body, body: .a}\n")
	for name, c := range map[string]struct {
		src, body string
		date      time.Time
		err       error
	}{
		"second":         {`<p class=b>二</p><p class=d>05.03.2024</p>`, "<div>二</div>", time.Date(2024, 3, 5, 0, 0, 0, 0, article.Zone), nil},
		"another layout": {`<p class=b>二</p><p class=d>2024-03-05</p>`, "<div>二</div>", time.Time{}, nil},
		"last":           {`<p class=a>一</p>`, "<div>一</div>", time.Time{}, nil},
		"no body":        {`<p>一</p>`, "", time.Time{}, mapping.ErrMapping},
		"empty":          {"", "", time.Time{}, page.ErrEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := list.Read([]byte(c.src))
			if !errors.Is(err, c.err) {
				t.Fatalf("read with %v, want %v", err, c.err)
			}
			if err != nil {
				return
			}
			var b strings.Builder
			if err := html.Render(&b, p.Body); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.body || !p.Article.Published.Equal(c.date) {
				t.Errorf("read %s of %v, want %s of %v", b.String(), p.Article.Published, c.body, c.date)
			}
		})
	}
	if _, err := list[:2].Read([]byte("<p>别的</p>")); !errors.Is(err, page.ErrForeign) {
		t.Errorf("read a page of no mapping with %v", err)
	}
}

func TestFilesThatAreNoMappings(t *testing.T) {
	for name, src := range map[string]string{
		"unknown name":     "- match: a\n  body: b\n  titel: h1\n",
		"no body":          "- match: a\n",
		"no match":         "- body: a\n",
		"selector":         "- {match: 'a[', body: b}\n",
		"selector of body": "- {match: a, body: '..'}\n",
		"selector of text": "- {match: a, body: b, title: 'h1..@x'}\n",
		"attribute alone":  "- {match: a, body: b, title: '@x'}\n",
		"no list":          "match: a\n",
		"no YAML":          "- [\n",
	} {
		t.Run(name, func(t *testing.T) {
			if list, err := mapping.Parse([]byte(src)); !errors.Is(err, mapping.ErrMapping) {
				t.Errorf("parsed %v with %v", list, err)
			}
		})
	}
}

func TestNewerMappingsComeBeforeOlder(t *testing.T) {
	older := mapping.List{{Match: "a", Body: "x"}, {Match: "b", Body: "x"}}
	newer := mapping.List{{Match: "c", Body: "y"}, {Match: "a", Body: "y"}}
	joined := newer.Before(older)
	want := mapping.List{{Match: "c", Body: "y"}, {Match: "a", Body: "y"}, {Match: "b", Body: "x"}}
	if diff := cmp.Diff(want, joined); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
	src, err := joined.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(joined, parse(t, string(src))); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}

func FuzzMapping(f *testing.F) {
	f.Add(shell, shelled)
	f.Add("- {match: '*', body: '*', url: 'a@', date: ':root@x@y'}", "\x1f\x8b<p>")
	f.Fuzz(func(t *testing.T, src, doc string) {
		list, err := mapping.Parse([]byte(src))
		if err != nil {
			return
		}
		if p, err := list.Read([]byte(doc)); (p == nil) == (err == nil) {
			t.Errorf("read %v with %v", p, err)
		}
	})
}
