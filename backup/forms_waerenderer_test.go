package backup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wxbackup/article"
)

// waeRendererForm is the page that wechat-article-exporter renders from a
// page's data.
var waeRendererForm = form{
	write: waeRenderer, losses: []loss{{"the pictures are not in the file", noBytes}},
	ofKind: map[article.Kind][]loss{
		article.KindText:  {{"a note without a title of its own is 无标题 there", facts("title")}},
		article.KindShare: {{"the renderer reads the data of articles and notes alone", wholly}},
	},
}

func waeRenderer(_ *testing.T, p rawPage) tree {
	a := p.told.Article
	title, kind, body := a.Title, 0, ""
	switch a.Kind {
	case article.KindPicture:
		kind, body = 8, waeRendererPictures(p)
	case article.KindText:
		title, kind, body = "(无标题)", 10, `<p class="text_content">`+strings.ReplaceAll(p.text, "<br/>", "<br />")+"</p>\n"
	default:
		body = waeRendererBody(p)
	}
	return tree{"page.html": fmt.Sprintf(waeRendered, title, a.Author, a.Account, a.Published.In(article.Zone).Format("2006-01-02 15:04"), a.Place, p.address(), kind, body)}
}

// waeRendererBody is an article's body with its pictures' addresses where a
// browser reads them.
func waeRendererBody(p rawPage) string {
	d := goquery.NewDocumentFromNode(p.doc().Find("#js_content").Get(0))
	for _, img := range d.Find("img[data-src]").EachIter() {
		img.SetAttr("src", img.AttrOr("data-src", "")).RemoveAttr("data-src").RemoveAttr("height").SetAttr("loading", "eager")
	}
	inside, _ := d.Html()
	return inside
}

func waeRendererPictures(p rawPage) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n<p class=\"text_content\">%s</p>\n<div class=\"picture_content\">", p.text)
	for i, src := range p.shots {
		fmt.Fprintf(&b, "<div class=\"picture_item\" id=\"图%[1]d\">\n    <img class=\"picture_item_img\" src=\"%[2]s\" alt=\"图%[1]d\" />\n    <p class=\"picture_item_label\">图%[1]d</p>\n</div>\n", i+1, src)
	}
	return b.String() + "</div>\n"
}

const waeRendered = `<!DOCTYPE html>
<html lang="zh_CN">
<head>
    <meta charset="utf-8">
    <meta name="referrer" content="no-referrer">
    <title>%[1]s</title>
    <style>
        .__page_content__ {
            max-width: 667px;
        }
    </style>
</head>
<body>
<div class="__page_content__">
<h1 class="title">%[1]s</h1>
<div class="__meta__">
    <span class="copyright">原创</span>
    <span class="author">%[2]s</span>
    <span class="nick_name">%[3]s</span>
    <span class="create_time">%[4]s</span>
    <span class="ip">%[5]s</span>
</div>
<blockquote class="source">原文地址: <a href="%[6]s">%[6]s</a></blockquote>
<section class="item_show_type_%[7]d">%[8]s</section>
</div>
</body>
</html>`
