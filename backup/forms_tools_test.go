package backup_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
)

// Tools that write pages anew, with their pictures beside.

var linkTags = regexp.MustCompile(`<a href="[^"]*">|</a>`)

// localised makes the pictures of a page files of the given names, in the
// attributes that the tool sets.
func localised(p rawPage, file func(n int) string, attributes ...string) (src string, files tree) {
	files = tree{}
	local := map[string]string{}
	d := p.doc()
	for _, img := range d.Find("img").EachIter() {
		address := orElse(img.AttrOr("data-src", ""), img.AttrOr("src", ""))
		if p.pictures[address] == "" {
			continue
		}
		if local[address] == "" {
			local[address] = file(len(local))
			files[local[address]] = p.pictures[address]
		}
		img.RemoveAttr("data-src")
		for _, name := range attributes {
			img.SetAttr(name, local[address])
		}
	}
	d.Find("#js_content").SetAttr("style", "visibility: visible")
	return render(d.Selection), files
}

// TestPagesOfToolsGiveTheSameArticle is for articles alone; wxdown, wechatDownload
// of xiaoguyu and the offliner do not know notes.
func TestPagesOfToolsGiveTheSameArticle(t *testing.T) {
	p := inventedPages(t)[0]
	raw := readForm(t, tree{"raw.html": p.html})
	for name, test := range map[string]struct {
		files tree
		lost  []string
		// keeps says that the addresses of pictures are kept, links that those
		// of links are.
		keeps, links bool
	}{
		"wxdown":                          {files: wxdown(p), links: true},
		"XWD":                             {files: xwd(p, p.doc().Find("#js_content").Length() > 0), lost: []string{"account", "author"}, keeps: true, links: true},
		"XWD of what a reader view named": {files: xwd(p, false), lost: []string{"account", "author"}, keeps: true, links: true},
		"offliner":                        {files: offliner(p), lost: []string{"address", "date"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := readForm(t, test.files)
			for _, fact := range []string{"kind", "title", "author", "account", "address"} {
				if !strings.Contains(strings.Join(test.lost, " "), fact) && got.Facts[fact] != raw.Facts[fact] {
					t.Errorf("%s is %q, want %q", fact, got.Facts[fact], raw.Facts[fact])
				}
			}
			if day := raw.Facts["date"][:len("2025-03-12")]; !strings.HasPrefix(got.Facts["date"], day) && len(test.lost) < 2 {
				t.Errorf("date %q", got.Facts["date"])
			}
			if want := bodyOf(raw, test.links); bodyOf(got, test.links) != want {
				t.Errorf("body %s\nwant %s", bodyOf(got, test.links), want)
			}
			if len(got.Pictures) != len(raw.Pictures) || len(got.Missing) > 0 || test.keeps && got.Pictures[0] != raw.Pictures[0] {
				t.Errorf("pictures %q, missing %q", got.Pictures, got.Missing)
			}
		})
	}
}

// bodyOf is a body without white space, and where the tool took links out,
// without those.
func bodyOf(r reading, links bool) string {
	body := r.Body
	if !links {
		body = linkTags.ReplaceAllString(body, "")
	}
	return strings.Join(strings.Fields(body), "")
}

// wxdown keeps the page with its scripts; pictures are beside the folder.
func wxdown(p rawPage) tree {
	src, pictures := localised(p, func(n int) string {
		return fmt.Sprintf("images/2025-03-12_0cc175b9c0f1b6a831c399e26977266%d_%d.png", n, n)
	}, "src", "data-src")
	src = strings.ReplaceAll(src, `src="images/`, `src="../images/`)
	files := tree{"html/2025-03-12-" + p.told.Article.Title + ".html": strings.ReplaceAll(src, `href="//res.wx.qq.com/`, `href="../../css/`)}
	for name, data := range pictures {
		files[name] = data
	}
	return files
}

// xwd is what wechatDownload of xiaoguyu writes: what a reader view takes out,
// which may have lost the body's id, under the title and the address.
func xwd(p rawPage, keepsID bool) tree {
	d := p.doc()
	files := tree{}
	for n, img := range d.Find("#js_content img[data-src]").EachIter() {
		name := fmt.Sprintf("img/900150983cd24fb0d6963f7d28e17f7%d.png", n)
		files["2025-03-12-标题/"+name] = p.pictures[img.AttrOr("data-src", "")]
		img.SetAttr("src", name)
	}
	// The reader view takes styles out, but for those of code.
	body := d.Find("#js_content").RemoveAttr("style")
	if !keepsID {
		body.RemoveAttr("id").RemoveAttr("class")
	}
	a := p.told.Article
	files["2025-03-12-标题/index.html"] = fmt.Sprintf(`<html><head>
      <style type="text/css">
      .page {
        max-width: 677px;
      }
      </style>
    </head><body><div id="readability-page-1" class="page"><h1>%s</h1><div>原文地址：<a href='%s' target='_blank'>%s</a></div>%s</div>`+
		`<div class="foot"><div class="comment"><div class="desc">精选留言</div><div class="content">留言里的一句话，不是正文。</div></div></div>`+
		`<div class="dialog"><div class="dcontent"><div class="aclose"><span>留言</span><a class="close"href="javascript:closeDialog();">&times;</a></div></div></div></body></html>`,
		html.EscapeString(a.Title), html.EscapeString(p.address()), html.EscapeString(a.Title), render(body))
	return files
}

var (
	remoteMeta = regexp.MustCompile(`(?i)<meta[^>]*https?://[^>]*>`)
	remoteAttr = regexp.MustCompile(`\s(?:href|src|data-[a-z-]+)="(?:https?:)?//[^"]*"`)
)

// offliner makes a page of wechatDownload one without any link.
func offliner(p rawPage) tree {
	src, pictures := localised(p, func(n int) string { return fmt.Sprintf("image/img%03d.jpg", n+1) }, "src")
	local := newRawPage(p.name, src)
	page := remoteAttr.ReplaceAllString(remoteMeta.ReplaceAllString(qwdPage(local), ""), "")
	files := tree{p.told.Article.Title + "/index.html": page}
	for name, data := range pictures {
		files[p.told.Article.Title+"/"+name] = data
	}
	return files
}
