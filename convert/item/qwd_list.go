package item

import (
	"encoding/json"
	"strings"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// FormatQWD is a row of a list of wechatDownload.
const FormatQWD = "qwd-csv"

// readQWD reads a row of a list of wechatDownload. Some of its versions leave
// the HTML escaping of the platform's interface in all cells of a row, which
// shows in the address.
func readQWD(item json.RawMessage) (*Statement, error) {
	r, err := readRow(item)
	if err != nil {
		return nil, err
	}
	a := article.Article{Title: r.text("title"), Published: date(r.text("time"))}
	if strings.Contains(r.text("url"), "&amp;") {
		a.Title = page.Plain(a.Title)
	}
	a.Figures = r.figures("read_num", "like_num", "share_num", "", "comment_count")
	identify(&a, r.text("url"))
	return stated(a, article.TrustList)
}
