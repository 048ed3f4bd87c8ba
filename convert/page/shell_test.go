package page

import (
	"errors"
	"strings"
	"testing"
)

func TestShellOfAnyOtherSiteIsForeign(t *testing.T) {
	const text = `<p>随便哪个网站的文章，也有二十个字以上，可是不是公众号的。</p>`
	for name, src := range map[string]string{
		"container of any site":       `<html><body><div class="article-content">` + text + `</div></body></html>`,
		"link to an article inside":   `<html><body><div class="article-content"><a href="https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA">` + text + `</a></div></body></html>`,
		"line with some other link":   `<html><body><div class="article-meta"><a href="https://example.com/s/AAAAAAAAAAAAAAAAAAAAAA">原文</a></div><div class="article-content">` + text + `</div></body></html>`,
		"line with an account's page": `<html><body><div class="article-meta"><a href="https://mp.weixin.qq.com/mp/profile_ext?action=home">原文</a></div><div class="article-content">` + text + `</div></body></html>`,
	} {
		if p, err := Parse([]byte(src)); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: page %v, error %v", name, p, err)
		}
	}
}

func TestForeignShellThatWasCut(t *testing.T) {
	const whole = `<html><body><div class="rich_media_content"><p>工具去掉了正文的名字，正文还在，有二十个字以上。</p><p>完</p></div></body></html>`
	inside, _, _ := strings.Cut(whole, "</p>")
	behind := strings.TrimSuffix(whole, "</body></html>")
	for src, want := range map[string]bool{whole: false, inside: true, behind: false} {
		if p := mustParse(t, src); p.Article.Truncated != want {
			t.Errorf("%s: truncated %v", src, p.Article.Truncated)
		}
	}
}

func TestFullestContainerIsTheBody(t *testing.T) {
	const (
		recommended = `<div class="rich_media_content"><p>一句推荐，虽然也有二十个字以上，但不是文章的正文。</p></div>`
		pictured    = `<div class="rich_media_content"><p>正文</p><img data-src="a"><img data-src="b"></div>`
	)
	for _, src := range []string{recommended + pictured, pictured + recommended} {
		if got := textOf(mustParse(t, "<html><body>"+src+"</body></html>").Body); got != "正文" {
			t.Errorf("%s: body %q", src, got)
		}
	}
}

// A reader view of any other page has the same id.
func TestReaderViewOfAnotherSiteIsForeign(t *testing.T) {
	for name, line := range map[string]string{
		"no line":         "",
		"another address": `<div>原文地址：<a href="https://example.com/s/AAAAAAAAAAAAAAAAAAAAAA">题</a></div>`,
		"another line":    `<div>相关：<a href="https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA">题</a></div>`,
	} {
		src := `<html><body><div id="readability-page-1" class="page"><h1>题</h1>` + line + `<p>随便哪个网站的文章，也有二十个字以上，可是不是公众号的。</p></div></body></html>`
		if p, err := Parse([]byte(src)); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: page %v, error %v", name, p, err)
		}
	}
}
