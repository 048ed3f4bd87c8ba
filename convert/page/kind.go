package page

import (
	"cmp"
	"strconv"
	"strings"

	"wxbackup/article"
)

// kind tells what form of message the page is. A page without the variable is
// older than the forms (2018-05) and an article.
func (f *facts) kind() article.Kind {
	number := f.showType()
	if number == "" {
		switch {
		case f.ssr != nil || len(f.elements["#js_text_desc"]) > 0:
			return article.KindText
		case len(f.elements["#img_list"]) > 0:
			return article.KindPicture
		}
	}
	n, err := strconv.Atoi(cmp.Or(number, "0"))
	if err != nil {
		return article.KindUnknown
	}
	kind := article.KindOf(n)
	if kind == article.KindArticle && f.isShare() {
		return article.KindShare
	}
	return kind
}

// showType is the number of the kind as the page has it.
func (f *facts) showType() string {
	return cmp.Or(f.data.get("item_show_type").text, f.vars.text("item_show_type", "real_item_show_type"), f.shownType)
}

// isShare tells a share page, another account's article under a remark, which
// calls itself an article (wechat-pages.md §2.3).
func (f *facts) isShare() bool {
	return number64(f.data.sub("copyright_info").get("reprint_type").text, f.vars.text("reprint_type")) == 2 ||
		len(f.elements[".original_panel_content"]) > 0 ||
		f.template != nil
}

// noteTitle makes a title from a note's text: the first line, cut at a full
// stop or after 30 characters.
func noteTitle(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = OneLine(line)
	if i := strings.IndexAny(line, "。！？；!?;"); i > 0 {
		line = line[:i]
	}
	runes := []rune(line)
	if len(runes) <= maxNoteTitle {
		return line
	}
	return strings.TrimRight(string(runes[:maxNoteTitle]), "，、,：: ") + "…"
}

const maxNoteTitle = 30
