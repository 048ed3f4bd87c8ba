package item

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"wxbackup/article"
	"wxbackup/convert/comment"
	"wxbackup/convert/page"
)

// The formats of what wechat-article-exporter lists.
const (
	// FormatWAE is what the list says of one article.
	FormatWAE = "wae-json"
	// FormatWAECSV is a row of the table, saved as text.
	FormatWAECSV = "wae-csv"
	// FormatWAEXLSX is a row of the table.
	FormatWAEXLSX = "wae-xlsx"
)

// What wechat-article-exporter writes into the row of an article that was
// added by its address, before it knows the article: its times and its mid are
// those of the adding.
const (
	waeNoAccount = "SINGLE_ARTICLE_FAKEID"
	waeNoTitle   = "未命名文章"
	waeNoAuthor  = "--"
)

// readWAE reads a row of the list that wechat-article-exporter writes as JSON:
// what the platform's back office says of an article, with the account's name.
// The text in "content" has lost its markup and is no body.
func readWAE(item json.RawMessage) (*Statement, error) {
	r, err := readObject(item)
	if err != nil {
		return nil, err
	}
	a := article.Article{
		Title:   page.OneLine(without(waeNoTitle, r.text("title"))),
		Author:  page.OneLine(without(waeNoAuthor, r.text("author_name"))),
		Account: page.OneLine(r.text("_accountName")),
		Digest:  page.OneLine(r.text("digest")),
		Cover:   cover(r.text("pic_cdn_url_235_1", "pic_cdn_url_16_9", "cover_img", "cover")),
		Deleted: r.is("is_deleted"),
		Paid:    r.is("is_pay_subscribe"),
	}
	identify(&a, r.text("link"))
	if !r.is("_single") && r.text("fakeid") != waeNoAccount && r.text("title") != waeNoTitle {
		r.officeFacts(&a)
	}
	a.Figures = r.figures()
	s, err := stated(a, article.TrustList)
	if err != nil {
		return nil, err
	}
	s.Comments = comment.Answers(r["comments"], nil)
	return s, nil
}

// officeFacts are what only the platform's back office knows.
func (o object) officeFacts(a *article.Article) {
	a.Published = date(o.text("update_time", "create_time"))
	if n, ok := o.number("item_show_type"); ok {
		a.Kind = article.KindOf(n)
	}
	if o.is("copyright_stat") && o.is("copyright_type") {
		a.Origin = article.OriginOriginal
	}
	for _, album := range o.list("appmsg_album_infos") {
		if title := strings.TrimPrefix(page.OneLine(album.text("title")), "#"); title != "" {
			a.Albums = append(a.Albums, article.Album{ID: without("0", album.text("id", "album_id")), Title: title})
		}
	}
	if a.Key.IsZero() {
		a.Key = o.officeKey()
	}
	if a.URL == "" {
		a.URL = article.LongURL(a.Key, a.SN)
	}
}

// officeKey is the identity of an article whose address does not tell it.
func (o object) officeKey() article.Key {
	mid, idx, _ := strings.Cut(o.text("aid"), "_")
	key, err := article.NewKey(accountBiz(o.text("fakeid")), mid, idx)
	if err != nil {
		return article.Key{}
	}
	return key
}

// accountBiz is a fakeid, which is the account's number in base64, and "" for
// what is no such number.
func accountBiz(fakeid string) string {
	biz := article.TrimBiz(fakeid)
	number, err := base64.RawStdEncoding.DecodeString(biz)
	if err != nil || article.BizOfUIN(string(number)) != biz {
		return ""
	}
	return biz
}

// without is s, or "" where s is the word that stands for nothing.
func without(nothing, s string) string {
	if s == nothing {
		return ""
	}
	return s
}

// waeKinds are the kinds as wechat-article-exporter calls them in tables.
var waeKinds = map[string]article.Kind{
	"普通图文": article.KindArticle,
	"视频分享": article.KindVideo,
	"音乐分享": article.KindMusic,
	"音频分享": article.KindAudio,
	"图片分享": article.KindPicture,
	"文本分享": article.KindText,
	"文章分享": article.KindShare,
	"短文":   article.KindShort,
}

// readWAETable reads a row of the table that wechat-article-exporter writes for
// Excel. Its times are local ones without a zone. The column ID has no account
// in it, and in rows added by an address it is made up.
func readWAETable(item json.RawMessage) (*Statement, error) {
	r, err := readRow(item)
	if err != nil {
		return nil, err
	}
	a := article.Article{
		Kind:    waeKinds[r.text("文章类型")],
		Title:   without(waeNoTitle, r.text("标题")),
		Author:  without(waeNoAuthor, r.text("作者")),
		Account: r.text("公众号"),
		Digest:  r.text("摘要"),
		Cover:   cover(r.text("封面")),
		Albums:  hashedAlbums(r.text("所属合集")),
	}
	if r.text("标题") != waeNoTitle {
		a.Published = date(r.text("发布时间", "创建时间"))
	}
	if r.text("是否原创") == "原创" {
		a.Origin = article.OriginOriginal
	}
	a.Figures = r.figures("阅读", "点赞", "分享", "喜欢", "留言")
	identify(&a, r.text("链接"))
	return stated(a, article.TrustList)
}

// hashedAlbums reads "#一 #二"; titles may hold spaces.
func hashedAlbums(s string) []article.Album {
	s, ok := strings.CutPrefix(s, "#")
	if !ok {
		return nil
	}
	var albums []article.Album
	for title := range strings.SplitSeq(s, " #") {
		if title = strings.TrimSpace(title); title != "" {
			albums = append(albums, article.Album{Title: title})
		}
	}
	return albums
}
