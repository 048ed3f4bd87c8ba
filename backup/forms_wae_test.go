package backup_test

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"wxbackup/article"
)

// wechat-article-exporter writes an article as index.html and assets beside it.

// What goes with the scripts and the whole head.
var (
	waeAddress = loss{"the address is in the head and the scripts alone; WAE's list has it", facts("address")}
	waeAuthor  = loss{"the author is in the head and the scripts, and shown without its mark", facts("author")}
)

var waeForm = form{
	write: func(_ *testing.T, p rawPage) tree { return waeFolder(p) },
	losses: []loss{
		waeAddress, waeAuthor, others,
		{"the address of a background gives way to its file", addresses},
		{"pages before 2023 have the time under another name", before("2023", "date")},
	},
	ofKind: map[article.Kind][]loss{
		article.KindPicture: {
			{"WAE fills the note into elements that pages of 2025 lack: their file is empty", wholly},
			{"the date and the account are in the scripts alone", facts("date", "account")},
		},
		article.KindShare: {{"WAE writes the first 140 characters of the original in its place", excerpt}},
	},
}

// wholly forgets an article of which the form has nothing.
func wholly(raw, form *reading) {
	if form.Facts == nil {
		*raw = reading{}
	}
}

// waeFolder is what the export writes of a page.
func waeFolder(p rawPage) tree {
	files := tree{}
	d := waeCleaned(p)
	d.Find("#publish_time").SetText(waeTime(p.html))
	waeFillIn(p, d)
	local := map[string]string{}
	keep := func(address string) string {
		if local[address] == "" {
			n := len(local)
			local[address] = fmt.Sprintf("./assets/17490276%05d0.%d.png", n, 4821093377120+n)
			files[strings.TrimPrefix(local[address], "./")] = picture(40 + n)
		}
		return local[address]
	}
	for _, img := range d.Find("img").EachIter() {
		if address := orElse(img.AttrOr("src", ""), img.AttrOr("data-src", "")); address != "" {
			img.SetAttr("src", keep(address))
		}
	}
	page := waeBackgrounds.ReplaceAllStringFunc(render(d.Find("#js_article")), func(s string) string {
		m := waeBackgrounds.FindStringSubmatch(s)
		return m[1] + "./" + keep(html.UnescapeString(m[2])) + m[3]
	})
	files["index.html"] = fmt.Sprintf(wae, html.EscapeString(p.told.Article.Title), d.Find("body").AttrOr("class", ""), page+"\nundefined", waeComments)
	return files
}

// waeFillIn does what the page's scripts would.
func waeFillIn(p rawPage, d *goquery.Document) {
	switch p.told.Article.Kind {
	case article.KindText:
		d.Find("#js_text_desc").SetHtml(p.text)
	case article.KindPicture:
		d.Find("#js_image_desc").SetHtml(p.text)
		if d.Find("#js_image_desc").Length() == 0 {
			return
		}
		var list strings.Builder
		for _, src := range p.shots {
			fmt.Fprintf(&list, `<img src="%s" alt="" style="display: block;border: 1px solid gray;" onclick="window.open(this.src, '_blank', 'popup')" />`, html.EscapeString(src))
		}
		d.Find("#js_share_content_page_hd").SetHtml(`<div style="display: flex;flex-direction: column;">` + list.String() + `</div>`)
	case article.KindShare:
		d.Find("#js_content").SetHtml("<p>" + waeExcerpt(p) + "</p>")
	}
}

// waeExcerpt is the beginning of the original of a share page.
func waeExcerpt(p rawPage) string {
	runes := []rune(strings.Join(strings.Fields(goquery.NewDocumentFromNode(p.told.Body).Text()), ""))
	if len(runes) > 140 {
		return string(runes[:140]) + "..."
	}
	return string(runes)
}

// excerpt asks for the beginning of the text.
func excerpt(raw, form *reading) {
	text := func(r *reading) string {
		d, err := goquery.NewDocumentFromReader(strings.NewReader(r.Body))
		if err != nil {
			panic(err)
		}
		return strings.Join(strings.Fields(d.Text()), "")
	}
	raw.Pictures, raw.Body = nil, text(raw)
	form.Body = strings.TrimSuffix(text(form), "...")
	if form.Body != "" && strings.HasPrefix(raw.Body, form.Body) {
		raw.Body = form.Body
	}
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// waeCleaned is the page without what WAE takes out of it.
func waeCleaned(p rawPage) *goquery.Document {
	d := p.doc()
	d.Find("#js_content").RemoveAttr("style")
	d.Find("#js_article").Find("#js_top_ad_area, #js_tags_preview_toast, #content_bottom_area, script, #js_pc_qr_code, #wx_stream_article_slide_tip").Remove()
	return d
}

var (
	waeBackgrounds = regexp.MustCompile(`((?:background|background-image): url\((?:&#34;)?)((?:https?|//)[^)]+?)((?:&#34;)?\))`)
	waeCreated     = regexp.MustCompile(`var oriCreateTime = '(\d+)'`)
)

// waeTime is the time that WAE fills in.
func waeTime(src string) string {
	m := waeCreated.FindStringSubmatch(src)
	if m == nil {
		return ""
	}
	seconds, _ := strconv.ParseInt(m[1], 10, 64)
	return time.Unix(seconds, 0).In(article.Zone).Format("2006年01月02日 15:04")
}

const wae = `<!DOCTYPE html>
<html lang="zh_CN">
<head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
    <meta http-equiv="X-UA-Compatible" content="IE=edge">
    <meta name="viewport" content="width=device-width,initial-scale=1.0,maximum-scale=1.0,user-scalable=0,viewport-fit=cover">
    <title>%s</title>
    
    <style>
        #page-content,
        #js_article_bottom_bar,
        .__page_content__ {
            max-width: 667px;
            margin: 0 auto;
        }
        img {
            max-width: 100%%;
        }
    </style>
</head>
<body class="%s">
%s

<!-- 评论数据 -->
%s
</body>
</html>`

const waeComments = `<div style="max-width: 667px;margin: 0 auto;padding: 10px 10px 80px;"><p style="font-size: 15px;color: #949494;">留言 2</p><div style="margin-top: -10px;">` +
	`<div style="margin-top: 25px;"><div style="display: flex;"><img src="http://wx.qlogo.cn/mmopen/reader/64" style="display: block;width: 30px;height: 30px;" alt="">` +
	`<div style="flex: 1;"><p style="display: flex;"><span style="margin-right: 5px;">晚点的人</span><span style="color: #b5b5b5;">浙江</span><span>2025-06-04 18:20:11</span>` +
	`<span class="sns_opr_btn sns_praise_btn">12</span></p><p style="font-size: 15px;white-space: pre-line;">留言里的一句话，不是正文。</p></div></div>` +
	`<div style="padding-left: 38px;"><p>作者赞过</p><p style="white-space: pre-line;">回复 晚点的人: 谢谢。</p></div></div></div></div>`

// waePreviewForm is what WAE's interface hands out: one file, pictures remote.
var waePreviewForm = form{
	write: waePreview,
	losses: []loss{
		waeAddress, waeAuthor,
		{"the time is filled in by scripts that are gone", facts("date")},
		{"the pictures are not in the file", noBytes},
	},
	ofKind: map[article.Kind][]loss{
		article.KindPicture: {{"the note is filled in by scripts that are gone", everything}},
		article.KindText:    {{"the note is filled in by scripts that are gone", everything}},
		article.KindShare:   {{"the original is in a script that is gone", everything}},
	},
}

func waePreview(_ *testing.T, p rawPage) tree {
	d := waeCleaned(p)
	for _, img := range d.Find("img").EachIter() {
		if address := orElse(img.AttrOr("src", ""), img.AttrOr("data-src", "")); address != "" {
			img.SetAttr("src", address)
		}
	}
	const head = `<!DOCTYPE html>
  <html lang="zh_CN">
  <head>
      <meta charset="utf-8">
      <meta name="referrer" content="no-referrer">
      <style>
          #js_row_immersive_stream_wrap {
              max-width: 667px;
              margin: 0 auto;
          }
      </style>
  </head>
  `
	return tree{"download.html": head + `<body class="` + d.Find("body").AttrOr("class", "") + "\">\n  " + render(d.Find("#js_article")) + "\n  </body>\n  </html>\n    "}
}

// Pages of before 2025 have the elements that WAE fills a picture note into.
func TestWAEsPictureNoteIsReadWhereItHasOne(t *testing.T) {
	pages := inventedPages(t)
	p := pages[len(pages)-1]
	raw, got := readForm(t, tree{"raw.html": p.html}), readForm(t, waeFolder(p))
	if p.told.Article.Kind != article.KindPicture || got.Body == "" || got.Body != raw.Body || len(got.Pictures) != len(p.shots) || len(got.Missing) > 0 {
		t.Errorf("read %+v\nwant %+v", got, raw)
	}
}
