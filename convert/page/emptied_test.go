package page

import (
	"strings"
	"testing"

	"wxbackup/article"
)

func TestCloseEmptied(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`<p>a</p><iframe data-src="x"/><p>b</p>`, `<p>a</p><iframe data-src="x"/></iframe><p>b</p>`},
		{`<title/><script src='a' /><TEXTAREA/>`, `<title/></title><script src='a' /></script><TEXTAREA/></textarea>`},
		{`<iframe src=a/>b</iframe>`, `<iframe src=a/>b</iframe>`},
		{`<iframe src="a">b</iframe>`, `<iframe src="a">b</iframe>`},
		{`<script>var s = "<iframe/>"</script><br/><img src="a"/>`, `<script>var s = "<iframe/>"</script><br/><img src="a"/>`},
		{`<!-- <iframe/> --><p title="<iframe/>">`, `<!-- <iframe/> --><p title="<iframe/>">`},
		{``, ``},
	} {
		if got := string(closeEmptied([]byte(c.src))); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

// TestSelfClosedFrameSwallowsNothing reads pages that a tool wrote as XHTML:
// what stands behind the frame is the article's, and so are the variables.
func TestSelfClosedFrameSwallowsNothing(t *testing.T) {
	const frame = `<iframe class="video_iframe" data-src="https://v.qq.com/iframe/preview.html?vid=a1"/>`
	body := `<div id="js_content"><p>这一页的正文有二十个字以上，所以它是一篇文章。</p>` + frame + `<p>后文还在。</p></div>`
	for name, src := range map[string]string{
		"body":   dataPage(`title: '题'`, body),
		"title":  strings.Replace(dataPage(`title: '题'`, body), "<head>", "<head><title/>", 1),
		"hidden": dataPage(`content_noencode: '`+body+`'`, ""),
	} {
		t.Run(name, func(t *testing.T) {
			p := mustParse(t, src)
			if text := textOf(p.Body); !strings.Contains(text, "后文还在") {
				t.Errorf("text behind the frame is lost: %q", text)
			}
			if p.Article.Key.IsZero() && len(p.Article.ShortIDs) == 0 {
				t.Error("variables behind the frame are lost")
			}
			if p.Article.Truncated || hasLoss(p, article.LossTruncated) {
				t.Error("whole page counts as cut")
			}
		})
	}
}
