package backup_test

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

const hostileWords = "<script>alert(1)</script> {{ .Site.Title }} {{< x >}} **粗** [链](https://example.com)\n# 第二行"

// crowd are one hundred comments under one article, with 65 replies.
func crowd() []article.Comment {
	begin := time.Date(2025, 6, 4, 18, 0, 0, 0, article.Zone)
	var list []article.Comment
	for n := range 100 {
		c := article.Comment{
			ID: fmt.Sprint(7000000000000000000 + int64(n)), Name: fmt.Sprintf("读者%d", n), Text: fmt.Sprintf("第 %d 条留言。", n),
			Avatar: article.Asset{URL: fmt.Sprintf("https://wx.qlogo.cn/mmopen/face%d/64", n)}, Place: "浙江",
			Time: begin.Add(time.Duration(n) * time.Minute), Likes: n, AuthorLiked: n%5 == 0,
		}
		switch {
		case n == 3:
			c.Name, c.Text = `<b>&amp;"`, hostileWords
		case n == 4:
			c.Place, c.Author = "", true
		case n == 5:
			c.Top = true
		case n == 6:
			c.Deleted = true
		case n == 7:
			c.Hidden = true
		case n%10 == 8:
			c.Pictures = []article.Asset{{URL: cdnURL(500 + n)}}
		}
		for k := range n % 20 / 5 * min(1, n%4) {
			reply := article.Comment{
				ID: fmt.Sprint(k + 1), Name: fmt.Sprintf("答者%d", k), Text: fmt.Sprintf("答 %d。", k), Place: "江苏",
				Avatar: article.Asset{URL: fmt.Sprintf("https://wx.qlogo.cn/mmopen/answer%d/64", k)}, Time: c.Time.Add(time.Duration(k+1) * time.Second), Likes: k,
			}
			if k == 1 {
				reply.Name, reply.Author, reply.Place = "慢火车札记", true, ""
			}
			if k == 2 {
				reply.To, reply.AuthorLiked = "答者0", true
			}
			c.Replies = append(c.Replies, reply)
		}
		list = append(list, c)
	}
	return list
}

// less are comments of which something is forgotten.
func less(list []article.Comment, forget func(c *article.Comment)) []article.Comment {
	var all []article.Comment
	for _, c := range list {
		forget(&c)
		c.Replies = less(c.Replies, forget)
		all = append(all, c)
	}
	return all
}

// shownToAll are the comments that a page shows.
func shownToAll(list []article.Comment) []article.Comment {
	return slices.DeleteFunc(list, func(c article.Comment) bool { return c.Deleted || c.Hidden })
}

// waeToldComments and qwdToldComments are what is left of the crowd in a page.
func waeToldComments() []article.Comment {
	return less(shownToAll(crowd()), func(c *article.Comment) { c.ID, c.Top = "", false })
}

func qwdToldComments() []article.Comment {
	return less(shownToAll(crowd()), func(c *article.Comment) {
		c.ID, c.Top, c.Time, c.Likes, c.AuthorLiked, c.Pictures, c.To = "", false, time.Time{}, 0, false, nil, ""
	})
}

func waeRow(c article.Comment) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<img src="%s" style="display: block;width: 30px;height: 30px;border-radius: 2px;margin-right: 8px;" alt="">`, c.Avatar.URL)
	fmt.Fprintf(&b, `<div style="flex: 1;"><p style="display: flex;line-height: 16px;margin-block: 5px;"><span style="margin-right: 5px;font-size: 15px;color: #949494;">%s</span>`, html.EscapeString(c.Name))
	if c.Author {
		b.WriteString(`<span style="margin-right: 5px;font-size: 12px;color: #00BA5A;">作者</span>`)
	} else {
		fmt.Fprintf(&b, `<span style="margin-right: 5px;font-size: 12px;color: #b5b5b5;">%s</span>`, c.Place)
	}
	likes, to := "", ""
	if c.Likes > 0 {
		likes = fmt.Sprint(c.Likes)
	}
	if c.To != "" {
		to = "回复 " + c.To + ":"
	}
	fmt.Fprintf(&b, `<span style="font-size: 12px;color: #b5b5b5;">%s</span><span style="flex: 1;"></span><span style="display: inline-flex;align-items: center;"><span class="sns_opr_btn sns_praise_btn" style="font-size: 12px;color: #8b8a8a;">%s</span></span></p>`,
		c.Time.In(article.Zone).Format(time.DateTime), likes)
	fmt.Fprintf(&b, `<p style="font-size: 15px;color: #333;white-space: pre-line;margin-block: .5em;">%s %s</p>`, to, html.EscapeString(c.Text))
	for _, p := range c.Pictures {
		fmt.Fprintf(&b, `<p><img src="%s" style="max-width: 100%%;" alt=""></p>`, html.EscapeString(p.URL))
	}
	if c.AuthorLiked {
		b.WriteString(`<p style="font-size: 12px;color: #00BA5A;margin-block: .5em;">作者赞过</p>`)
	}
	return b.String() + `</div>`
}

// waeCrowd is how wechat-article-exporter writes comments into a page.
func waeCrowd(list []article.Comment) string {
	var b strings.Builder
	b.WriteString(`<div style="max-width: 667px;margin: 0 auto;padding: 10px 10px 80px;"><p style="font-size: 15px;color: #949494;">留言 165</p><div style="margin-top: -10px;">`)
	for _, c := range list {
		b.WriteString(`<div style="margin-top: 25px;"><div style="display: flex;">` + waeRow(c) + `</div><div style="padding-left: 38px;">`)
		for _, r := range c.Replies {
			b.WriteString(`<div style="display: flex;margin-top: 15px;">` + waeRow(r) + `</div>`)
		}
		b.WriteString(`</div></div>`)
	}
	return b.String() + `</div></div>`
}

// qwdCrowd is how wechatDownload of qiye45 does.
func qwdCrowd(list []article.Comment) string {
	var b strings.Builder
	b.WriteString("<div class=\"foot\" style=\"display: block;\">\n <div class=\"comment\">\n  <div class=\"desc\">精选留言</div>")
	for _, c := range list {
		b.WriteString(`<div class="comment-item">` + qwdRow(c))
		for _, r := range c.Replies {
			b.WriteString(`<div class="reply">` + qwdRow(r) + "</div></div>")
		}
		b.WriteString("</div></div>")
	}
	return b.String() + "</div></div>"
}

func qwdRow(c article.Comment) string {
	name, place := html.EscapeString(c.Name), ""
	if c.Author {
		name += "(作者)"
	} else {
		place = "来自" + c.Place
	}
	words := strings.ReplaceAll(html.EscapeString(c.Text), " ", "&nbsp;")
	return fmt.Sprintf("<div><img src=\"%s\"></div>\n <div class=\"right-div\">\n <span class=\"nick-name\">%s</span><span class=\"native-place\">%s</span>\n<div class=\"content\">%s</div>\n", c.Avatar.URL, name, place, words)
}

// answerOf is a comment as the platform's interface gives it.
func answerOf(c article.Comment, isReply bool) map[string]any {
	flag := func(set bool) int { return map[bool]int{true: 1}[set] }
	a := map[string]any{
		"nick_name": html.EscapeString(c.Name), "logo_url": strings.Replace(c.Avatar.URL, "https:", "http:", 1), "content": html.EscapeString(c.Text),
		"create_time": c.Time.Unix(), "author_like_status": flag(c.AuthorLiked), "identity_type": flag(c.Author),
	}
	if !c.Author {
		a["ip_wording"] = map[string]any{"country_name": "中国", "province_name": c.Place}
	}
	var shots []any
	for _, p := range c.Pictures {
		shots = append(shots, map[string]any{"url": p.URL})
	}
	if isReply {
		a["reply_id"], a["reply_like_num"], a["to_nick_name"], a["reply_del_flag"] = json.Number(c.ID), c.Likes, c.To, flag(c.Deleted)
		a["is_from"] = 3 - flag(c.Author)
		return a
	}
	a["content_id"], a["like_num"], a["is_top"], a["is_deleted"] = c.ID, c.Likes, flag(c.Top), flag(c.Deleted)
	a["is_elected"], a["multi_info"] = flag(!c.Hidden), map[string]any{"pictures": shots}
	var replies []any
	for _, r := range c.Replies {
		replies = append(replies, answerOf(r, true))
	}
	a["reply_new"] = map[string]any{"reply_list": replies[:min(1, len(replies))], "reply_total_cnt": len(replies)}
	a["$reply_list"] = replies
	return a
}

func answersOf(list []article.Comment) []any {
	var all []any
	for _, c := range list {
		all = append(all, answerOf(c, false))
	}
	return all
}

// crowded are three exports of an article, each with its readers' comments.
func crowded(p post) []tree {
	wae := waeExport([]post{p})
	for name, src := range wae {
		wae[name] = strings.Replace(src, "</body>", waeCrowd(waeToldComments())+"\n</body>", 1)
	}
	var rows []map[string]any
	list := waeList([]post{p})
	if err := json.Unmarshal([]byte(list["微信公众号文章.json"]), &rows); err != nil {
		panic(err)
	}
	rows[0]["comments"], rows[0]["readNum"], rows[0]["oldLikeNum"], rows[0]["likeNum"], rows[0]["shareNum"] = answersOf(crowd()), 1200, 30, 7, 0
	data, err := json.Marshal(rows)
	if err != nil {
		panic(err)
	}
	qwd := qwdList([]post{p})
	qwd["慢火车札记/["+time.Unix(p.published, 0).In(article.Zone).Format("2006-01-02150405")+"]"+p.title+".html"] = strings.Replace(withoutScripts(p), "</body>", qwdCrowd(qwdToldComments())+"</body>", 1)
	qwd["慢火车札记 2025-01-02-030405.csv"] = strings.Replace(qwd["慢火车札记 2025-01-02-030405.csv"], ",0,0,0,{}", ",28,1100,0,160", 1)
	return []tree{wae, {"微信公众号文章.json": string(data)}, qwd}
}

// withoutScripts is a page as wechatDownload leaves it: the head still says
// which article it is.
func withoutScripts(p post) string {
	page := regexp.MustCompile(`(?s)<script.*?</script>`).ReplaceAllString(p.page(), "")
	return strings.Replace(page, "<head>", `<head><meta property="og:url" content="`+strings.ReplaceAll(p.address(), "&", "&amp;")+`">`, 1)
}

// longPost has enough text to be an article without its scripts.
func longPost() post {
	p := newPost(1)
	p.body = "<p>这是正文，" + strings.Repeat("列车慢慢地开。", 20) + "</p>"
	return p
}

func commentsOf(t *testing.T, a *store.Archive, id string) []article.Comment {
	t.Helper()
	list, err := a.Comments(id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// One hundred comments come in three exports, in any order, and are one
// hundred comments of one article; whatever is imported, reindex makes the same.
func TestCommentsOfThreeExportsAreOneSet(t *testing.T) {
	p := longPost()
	exports := crowded(p)
	var dirs []string
	for _, files := range exports {
		dirs = append(dirs, files.export(t))
	}
	var first whole
	for round, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1, 0}} {
		a := create(t)
		for _, i := range order {
			importInto(t, a, dirs[i])
		}
		if got := wholeOf(t, a); round == 0 {
			first = got
		} else if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("order %v (-first +this):\n%s", order, diff)
		}
		checkCrowd(t, a, p)
		assertWhole(t, a)
		b := assertReindexes(t, a)
		checkCrowd(t, b, p)
		assertWhole(t, b)
	}
}

func checkCrowd(t *testing.T, a *store.Archive, p post) {
	t.Helper()
	if n, err := a.Count(); n != 1 || err != nil {
		t.Fatalf("%d articles, %v; want 1", n, err)
	}
	l := load(t, a, p.id())
	if diff := cmp.Diff(crowd(), commentsOf(t, a, p.id())); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	if want := article.CountComments(crowd()); want < 150 || l.Record.Comments != want {
		t.Errorf("record counts %d comments, want %d", l.Record.Comments, want)
	}
	if l.Body != p.body || strings.Contains(l.Copy, "留言") || strings.Contains(l.Copy, "读者") {
		t.Errorf("the body is %q, the copy %q", l.Body, l.Copy)
	}
	number := func(n int) *int { return &n }
	want := []article.Figures{
		{Reads: number(1200), Likes: number(30), Recommends: number(7), Comments: number(165)},
		{Taken: time.Date(2025, 1, 2, 3, 4, 5, 0, article.Zone), Reads: number(1100), Likes: number(28), Comments: number(160)},
	}
	if diff := cmp.Diff(want, l.Record.Figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

// Each form alone tells what it has.
func TestEachFormTellsItsComments(t *testing.T) {
	exports := crowded(longPost())
	for i, want := range [][]article.Comment{waeToldComments(), crowd(), qwdToldComments()} {
		a := create(t)
		importInto(t, a, exports[i].export(t))
		var found []article.Comment
		for rec, err := range a.Articles() {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, commentsOf(t, a, rec.ID)...)
		}
		for rec, err := range a.Named() {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, commentsOf(t, a, rec.ID)...)
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("export %d (-want +got):\n%s", i, diff)
		}
	}
}

// A row of a table alone, or a page without comments, says nothing of any.
func TestArticlesWithoutCommentsHaveNone(t *testing.T) {
	a := create(t)
	importInto(t, a, rawExport(twenty()[:4]).export(t), qwdList(twenty()[:4]).export(t))
	for rec, err := range a.Articles() {
		if err != nil || rec.Comments != 0 || rec.Figures != nil || len(commentsOf(t, a, rec.ID)) != 0 {
			t.Errorf("article %s: %d comments, figures %v, %v", rec.ID, rec.Comments, rec.Figures, err)
		}
	}
}

// Pictures that lie beside the page come into the archive with it.
func TestPicturesOfCommentsAreStored(t *testing.T) {
	p := longPost()
	list := []article.Comment{{
		Name: "甲", Text: "看", Place: "浙江", Time: time.Unix(1700000000, 0), Avatar: article.Asset{URL: "./assets/17490276000000.1.png"},
		Pictures: []article.Asset{{URL: "./assets/17490276000000.2.png"}, {URL: "./assets/nothing.png"}},
	}}
	files := tree{}
	for name, src := range waeExport([]post{p}) {
		dir := strings.TrimSuffix(name, "index.html")
		files[name] = strings.Replace(src, "</body>", waeCrowd(list)+"</body>", 1)
		files[dir+"assets/17490276000000.1.png"], files[dir+"assets/17490276000000.2.png"] = picture(61), picture(62)
	}
	a := create(t)
	importInto(t, a, files.export(t))
	checkPictures(t, a)
	checkPictures(t, assertReindexes(t, a))
}

func checkPictures(t *testing.T, a *store.Archive) {
	t.Helper()
	for rec, err := range a.Articles() {
		if err != nil {
			t.Fatal(err)
		}
		c := commentsOf(t, a, rec.ID)[0]
		if c.Avatar.SHA256 != sumOf(picture(61)) || c.Pictures[0].SHA256 != sumOf(picture(62)) || !c.Pictures[1].Missing() || rec.Assets != nil {
			t.Errorf("avatar %+v, pictures %+v, assets %+v", c.Avatar, c.Pictures, rec.Assets)
		}
	}
	assertWhole(t, a)
}
