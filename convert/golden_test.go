package convert_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/convert"
	"wxbackup/convert/page"
	"wxbackup/internal/golden"
)

// Each case is a page, the Markdown written from it and the facts found with
// it. The Markdown can be written again from the clean body that is kept.
func TestConvertEachPage(t *testing.T) {
	golden.Cases(t, filepath.Join("testdata", "cases"), func(t *testing.T, c *golden.Case) {
		converter := convert.New()
		d, err := converter.Read(c.Read(t, "page.html"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := converter.Markdown(d, destination)
		if err != nil {
			t.Fatal(err)
		}
		c.Equal(t, "body.md", text)
		c.Equal(t, "article.json", indented(t, d.Article))
		body, err := d.Body()
		if err != nil {
			t.Fatal(err)
		}
		again, err := converter.Render(body, destination)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(text), string(again)); diff != "" {
			t.Errorf("the clean body renders otherwise (-first +again):\n%s", diff)
		}
	})
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadRefusesWhatIsNoArticle(t *testing.T) {
	_, err := convert.New().Read([]byte("<html><body><p>另一个网站的一页，与公众号没有关系。</p></body></html>"))
	if !errors.Is(err, page.ErrForeign) {
		t.Errorf("the error is %v, want %v", err, page.ErrForeign)
	}
}

func TestBytesOfPicturesInThePageAreHandedOver(t *testing.T) {
	const svg = `%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E`
	picture := svg + string(bytes.Repeat([]byte("%3Cg/%3E"), 40)) + "%3C/svg%3E"
	src := `<div id="js_content"><p>一张画在页面里的图，还有超过二十个字的正文在它的旁边。</p><img src="data:image/svg+xml,` + picture + `"></div>` +
		`<script>var biz = "MzA5OTk5OTk5OQ=="; var mid = "1"; var idx = "1"; var msg_title = "画";</script>`
	d, err := convert.New().Read([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := `<svg xmlns="http://www.w3.org/2000/svg">` + string(bytes.Repeat([]byte("<g/>"), 40)) + "</svg>"
	if got := string(d.Inline[0]); len(d.Article.Assets) != 1 || got != want {
		t.Errorf("%d assets, the first with the bytes %q, want %q", len(d.Article.Assets), got, want)
	}
}
