package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// rawPage is a page as the platform sends it.
type rawPage struct {
	name string
	html string
	told *page.Page // what it says of its article
	// text and shots are a note's text, with breaks, and the addresses of its
	// pictures.
	text  string
	shots []string
	// pictures are the bytes of all pictures by address, elements the addresses
	// of those that are elements.
	pictures tree
	elements []string
}

// newRawPage is the page, or one without told where it holds no article.
func newRawPage(name, src string) rawPage {
	p := rawPage{name: name, html: src}
	p.told, _ = page.Parse([]byte(src))
	if p.told == nil || p.told.Body == nil {
		return p
	}
	var parts []string
	for _, s := range goquery.NewDocumentFromNode(p.told.Body).Children().EachIter() {
		if img := s.Find("img[data-src]"); img.Length() > 0 {
			p.shots = append(p.shots, img.AttrOr("data-src", ""))
			continue
		}
		inside, _ := s.Html()
		parts = append(parts, inside)
	}
	p.text = strings.Join(parts, "<br><br>")
	p.addPictures()
	return p
}

// doc is the page parsed; forms take it apart.
func (p rawPage) doc() *goquery.Document {
	d, err := goquery.NewDocumentFromReader(strings.NewReader(p.html))
	if err != nil {
		panic(err)
	}
	return d
}

// address is where the page was.
func (p rawPage) address() string {
	if ids := p.told.Article.ShortIDs; len(ids) > 0 {
		return article.ShortURL(ids[0])
	}
	return p.told.Article.URL
}

// addPictures makes the pictures that a browser loads for the page.
func (p *rawPage) addPictures() {
	p.pictures = tree{}
	add := func(address string) {
		if strings.HasPrefix(address, "http") && p.pictures[address] == "" {
			p.pictures[address] = picture(40 + len(p.pictures))
		}
	}
	d := p.rendered()
	for _, img := range d.Find("img[src]").EachIter() {
		p.elements = append(p.elements, img.AttrOr("src", ""))
		add(img.AttrOr("src", ""))
	}
	for _, s := range d.Find("[data-emoji_url]").EachIter() {
		add(s.AttrOr("data-emoji_url", ""))
	}
	for _, m := range remoteBackground.FindAllStringSubmatch(html.UnescapeString(p.html), -1) {
		add(m[1])
	}
}

// sent is the page as it came over the network, with its pictures.
func (p rawPage) sent() saved { return saved{address: p.address(), html: p.html, parts: p.pictures} }

// shown is the page as a browser shows it, with its pictures.
func (p rawPage) shown() saved {
	return saved{address: p.address(), html: render(p.rendered().Selection), parts: p.pictures}
}

// rendered is the page after its scripts ran: pictures are loaded, notes are
// filled in.
func (p rawPage) rendered() *goquery.Document {
	d := p.doc()
	d.Find("#js_content").SetAttr("style", "visibility: visible; opacity: 1;")
	published := p.told.Article.Published.In(article.Zone).Format("2006年01月02日 15:04")
	switch p.told.Article.Kind {
	case article.KindPicture:
		p.renderPictures(d)
	case article.KindText:
		d.Find("#js_text_desc").SetHtml(p.text)
	case article.KindShare:
		d.Find("#js_content").SetHtml("<p>" + waeExcerpt(p) + "</p>")
	}
	d.Find("#publish_time").SetText(published)
	for _, img := range d.Find("img[data-src]").EachIter() {
		img.SetAttr("src", img.AttrOr("data-src", ""))
	}
	return d
}

// renderPictures fills in a picture note: its pictures, and its text below.
func (p rawPage) renderPictures(d *goquery.Document) {
	var list strings.Builder
	for _, src := range p.shots {
		fmt.Fprintf(&list, `<div class="swiper_item"><img src="%s" alt="图片"></div>`, html.EscapeString(src))
	}
	d.Find("#img_list").SetHtml(list.String())
	d.Find("#js_base_container").SetHtml(`<div class="rich_media_area_primary"><h1 class="rich_media_title">` +
		html.EscapeString(p.told.Article.Title) + `</h1><p id="js_image_desc" class="share_notice">` + p.text + `</p>` +
		`<div class="wx_follow_nickname">` + p.told.Article.Account + `</div><span id="publish_time" class="rich_media_meta"></span></div>`)
}

func render(s *goquery.Selection) string {
	var b strings.Builder
	for _, n := range s.Nodes {
		if err := html.Render(&b, n); err != nil {
			panic(err)
		}
	}
	return b.String()
}

// corpusRawPages are the raw pages of real exports, read where they lie.
func corpusRawPages(t *testing.T) []rawPage {
	t.Helper()
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	var pages []rawPage
	for _, pattern := range []string{"raw-2018/*.html", "raw-2022/*.html", "raw-2025/*/*.html"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			rel, _ := filepath.Rel(dir, name)
			pages = append(pages, rawPageAt(t, filepath.ToSlash(rel), name)...)
		}
	}
	return pages
}

// rawPageAt is the page in a file, none where it holds no article.
func rawPageAt(t *testing.T, name, file string) []rawPage {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := newRawPage(name, string(data))
	if p.told == nil {
		return nil
	}
	return []rawPage{p}
}

// inventedPages are one page of each kind in the platform's layout of 2025, and
// one with every kind of element besides.
func inventedPages(t *testing.T) []rawPage {
	t.Helper()
	var pages []rawPage
	for _, name := range []string{"01", "02", "03", "04"} {
		pages = append(pages, rawPageAt(t, "invented/"+name, filepath.Join("..", "testdata", "export", "2025", name+".html"))...)
	}
	const bodyStart = `visibility: hidden; opacity: 0; ">`
	rich := strings.Replace(pages[0].html, bodyStart, bodyStart+elements, 1)
	const desc = `class="share_notice_inner js_underline_content "></p>`
	pages[2] = newRawPage(pages[2].name, strings.Replace(pages[2].html, desc, desc+`<span id="publish_time" class="rich_media_meta"></span>`, 1))
	// Before 2025 the platform sent the elements of a picture note's text.
	const base = `<div class="share_content_page_bd" id="js_base_container"></div>`
	early := strings.Replace(pages[1].html, base, strings.Replace(base, "></", `><p id="js_image_desc"></p></`, 1), 1)
	pages[2].html += "<script>var oriCreateTime = '1752849660';</script>"
	return append(pages, newRawPage("invented/every element", rich), newRawPage("invented/02 early", early))
}

// elements are what a body can hold beside text, pictures, lists and code.
const elements = `<section style="color: #333;"><p><span leaf="">See </span><strong><span leaf="">slow trains</span></strong><span leaf=""> on <a href="https://www.example.com/slow">this site</a>, 或者看</span>
<a target="_blank" href="https://mp.weixin.qq.com/s/Ab3_dEfGhIjKlMnOpQr-1A" textvalue="上一篇" linktype="text"><span leaf="">上一篇</span></a><span leaf="">。　　全角空格也在。</span></p></section>
<p><span leaf="">路程是 </span><span data-formula="s = v \cdot t" data-formula-type="inline-equation" style="cursor: pointer;"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" style="width: 6ex;"><path d="M0 0h60v20H0z"></path></svg></span><span leaf=""> 千米。</span></p>
<section nodeleaf=""><iframe class="video_iframe rich_pages" data-vidtype="2" data-mpvid="wxv_3276543210987654321" data-cover="http%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_jpg%2FCoverCoverCoverCoverCo%2F0" allowfullscreen="" frameborder="0" data-ratio="1.7777777777777777" data-w="1280" data-src="https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&amp;vid=wxv_3276543210987654321"></iframe></section>
<section nodeleaf=""><iframe class="video_iframe rich_pages" frameborder="0" allowfullscreen="true" data-src="https://v.qq.com/iframe/preview.html?width=500&amp;height=375&amp;auto=0&amp;vid=x0123456789" data-vidtype="1"></iframe></section>
<section nodeleaf=""><mp-common-mpaudio class="js_editor_audio res_iframe js_uneditable custom_select_card" data-pluginname="insertaudio" name="站台广播" author="林小满" src="/cgi-bin/readtemplate?t=tmpl/audio_tmpl&amp;name=x" isaac2="1" low_size="312.11" source_size="312.09" high_size="1200.1" play_length="125000" voice_encode_fileid="MzA5OTk5OTk5OV8yNjUwMDAwMjE0" data-trans_state="1"></mp-common-mpaudio></section>
<section nodeleaf=""><mp-miniprogram class="miniprogram_element" data-miniprogram-appid="wx0123456789abcdef" data-miniprogram-path="pages/index/index.html" data-miniprogram-nickname="时刻表" data-miniprogram-title="查一查慢车" data-miniprogram-imageurl="http://mmbiz.qpic.cn/mmbiz_png/MiniMiniMiniMiniMini/0?wx_fmt=png" data-miniprogram-type="card"></mp-miniprogram></section>
<section style="height: 120px;background-image: url(&quot;https://mmbiz.qpic.cn/mmbiz_png/BackBackBackBackBack/640?wx_fmt=png&quot;);background-size: cover;"></section>
<p style="display: none;"><span leaf="">看不见的一行</span></p>
<p><span leaf="">同一张图再来一次：</span><img class="rich_pages wxw-img" data-ratio="0.625" data-w="320" data-src="https://mmbiz.qpic.cn/sz_mmbiz_png/vcZMTMsaW7UkLtMxukjnUusIWy4fGvWHZ4NolNDsXkDGclOsfGhyqiUyrwJCGJtL5cNlPt5Uzbns95np8ErjW9/640?wx_fmt=png&amp;from=appmsg"></p>
<p style="text-align: center;"><span leaf="">H</span><sub><span leaf="">2</span></sub><span leaf="">O，m</span><sup><span leaf="">2</span></sup></p>
<pre class="prettyprint"><code class="language-go">func wait(t int) {
	for i := range t {
		stop(i) // 停 &lt;一站&gt;
	}
}</code></pre>
<hr style="border-style: solid;"/>`
