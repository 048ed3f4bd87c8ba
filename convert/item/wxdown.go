package item

import (
	"cmp"
	"encoding/json"
	"regexp"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// FormatWXDown is a line of wxdown's index.
const FormatWXDown = "wxdown-jsonl"

// readWXDown reads a line of wxdown's index of what it fetched. The values come
// from the page's scripts as they stand there, in the escapes of JavaScript and
// HTML; activity_Name and js_name are made into file names. A page without a
// time has that of Go's own layout, "2006-01-02 15:04:05".
func readWXDown(item json.RawMessage) (*Statement, error) {
	r, err := readObject(item)
	if err != nil {
		return nil, err
	}
	a := article.Article{
		Title:     cmp.Or(r.scripted("msg_title"), page.OneLine(r.text("activity_Name"))),
		Account:   page.OneLine(r.text("js_name")),
		Published: date(r.text("createTime")),
		Place:     cmp.Or(r.scripted("provinceName"), r.scripted("countryName")),
	}
	if name := r.text("user_name"); userName.MatchString(name) {
		a.UserName = name
	}
	identify(&a, r.scripted("msg_link"), r.text("url"))
	return stated(a, article.TrustList)
}

// scripted is a text that was taken out of a script.
func (o object) scripted(name string) string {
	return page.Plain(page.UnescapeJS([]byte(o.text(name))))
}

// userName matches the internal names of accounts.
var userName = regexp.MustCompile(`^gh_[0-9a-f]{12}$`)
