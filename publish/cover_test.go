package publish

import (
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/publish/site"
)

// A cover that came with an article as a file needs no address, and is preferred
// to what the archive has under that; a film is a file like a picture.
func TestPublishTakesTheFilesThatCameWithAnArticle(t *testing.T) {
	a := newArchive(t)
	sum, size, err := a.PutAsset(strings.NewReader("film"), ".mp4")
	if err != nil {
		t.Fatal(err)
	}
	covered, other := a.picture(red), a.picture(blue)
	covered.URL, covered.For = "", article.AssetCover
	e := example(1)
	e.Cover = other.URL
	e.Assets = []article.Asset{{Ref: "视频/第1篇.mp4", For: "video:1", SHA256: sum, Ext: ".mp4", Size: size}, covered}
	holder := example(2)
	holder.Assets = []article.Asset{other}
	a.add(holder, `<p><img src="asset:0"/></p>`)
	a.add(e, `<aside data-card="video"><a href="asset:0">▶ 视频（微信）</a></aside>`)
	out := t.TempDir()
	a.publish(Options{Site: site.Hugo(), Out: out})
	files := texts(readTree(t, out))
	var text string
	for name, content := range files {
		if strings.HasSuffix(name, ".md") && strings.Contains(content, "▶") {
			text = content
		}
	}
	for _, name := range []string{covered.SHA256[:12] + ".png", sum[:12] + ".mp4"} {
		if !strings.Contains(text, name) {
			t.Errorf("the article does not name %q:\n%s", name, text)
		}
		published := false
		for path := range files {
			published = published || strings.HasSuffix(path, "/"+name)
		}
		if !published {
			t.Errorf("%q was not published", name)
		}
	}
	if strings.Contains(text, other.SHA256[:12]) {
		t.Errorf("the cover is that of its address:\n%s", text)
	}
}
