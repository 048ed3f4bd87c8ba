package comment_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/comment"
)

func at(clock string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, "2025-06-04 "+clock, article.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

const (
	waeRow = `<div style="display: flex;"><img src="http://wx.qlogo.cn/mmopen/a/64"><div style="flex: 1;"><p><span>甲</span><span>朋友</span><span>浙江</span>` +
		`<span>2025-06-04 18:20:11</span><span style="flex: 1;"></span><span style="display: inline-flex;"><span class="sns_opr_btn sns_praise_btn">12</span></span></p>` +
		`<p style="white-space: pre-line;"> 第一行
第二行 &lt;b&gt;</p><p><img src="./assets/1.png"><img src="undefined"></p><p>作者赞过</p></div></div>`
	waeReply = `<div style="display: flex;"><img src="undefined"><div style="flex: 1;"><p><span>号主</span><span>作者</span><span>2025-06-04 18:21:00</span>` +
		`<span style="flex: 1;"></span><span><span class="sns_opr_btn sns_praise_btn"></span></span></p><p>回复 甲: 谢谢：好</p></div></div>`
	waeEnd = `<div style="max-width: 667px;margin: 0 auto;padding: 10px 10px 80px;"><p>留言 31</p><div style="margin-top: -10px;"><div>` + waeRow +
		`<div style="padding-left: 38px;">` + waeReply + `</div></div></div></div>`
)

var waeWant = []article.Comment{{
	Name: "甲", Avatar: article.Asset{URL: "https://wx.qlogo.cn/mmopen/a/64"}, Place: "浙江", Time: at("18:20:11"), Text: "第一行\n第二行 <b>", Likes: 12,
	AuthorLiked: true, Pictures: []article.Asset{{Ref: "./assets/1.png"}},
	Replies: []article.Comment{{Name: "号主", Author: true, Time: at("18:21:00"), To: "甲", Text: "谢谢：好"}},
}}

const foot = `<div class="foot" style="display: block;"><div class="comment"><div class="desc">精选留言</div><div class="comment-item"><div><img src="http://wx.qlogo.cn/mmopen/a/64"></div>
 <div class="right-div"><span class="nick-name">甲</span><span class="native-place">来自浙江</span><div class="content">好&nbsp;车
慢</div><div class="more-reply" onclick="showDetail('1')">2条回复&gt;</div>
 <div class="reply"><div><img src=""></div><div class="right-div"><span class="nick-name">号主(作者)</span><span class="native-place"></span><div class="content">回复<span class="reply-nick">甲</span>：谢谢</div></div></div></div></div></div></div>`

var footWant = []article.Comment{{
	Name: "甲", Avatar: article.Asset{URL: "https://wx.qlogo.cn/mmopen/a/64"}, Place: "浙江", Text: "好 车\n慢",
	Replies: []article.Comment{{Name: "号主", Author: true, To: "甲", Text: "谢谢"}},
}}

const xwdScript = `<div class="foot"></div><div class="dialog"></div><script type="text/javascript">
      const electedCommentArr = [{"content_id":"71","nick_name":"甲","logo_url":"http://wx.qlogo.cn/mmopen/a/64","content":"好","create_time":1749032411,"like_num":"3","is_top":1,"ip_wording":{"country_name":"日本"},"reply_new":{"reply_list":[{"reply_id":1,"nick_name":"少","content":"一"}]}}]
      const electedCommentDetailMap = {"71":[{"reply_id":1,"nick_name":"号主","content":"一","is_from":2,"create_time":"1749032460","reply_like_num":2},{"reply_id":2,"nick_name":"乙","content":"二","to_nick_name":"号主","reply_del_flag":1,"ip_wording":{"province_name":"江苏"}}]}
      window.onload = function () {}</script>`

var xwdWant = []article.Comment{{
	ID: "71", Name: "甲", Avatar: article.Asset{URL: "https://wx.qlogo.cn/mmopen/a/64"}, Place: "日本", Time: at("18:20:11"), Text: "好", Likes: 3, Top: true,
	Replies: []article.Comment{
		{ID: "1", Name: "号主", Author: true, Time: at("18:21:00"), Text: "一", Likes: 2},
		{ID: "2", Name: "乙", To: "号主", Place: "江苏", Text: "二", Deleted: true},
	},
}}

func TestCommentsBehindAPage(t *testing.T) {
	for name, c := range map[string]struct {
		src   string
		want  []article.Comment
		count string
	}{
		"wae":                    {waeEnd, waeWant, "31"},
		"foot":                   {foot, footWant, ""},
		"script":                 {xwdScript, xwdWant, ""},
		"script without replies": {strings.Replace(strings.SplitAfter(xwdScript, "]}}]")[0], `"reply_new":{"reply_list":[{"reply_id":1,"nick_name":"少","content":"一"}]}`, `"reply_new":null`, 1) + "\n const electedCommentDetailMap = undefined\n</script>", []article.Comment{{ID: "71", Name: "甲", Avatar: xwdWant[0].Avatar, Place: "日本", Time: at("18:20:11"), Text: "好", Likes: 3, Top: true}}, ""},
		"none":                   {"", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := comment.InPage([]byte(`<html><body><div id="js_content"><p>正文。</p></div>` + c.src + "\n</body></html>"))
			if diff := cmp.Diff(comment.Shown{Comments: c.want, Count: c.count}, got); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
		})
	}
}

// An article that shows how comments are written has none by that.
func TestABodyHoldsNoComments(t *testing.T) {
	for _, quoted := range []string{waeEnd, foot} {
		page := `<html><body><div id="js_content"><p>这样写：</p>` + quoted + `<p>就好。</p></div><div class="tool">阅读</div></body></html>`
		if got := comment.InPage([]byte(page)); got.Comments != nil {
			t.Errorf("comments of a body: %v", got.Comments)
		}
		shown := `<html><body><div id="js_content"><pre>` + html.EscapeString(quoted) + `</pre></div></body></html>`
		if got := comment.InPage([]byte(shown)); got.Comments != nil {
			t.Errorf("comments of a text: %v", got.Comments)
		}
	}
}

// Where nobody has a place the tool calls everybody the author.
func TestNobodyIsAuthorWithoutPlaces(t *testing.T) {
	src := strings.ReplaceAll(waeEnd, "<span>浙江</span>", "<span>作者</span>")
	got := comment.InPage([]byte(src)).Comments
	if len(got) != 1 || got[0].Author || got[0].Replies[0].Author {
		t.Errorf("comments %+v", got)
	}
}

func TestWhatLooksLikeMarkupIsText(t *testing.T) {
	src := strings.Replace(waeEnd, "第二行 &lt;b&gt;", `<script>alert(1)</script> <i>x</i><br>{{ y }}<img src="a">`, 1)
	got := comment.InPage([]byte(src)).Comments
	if want := "第一行\n<script>alert(1)</script> <i>x</i>\n{{ y }}<img src=\"a\">"; len(got) != 1 || got[0].Text != want {
		t.Errorf("comments %+v, want the text %q", got, want)
	}
}

func FuzzInPage(f *testing.F) {
	for _, src := range []string{waeEnd, foot, xwdScript, "<div class=\"foot\" class=\"comment-item\">", waeEnd[:300]} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		checkSane(t, comment.InPage(src).Comments)
	})
}

func checkSane(t *testing.T, list []article.Comment) {
	t.Helper()
	for _, c := range list {
		if c.Name == "" && c.Text == "" && len(c.Pictures) == 0 && len(c.Replies) == 0 || c.Likes < 0 || strings.ContainsRune(c.Name, '\n') {
			t.Errorf("comment %+v", c)
		}
		checkSane(t, c.Replies)
	}
	if again := article.MergeComments(list, list); len(again) > len(list) {
		t.Errorf("%d comments are %d when merged with themselves", len(list), len(again))
	}
}
