package item

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// The formats of lists of links.
const (
	// FormatLinkCSV is a row of any list of links in a text file.
	FormatLinkCSV = "link-csv"
	// FormatLinkXLSX is a row of one in a workbook.
	FormatLinkXLSX = "link-xlsx"
)

// The names that people and tools give to the columns of their lists, in lower
// case, those that say most first.
var (
	linkColumns    = []string{"链接", "文章链接", "文章地址", "永久链接", "原文链接", "url", "link", "article_url", "content_url", "msg_link", "href", "网址", "地址"}
	titleColumns   = []string{"标题", "文章标题", "title", "article_title", "msg_title"}
	timeColumns    = []string{"发布时间", "发布日期", "发表时间", "publish_time", "publish_date", "published", "pubdate", "time", "date", "datetime", "时间", "日期", "create_time", "创建时间"}
	authorColumns  = []string{"作者", "author", "author_name"}
	accountColumns = []string{"公众号", "公众号名称", "公众号名", "account", "account_name", "nickname", "mp_name"}
	digestColumns  = []string{"摘要", "digest"}
	coverColumns   = []string{"封面", "封面链接", "cover"}
)

// readLink reads a row of any list of links. What a column is, only its header
// says; of a list without one the address alone is known.
func readLink(item json.RawMessage) (*Statement, error) {
	r, err := readRow(item)
	if err != nil {
		return nil, err
	}
	r = r.inLowerCase()
	link := r.link()
	if link == "" {
		return nil, ErrNothing
	}
	a := article.Article{
		Title:     r.text(titleColumns...),
		Author:    r.text(authorColumns...),
		Account:   r.text(accountColumns...),
		Digest:    r.text(digestColumns...),
		Cover:     cover(r.text(coverColumns...)),
		Published: date(r.text(timeColumns...)),
	}
	if strings.Contains(link, "&amp;") {
		a.Title = page.Plain(a.Title)
	}
	identify(&a, link)
	return stated(a, article.TrustList)
}

func (r row) inLowerCase() row {
	lower := make(row, len(r))
	for _, column := range slices.Sorted(maps.Keys(r)) {
		name := strings.ToLower(strings.TrimSpace(column))
		if lower[name] == "" {
			lower[name] = r[column]
		}
	}
	return lower
}

// link is the article's address: that of a column named for it, or else the
// only cells that are one.
func (r row) link() string {
	for _, column := range slices.Concat(linkColumns, slices.Sorted(maps.Keys(r))) {
		if _, ok := article.ParseAddress(r[column]); ok {
			return r[column]
		}
	}
	return ""
}
