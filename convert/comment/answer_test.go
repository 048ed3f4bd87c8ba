package comment_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/comment"
)

func TestAnswersOfThePlatform(t *testing.T) {
	const list = `[{"content_id":471573716745061642,"nick_name":" 甲\n ","content":"&lt;b&gt; &amp;amp;\r\n好 ","create_time":1749032411,"like_num":64,"is_elected":0,"ip_wording":{"province_name":"","country_name":"中国"},
	 "multi_info":{"pictures":[{"url":"http://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0"},{"url":""},7]},"$reply_list":[],"reply_new":{"reply_list":[{"reply_id":3,"nick_name":"乙","content":"二","reply_is_elected":0,"is_from":3}]}},
	 {"content_id":"2","nick_name":"丙","content":"三","is_deleted":1,"ip_wording":"江苏","multi_info":[],"reply_new":""},
	 {"content_id":"4","nick_name":"号主","content":"四"}, {"content_id":"3"}, null, 7, "x", [], {"nick_name":{"a":1},"content":["x"]}]`
	want := []article.Comment{
		{
			ID: "471573716745061642", Name: "甲", Text: "<b> &amp;\n好", Time: at("18:20:11"), Likes: 64, Hidden: true, Place: "中国",
			Pictures: []article.Asset{{URL: "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0"}},
			Replies:  []article.Comment{{ID: "3", Name: "乙", Text: "二", Hidden: true}},
		},
		{ID: "2", Name: "丙", Text: "三", Deleted: true},
		{ID: "4", Name: "号主", Text: "四", Author: true},
	}
	if diff := cmp.Diff(want, comment.Answers(json.RawMessage(list), nil)); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestWhatIsNoListHasNoComments(t *testing.T) {
	for _, list := range []string{"", "null", "{}", `"x"`, "[", "[[[[", "7"} {
		if got := comment.Answers(json.RawMessage(list), nil); got != nil {
			t.Errorf("comments of %q: %v", list, got)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add(`[{"content_id":"1","nick_name":"甲","content":"好","reply_new":{"reply_list":[{"reply_id":1,"content":"x"}]},"ip_wording":{}}]`)
	f.Add(strings.Repeat(`[{"reply_new":{"reply_list":`, 100))
	f.Fuzz(func(t *testing.T, list string) {
		checkSane(t, comment.Answers(json.RawMessage(list), nil))
	})
}

func TestCommentsInAListOfMarkdown(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<ul><li><p><strong>读者</strong>（来自浙江）
写得好。
第二行</p><ul><li><strong>海边(作者)</strong>（来自浙江）
回复 读者 ：谢谢。</li><li><p><strong>手记</strong>(作者)
好</p></li></ul></li><li><strong>无处</strong>
（来自心底）的话</li><li>没有名字</li></ul>`))
	if err != nil {
		t.Fatal(err)
	}
	var list *html.Node
	for n := range root.Descendants() {
		if n.Data == "ul" {
			list = n
			break
		}
	}
	want := []article.Comment{
		{Name: "读者", Place: "浙江", Text: "写得好。\n第二行", Replies: []article.Comment{
			{Name: "海边", Author: true, To: "读者", Text: "谢谢。"}, {Name: "手记", Author: true, Text: "好"},
		}},
		{Name: "无处", Text: "（来自心底）的话"},
	}
	if diff := cmp.Diff(want, comment.InList(list)); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}
