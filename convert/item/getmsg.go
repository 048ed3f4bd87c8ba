package item

import (
	"encoding/json"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// FormatGetmsg is one article of an account's history.
const FormatGetmsg = "getmsg-json"

// getmsgOriginal is how the history of an account marks 原创 in copyright_stat;
// pages have 1 for it.
const getmsgOriginal = "11"

// readGetmsg reads one article of an account's history (profile_ext,
// action=getmsg): its own object, with that of the message around it. The
// platform escapes texts and addresses for HTML.
func readGetmsg(item json.RawMessage) (*Statement, error) {
	r, err := readObject(item)
	if err != nil {
		return nil, err
	}
	ext := r.inner("app_msg_ext_info")
	a := article.Article{
		Title:     page.Plain(ext.text("title")),
		Author:    page.Plain(ext.text("author")),
		Digest:    page.Plain(ext.text("digest")),
		Cover:     cover(ext.text("cover")),
		ReadMore:  page.ReadMore(ext.text("source_url")),
		Published: date(r.inner("comm_msg_info").text("datetime")),
		Paid:      ext.is("is_pay_subscribe"),
	}
	if n, ok := ext.number("item_show_type"); ok {
		a.Kind = article.KindOf(n)
	}
	if ext.text("copyright_stat") == getmsgOriginal {
		a.Origin = article.OriginOriginal
	}
	identify(&a, ext.text("content_url"))
	return stated(a, article.TrustAPI)
}
