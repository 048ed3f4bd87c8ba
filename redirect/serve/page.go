package serve

import (
	"fmt"
	"net/http"
)

// page is what a reader sees where there is nothing to lead to. It is the same
// for every request.
const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%[1]s</title>
<h1>%[1]s</h1>
<p lang="en">%[2]s</p>
</html>
`

// writePage answers with a small page in Chinese and English.
func writePage(w http.ResponseWriter, status int) {
	chinese, english := words(status)
	writeBody(w, status, "text/html; charset=utf-8", fmt.Appendf(nil, page, chinese, english))
}

func words(status int) (chinese, english string) {
	switch status {
	case http.StatusGone:
		return "文章已不存在", "This article is gone."
	case http.StatusNotFound:
		return "没有找到这个页面", "There is no such page here."
	case http.StatusMethodNotAllowed:
		return "不支持这种请求", "This kind of request is not answered here."
	}
	return "暂时无法访问，请稍后再试", "Not available at the moment, please try again later."
}
