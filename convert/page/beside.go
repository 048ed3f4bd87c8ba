package page

import (
	"regexp"
	"strconv"

	"wxbackup/article"
	"wxbackup/convert/comment"
)

// readBeside reads what a tool wrote beside the article: the comments, and how
// often it was read. None of it is a part of the body. Tools that write such
// things take the platform's scripts out: a page that has them, which is large,
// is not searched.
func (p *Page) readBeside(src []byte) {
	if p.Scripted {
		return
	}
	shown := comment.InPage(src)
	p.Comments = shown.Comments
	f := article.Figures{Comments: count(shown.Count)}
	if m := readCount.FindSubmatch(src); m != nil {
		f.Reads = count(string(m[1]))
	}
	p.Article.Figures = article.Counted(f)
}

// readCount is where wechat-article-exporter writes how often an article was
// read. The platform's own pages leave it to scripts.
var readCount = regexp.MustCompile(`id="js_temp_sns_sc_readnum_btn"[^<>]*>\s*([0-9]+)\s*<`)

// count is a number, nil for what is none: the tool writes undefined, and
// large numbers are rounded.
func count(s string) *int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return nil
	}
	return &n
}
