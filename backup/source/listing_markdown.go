package source

import (
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// errNoText says that a file is text in no encoding that its kind is written
// in.
var errNoText = errors.New("file is neither UTF-8 nor GB18030")

// markdownListing is an article that a tool wrote as Markdown: one item with
// the file's name and its text. is judges by the beginning of the text, with
// line ends LF. Markdown without any tool's marks is no article: most of it
// are notes of users and readme files.
func markdownListing(format string, is func(head string) bool) listing {
	return listing{
		format: format,
		matches: func(name string, head []byte) bool {
			return isMarkdown(name) && is(beginning(head))
		},
		read: readText,
	}
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// readText hands on a file of text whole.
func readText(f *blob, name string, emit emitter) error {
	if f.size > MaxSize {
		return ErrTooLarge
	}
	raw, err := io.ReadAll(io.NewSectionReader(f, 0, f.size))
	if err != nil {
		return err
	}
	text, err := decodeText(raw)
	if err != nil {
		return err
	}
	return emit("", map[string]string{"name": path.Base(name), "text": text})
}

// decodeText reads UTF-8, else GB18030 where that gives the same bytes back.
func decodeText(raw []byte) (string, error) {
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().String(string(raw))
	if err != nil {
		return "", errNoText
	}
	again, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil || again != string(raw) {
		return "", errNoText
	}
	return text, nil
}

// beginning is the text of a file's first bytes, which may end inside a
// character, as its marks are looked for.
func beginning(head []byte) string {
	text := string(head)
	if !utf8.Valid(wholeRunes(head)) {
		gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(head)
		if err == nil && !bytes.Contains(gb[:max(0, len(gb)-cutGB18030)], []byte(string(utf8.RuneError))) {
			text = string(gb)
		}
	}
	text = strings.TrimPrefix(text, "\ufeff")
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// cutGB18030 is at least how many bytes come of a character of GB18030 that is
// cut at the end.
const cutGB18030 = 8

// wholeRunes leaves out a character that is cut at the end.
func wholeRunes(text []byte) []byte {
	for i := len(text) - 1; i >= max(0, len(text)-utf8.UTFMax); i-- {
		if utf8.RuneStart(text[i]) && !utf8.FullRune(text[i:]) {
			return text[:i]
		}
	}
	return text
}

// qwdMark is how wechatDownload by qiye45 begins: a cover and a heading with
// two spaces; older builds, without a cover, a heading over a line whose link
// opens a card of the page.
var qwdMark = regexp.MustCompile(`^\s*(?:!\[cover_image\]\([^)]*\)\s*\n#  \S|#  [^\n]+\n+(?:[^\n]+\n)?[^\n]*\]\(javascript:)`)

func isQWDMarkdown(head string) bool { return qwdMark.MatchString(head) }

// jwMark is how wechat-article-to-markdown begins: a heading and the address
// in quoted lines.
var jwMark = regexp.MustCompile(`^# [^\n]*\n\n(?:> (?:公众号|发布时间): [^\n]*\n)*> 原文链接: [^\n]*mp\.weixin\.qq\.com`)

func isJWMarkdown(head string) bool { return jwMark.MatchString(head) }

// xwdMark is how wechatDownload by xiaoguyu begins: a heading, in Turndown's
// default form, and a line with the address.
var xwdMark = regexp.MustCompile(`^\s*(?:[^\n]+\n=+\n|# [^\n]+\n)\n(?:[^\n]+\n\n)?原文地址：\[`)

func isXWDMarkdown(head string) bool { return xwdMark.MatchString(head) }

// w2mMark is how wechatmp2markdown begins: a heading and a line of facts with
// the time, two spaces at the end of both.
var w2mMark = regexp.MustCompile(`^# [^\n]*  \n[^\n]*(?:\d{4}-\d{2}-\d{2}|\d{4}年\d{2}月\d{2}日) \d{2}:\d{2}[^\n]*  \n`)

func isW2MMarkdown(head string) bool { return w2mMark.MatchString(head) }

// waeMark is the heading, the facts and the address that wechat-article-exporter
// writes, in some builds after the style sheet of the page.
var waeMark = regexp.MustCompile(`(?:^|\n)# [^\n]+\n\n原创[^\n]*\n\n> 原文地址: \[`)

func isWAEMarkdown(head string) bool { return waeMark.MatchString(head) }

// frontMatterMark is a value of YAML that is an article's address.
var frontMatterMark = regexp.MustCompile(`\n[ \t]*[\pL\d_-]+:[^\n]*mp\.weixin\.qq\.com/(?:s[/?]|mp/)`)

// isFrontMatter recognises what any tool writes that keeps the address in YAML
// before the text.
func isFrontMatter(head string) bool {
	front, _, ok := strings.Cut(head, "\n---")
	return ok && strings.HasPrefix(head, "---\n") && frontMatterMark.MatchString(front)
}
