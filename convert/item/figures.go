package item

import (
	"strconv"

	"wxbackup/article"
)

// figures are what wechat-article-exporter knows of how an article was read.
// It calls 点赞 oldLikeNum, as the platform does since 喜欢 came.
func (o object) figures() []article.Figures {
	return article.Counted(article.Figures{
		Reads: count(o.text("readNum")), Likes: count(o.text("oldLikeNum")), Shares: count(o.text("shareNum")),
		Recommends: count(o.text("likeNum")), Comments: count(o.text("commentNum")),
	})
}

// figures are the counts in columns of a table; the name of one that the table
// lacks is "".
func (r row) figures(reads, likes, shares, recommends, comments string) []article.Figures {
	return article.Counted(article.Figures{
		Reads: count(r.text(reads)), Likes: count(r.text(likes)), Shares: count(r.text(shares)),
		Recommends: count(r.text(recommends)), Comments: count(r.text(comments)),
	})
}

// count is a number, nil for what is none.
func count(s string) *int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return nil
	}
	return &n
}
