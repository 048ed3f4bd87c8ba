package emit

import (
	"bytes"
	"fmt"

	"wxbackup/redirect"
)

// htmlPages writes the folder html: pages for hosts that serve files and nothing else
// (GitHub Pages, Aliyun OSS, Tencent COS), each at an old address, and a README.
// Browsers and search engines follow them like a 301.
func htmlPages(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	pages := stubs(m, &out)
	for _, page := range pages {
		out.Files = append(out.Files, File{"html/site/" + page.file, stubPage(page.target)})
	}
	// Without this file GitHub Pages leaves out what begins with "_", as short
	// ids may.
	out.Files = append(out.Files, File{"html/site/.nojekyll", nil})
	readme, err := readme("html", m, map[string]any{"Pages": len(pages)})
	out.Files = append(out.Files, readme)
	return out, err
}

// stubPage is a page that leads to the target. A target holds nothing that has a
// meaning in HTML.
func stubPage(target string) []byte {
	var page bytes.Buffer
	fmt.Fprintf(&page, `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>页面已搬家 / This page has moved</title>
<meta http-equiv="refresh" content="0; url=%[1]s">
<link rel="canonical" href="%[1]s">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
</head>
<body>
<p>页面已搬到新地址 / This page has moved: <a href="%[1]s">%[1]s</a></p>
</body>
</html>
`, target)
	return page.Bytes()
}
