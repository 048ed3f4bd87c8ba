package site

import (
	"fmt"
	"strings"

	"wxbackup/article"
)

// hugoTokens are the tokens of a permalink pattern that Hugo's own patterns
// have too, with the same meaning.
var hugoTokens = []string{":slug", ":year", ":month", ":day"}

// hugoConfig is the configuration of a new site. It says nothing that one of
// the versions served does not know or calls deprecated: hence the language
// is "locale", which older versions pass over, and layouts name it too. So do
// versions before 0.122 with passthrough, by which formulas reach KaTeX as they
// stand; there the reader sees LaTeX.
func hugoConfig(s Settings) []byte {
	return fmt.Appendf(nil, `baseURL = %s
title = %s
locale = "zh-CN"
defaultContentLanguage = "zh-cn"
timeZone = "Asia/Shanghai"
hasCJKLanguage = true
disablePathToLower = true
capitalizeListTitles = false
summaryLength = 100

[taxonomies]
  tag = "tags"
  album = "albums"

[permalinks]
  posts = %s

[outputs]
  home = ["html", "rss"]
  section = ["html"]
  taxonomy = ["html"]
  term = ["html"]

[markup.goldmark.extensions]
  typographer = false
[markup.goldmark.extensions.passthrough]
  enable = true
[markup.goldmark.extensions.passthrough.delimiters]
  block = [["$$", "$$"]]
  inline = [["$", "$"]]
[markup.goldmark.parser.attribute]
  title = false
[markup.highlight]
  noClasses = false
`, quoted(hugoBaseURL(s)), quoted(s.Title), quoted(hugoPermalink(s.Permalink)))
}

func hugoBaseURL(s Settings) string {
	if s.BaseURL == "" {
		return "/"
	}
	return s.BaseURL
}

// hugoPermalink is the pattern that the site is configured with: the given
// one where Hugo knows all its tokens.
func hugoPermalink(pattern string) string {
	rest := pattern
	for _, token := range hugoTokens {
		rest = strings.ReplaceAll(rest, token, "")
	}
	if strings.Contains(rest, ":") {
		return "/posts/:slug/"
	}
	return pattern
}

// hugoPath is the path that Hugo makes for an entry by its configuration.
func hugoPath(pattern string, e Entry) string {
	date := strings.Split(e.Article.Published.In(article.Zone).Format("2006-01-02"), "-")
	return strings.NewReplacer(
		":slug", e.Slug, ":year", date[0], ":month", date[1], ":day", date[2],
	).Replace(hugoPermalink(pattern))
}
