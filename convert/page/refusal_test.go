package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// notice pages of the platform, as small as they can be. %s is the phrase.
const (
	weuiPage = `<html><head><title></title><script>window.PAGE_MID="mmbizwap:appmsg/error.html"; var s = "该内容已被发布者删除 环境异常 参数错误";</script></head>` +
		`<body id="activity-detail"><div class="weui-msg"><h2 class="weui-msg__title warn">%s</h2></div></body></html>`
	weuiDescription = `<html><head><script>window.PAGE_MID="mmbizwap:x"</script></head><body><h2 class="weui-msg__title">提示</h2><p class="weui-msg__desc">%s</p></body></html>`
	mesgPage        = `<html><head><title>该页</title></head><body><div class="mesg-block"><p>%s</p></div><noscript>环境异常</noscript></body></html>`
	globalError     = `<html><body><p class="global_error_msg warn">%s</p><style>/* 环境异常 */</style></body></html>`
	iconArea        = `<html><body><div class="icon_area"><i></i></div><div class="text_area"><h2 class="title">%s</h2></div></body></html>`
	plainPage       = `<html><body><div id="app"></div>%s</body></html>`
	titledPage      = `<html><head><title>%s</title></head><body><div>一些别的内容</div></body></html>`
)

func TestRefusals(t *testing.T) {
	tests := []struct {
		template, phrase string
		want             Reason
	}{
		{weuiPage, "该内容已被发布者删除", Deleted},
		{weuiPage, " The content has been deleted by the author. ", Deleted},
		{weuiPage, "The content has been DELETED\n by the author.", Deleted},
		{weuiPage, "此内容因违规无法查看", Violation},
		{weuiDescription, "此内容因违规无法查看，由用户投诉并经平台审核，涉嫌违反相关法律法规和政策，查看 对应规则", Violation},
		{weuiPage, "Unable to view this content because of content violation", Violation},
		{weuiPage, "此内容被投诉且经审核涉嫌侵权，无法查看。", Complaint},
		{weuiPage, "接相关投诉，此内容违反《互联网信息服务管理办法》", Complaint},
		{mesgPage, "该内容暂时无法查看", Unavailable},
		{titledPage, "该内容暂时无法查看", Unavailable},
		{weuiPage, "此内容发送失败无法查看", SendFailed},
		{weuiPage, "该文章已被第三方辟谣，<a href=x>查看</a>", Rumour},
		{weuiPage, "此帐号已被屏蔽, 内容无法查看", AccountBlocked},
		{weuiPage, "此账号已被屏蔽, 内容无法查看", AccountBlocked},
		{weuiPage, "该公众号已被封禁", AccountBlocked},
		{weuiPage, "该公众号已停止使用", AccountBlocked},
		{weuiPage, "此帐号已自主注销，内容无法查看", AccountCancelled},
		{weuiPage, "此帳号已自主注销", AccountCancelled},
		{weuiPage, "此帐号处于帐号迁移流程中", AccountMigrated},
		{weuiPage, "该公众号已迁移", AccountMigrated},
		{weuiPage, "原帐号迁移时未将文章素材同步至新帐号，该链接已不可访问", AccountMigrated},
		{weuiPage, "环境异常", Verification},
		{weuiPage, "当前环境异常，完成验证后即可继续访问。<a>去验证</a>", Verification},
		{plainPage, `<a id="js_verify">去 验证</a>`, Verification},
		{iconArea, "访问过于频繁，请用微信扫描二维码进行访问", TooFrequent},
		{globalError, "操作频繁，请稍后再试", TooFrequent},
		{weuiPage, "链接已过期", Expired},
		{globalError, "参数错误", BadParameter},
		{globalError, "系统出错", BadParameter},
		{plainPage, "请在微信客户端打开链接", AppOnly},
		{plainPage, "根据作者隐私设置，无法查看该内容", Private},
		{plainPage, "投诉类型 冒名侵权", Complaint},
		{titledPage, "关于公众号", AccountPage},
		{titledPage, "关于服务号", AccountPage},
		{weuiPage, "一种还没有见过的提示", UnknownPage},
		{weuiPage, "", UnknownPage},
	}
	for _, test := range tests {
		t.Run(string(test.want)+" "+test.phrase, func(t *testing.T) {
			_, err := Parse(fmt.Appendf(nil, test.template, test.phrase))
			var refusal *Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("error %v", err)
			}
			if refusal.Reason != test.want {
				t.Errorf("reason %q, want %q", refusal.Reason, test.want)
			}
			if !strings.Contains(refusal.Error(), string(test.want)) {
				t.Errorf("message %q", refusal.Error())
			}
		})
	}
}

// TestEveryNoticeRefuses takes each phrase as the platform's page shows it,
// and as an article quotes it.
func TestEveryNoticeRefuses(t *testing.T) {
	for _, n := range notices {
		t.Run(n.phrase, func(t *testing.T) {
			var refusal *Refusal
			if _, err := Parse(fmt.Appendf(nil, weuiPage, n.phrase)); !errors.As(err, &refusal) || refusal.Reason != n.reason {
				t.Errorf("error %v", err)
			}
			quoting := strings.Replace(encodedPage, "无论用什么编码保存", "有的页面只说“"+n.phrase+"”", 1)
			if p, err := Parse([]byte(quoting)); err != nil || !strings.Contains(textOf(p.Body), n.phrase) {
				t.Errorf("an article about it: error %v", err)
			}
		})
	}
}

func TestArticleWithNoticesEverywhereIsAnArticle(t *testing.T) {
	page := strings.Replace(encodedPage, "</body>", `<div class="weui-msg__title">环境异常</div><p class="global_error_msg">参数错误</p></body>`, 1)
	page = strings.Replace(page, "编码</h1>", "该内容已被发布者删除</h1>", 1)
	p, err := Parse([]byte(page))
	if err != nil || p.Article.Title != "该内容已被发布者删除" {
		t.Errorf("error %v", err)
	}
}

func TestShortArticleIsAnArticle(t *testing.T) {
	page := strings.Replace(encodedPage, "无论用什么编码保存，读出来的都是这些字：囧、镕、€。", "早安", 1)
	if p, err := Parse([]byte(page)); err != nil || textOf(p.Body) != "早安" {
		t.Errorf("error %v", err)
	}
}

func TestMigratedAccountTellsTheTarget(t *testing.T) {
	const target = "https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=00aa11bb22cc33dd44ee55ff66aa77bb"
	for _, name := range []string{"transferTargetLink", "transfer_target_link"} {
		page := fmt.Sprintf(weuiPage, "该公众号已迁移") + "<script>var " + name + " = '" + target + "' || '';</script>"
		var refusal *Refusal
		if _, err := Parse([]byte(page)); !errors.As(err, &refusal) || refusal.Target != target {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestLongPageIsNoNotice(t *testing.T) {
	page := fmt.Sprintf(plainPage, strings.Repeat("别的网站上的一篇长文。", 100)+"环境异常")
	if _, err := Parse([]byte(page)); !errors.Is(err, ErrForeign) {
		t.Errorf("error %v, want %v", err, ErrForeign)
	}
}

func TestForeignFiles(t *testing.T) {
	for _, src := range []string{
		"<html><body><h1>新闻</h1><p>别的网站。</p></body></html>",
		`{"ret":0,"general_msg_list":"{}"}`, "# 标题\n\n正文", "\x89PNG\r\n\x1a\n",
	} {
		if _, err := Parse([]byte(src)); !errors.Is(err, ErrForeign) {
			t.Errorf("%.20q: error %v, want %v", src, err, ErrForeign)
		}
	}
}

func TestPagesOfThePlatformAreTold(t *testing.T) {
	for _, head := range []string{
		`<meta property="og:site_name" content="微信公众平台">`, `<script>window.PAGE_MID="mmbizwap:x"</script>`,
		`<script>var mid = "12"</script>`, `<link href="//res.wx.qq.com/mmbizwap/a.css">`,
	} {
		var refusal *Refusal
		if _, err := Parse([]byte(odd(head, "<p>新的页面</p>"))); !errors.As(err, &refusal) || refusal.Reason != UnknownPage {
			t.Errorf("%s: error %v", head, err)
		}
	}
}

func TestRefusalTextIsShort(t *testing.T) {
	var refusal *Refusal
	_, err := Parse(fmt.Appendf(nil, weuiPage, "环境异常"+strings.Repeat("，请验证", 50)))
	if !errors.As(err, &refusal) || len([]rune(refusal.Text)) != 61 || !strings.HasPrefix(refusal.Text, "环境异常") {
		t.Errorf("error %v", err)
	}
}
