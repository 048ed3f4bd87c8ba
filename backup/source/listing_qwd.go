package source

import "slices"

// The lists of wechatDownload are CSV files whose header is
// title,url,time,like_num,read_num,share_num,comment_count.

var qwdColumns = []string{"title", "url", "time", "like_num", "read_num", "share_num", "comment_count"}

func isQWD(name string, head []byte) bool { return slices.Equal(headerOf(name, head), qwdColumns) }
