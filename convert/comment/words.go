package comment

import (
	"strings"

	"wxbackup/article"
)

// line is a name in one line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// plain is the text of a comment as all forms have it: tools write no-break
// spaces and line ends differently.
func plain(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ").Replace(s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// placeName is the first of the names that is one; tools write what JavaScript
// makes of a missing value.
func placeName(names ...string) string {
	for _, name := range names {
		name = strings.TrimPrefix(line(name), "来自")
		if name != "" && name != "undefined" && name != "null" {
			return name
		}
	}
	return ""
}

// pictureAt is a picture at an address, or in a file beside the page.
func pictureAt(src string) article.Asset {
	src = article.UnescapeURL(src)
	switch {
	case src == "" || src == "undefined" || src == "null" || strings.HasPrefix(src, "data:"):
		return article.Asset{}
	case strings.HasPrefix(src, "//"):
		return article.Asset{URL: "https:" + src}
	case isPlatform(src):
		return article.Asset{URL: "https" + strings.TrimPrefix(src, "http")}
	case strings.HasPrefix(src, "http://"), strings.HasPrefix(src, "https://"):
		return article.Asset{URL: src}
	}
	return article.Asset{Ref: src}
}

// isPlatform reports an address without encryption on one of the hosts where
// the platform keeps pictures, which all have it.
func isPlatform(src string) bool {
	rest, ok := strings.CutPrefix(src, "http://")
	host, _, _ := strings.Cut(rest, "/")
	return ok && (strings.HasSuffix(host, ".qlogo.cn") || strings.HasSuffix(host, ".qpic.cn"))
}

// authorMark is what tools write behind the account's own name.
const authorMark = "(作者)"

// named gives a comment the name that a tool wrote.
func named(c *article.Comment, name string) {
	name = line(name)
	if bare, ok := strings.CutSuffix(name, authorMark); ok {
		name, c.Author = strings.TrimSpace(bare), true
	}
	c.Name = name
}

// addressed takes the name of who is answered from the beginning of a reply, as
// tools write it: 回复, the name and a colon.
func addressed(text string, colons ...string) (to, rest string) {
	said, ok := strings.CutPrefix(text, "回复 ")
	if !ok {
		return "", text
	}
	for _, colon := range colons {
		name, rest, ok := strings.Cut(said, colon)
		if ok && name != "" && !strings.Contains(name, "\n") && len(name) <= maxName {
			return line(name), rest
		}
	}
	return "", text
}

// maxName is the length, in bytes, above which a text before a colon is no name.
const maxName = 200
