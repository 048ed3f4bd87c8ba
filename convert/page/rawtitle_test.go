package page

import (
	"bytes"
	"strings"
	"testing"
)

// shelled is a page in the shell that has its title as it was typed.
func shelled(title, inside string) string {
	return "\n<!DOCTYPE html>\n<html><head><title>" + title + "</title><style>p { }</style></head><body>\n" +
		`<div class="rich_media_title">` + title + "</div>\n" + `<div class="content">` + inside + "</div></body></html>\n"
}

func TestTitleAsItWasTyped(t *testing.T) {
	for _, title := range []string{
		"平常的标题", "R&D 的 A < B", "<b>", "聊聊 <script> 标签", "<!-- 注释", "</div>", "a</title>b", "<textarea>", "<plaintext>", "</", "<", "问 & 答",
	} {
		t.Run(title, func(t *testing.T) {
			p := mustParse(t, shelled(title, body))
			if p.Article.Title != title || !strings.Contains(textOf(p.Body), "一二三四五") {
				t.Errorf("title %q, body %s", p.Article.Title, rendered(t, p.Body))
			}
		})
	}
}

func TestPagesOfOtherShapesStayAsTheyAre(t *testing.T) {
	for name, src := range map[string]string{
		"nothing":              "",
		"no shell":             odd("", body),
		"nothing to escape":    shelled("标题", body),
		"escaped already":      shelled("A &lt; B", body),
		"other title":          strings.Replace(shelled("甲<b>", body), "甲<b>", "乙<b>", 1),
		"title far behind":     strings.Replace(shelled("甲<b>", body), "p { }", strings.Repeat(" ", maxShellHead), 1),
		"heading is no div":    strings.Replace(shelled("甲<b>", body), `<div class="rich_media_title">`, `<h1 class="rich_media_title">`, 1),
		"cut inside the title": shelled("甲<b>", "")[:len("\n<!DOCTYPE html>\n<html><head><title>甲<")],
	} {
		if got := escapeRawTitle([]byte(src)); !bytes.Equal(got, []byte(src)) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
