package page

import (
	"strings"
	"testing"

	"wxbackup/article"
)

// TestChannelNoteKeepsEachTextOnce puts the texts of a note into one another
// in every order.
func TestChannelNoteKeepsEachTextOnce(t *testing.T) {
	const long, short, other = "甲乙丙丁", "甲乙", "戊己"
	texts := []string{"", short, long, other}
	for _, body := range texts {
		for _, text := range texts {
			for _, desc := range texts {
				src := `<div id="js_content">` + body + `</div><hr><div class="image_channel_text">` + text + `</div><hr><div class="image_channel_desc">` + desc + `</div>`
				root, _, err := parseInside([]byte(src))
				if err != nil {
					t.Fatal(err)
				}
				arrangeChannelNote(root)
				got, all := textOf(root), body+text+desc
				for _, s := range []string{long, other} {
					if want := min(strings.Count(all, s), 1); strings.Count(got, s) != want {
						t.Errorf("%s: %q stands in %q", src, s, got)
					}
				}
				if strings.Contains(all, short) != (strings.Count(got, short) == 1) || strings.Contains(rendered(t, root), "<hr") {
					t.Errorf("%s: text %q, body %s", src, got, rendered(t, root))
				}
			}
		}
	}
}

func TestChannelNoteKeepsPicturesOfARepeatedText(t *testing.T) {
	root, _, err := parseInside([]byte(`<div id="js_content">甲<img src="a"></div><div class="image_channel_desc">甲<img src="b"></div><p><img src="a"></p><p><img src="c" alt="三"></p><p>字<img src="d"></p>`))
	if err != nil {
		t.Fatal(err)
	}
	arrangeChannelNote(root)
	want := `<div><div>甲<img src="a"/></div><div>甲<img src="b"/></div><p><img src="c" alt="三"/></p><p>字<img src="d"/></p></div>`
	if got := rendered(t, root); got != want {
		t.Errorf("body\n%s\nwant\n%s", got, want)
	}
}

func TestArticleWithADivIsNoPictureNote(t *testing.T) {
	for name, inside := range map[string]string{
		"class that begins alike": `<div class="image_channel_description">一二三四五六七八九十一二三四五六七八九十</div>`,
		"deeper in the article":   `<section><div class="image_channel_desc">一二三四五六七八九十一二三四五六七八九十</div></section>`,
		"no div":                  `<p class="image_channel_desc">一二三四五六七八九十一二三四五六七八九十</p>`,
	} {
		if got := mustParse(t, odd("", `<div id="js_content">`+inside+`</div>`)).Article.Kind; got != article.KindArticle {
			t.Errorf("%s: kind %s", name, got)
		}
	}
}

func TestChannelNoteThatWasCut(t *testing.T) {
	const whole = `<html><body><div id="js_content_wrapper"><div class="image_channel_desc">一二三四五六七八九十一二三四五六七八九十</div><p><img src="a"></p></div></body></html>`
	cut, _, _ := strings.Cut(whole, "<p>")
	for src, want := range map[string]bool{whole: false, cut: true} {
		p := mustParse(t, src)
		if p.Article.Truncated != want || p.Article.Kind != article.KindPicture {
			t.Errorf("%s: truncated %v, kind %s", src, p.Article.Truncated, p.Article.Kind)
		}
	}
}
