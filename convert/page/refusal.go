package page

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// ErrForeign says that a file is no page of the platform at all.
var ErrForeign = errors.New("not a page of the platform")

// Refusal is the error for a page of the platform that holds no article.
type Refusal struct {
	Reason Reason
	// Text is what the page says to a reader, in one line.
	Text string
	// Target is where an account that moved has the article now.
	Target string
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("page is no article (%s): %s", r.Reason, r.Text)
}

// Reason is why a page holds no article, stable for machines.
type Reason string

// The reasons of wechat-pages.md §9.1.
const (
	Deleted          Reason = "deleted"
	Violation        Reason = "violation"
	Complaint        Reason = "complaint"
	Unavailable      Reason = "unavailable"
	SendFailed       Reason = "send-failed"
	Rumour           Reason = "rumour"
	AccountBlocked   Reason = "account-blocked"
	AccountCancelled Reason = "account-cancelled"
	AccountMigrated  Reason = "account-migrated"
	Verification     Reason = "verification"
	TooFrequent      Reason = "too-frequent"
	Expired          Reason = "expired"
	BadParameter     Reason = "bad-parameter"
	AppOnly          Reason = "app-only"
	Private          Reason = "private"
	AccountPage      Reason = "account-page"
	UnknownPage      Reason = "unknown-page"
)

// notice is a phrase a page shows instead of an article. Phrases are compared
// without white space, with 帐 for 账.
type notice struct {
	phrase string
	reason Reason
}

// notices are tried in order: the more telling phrase comes first.
var notices = []notice{
	{"已被发布者删除", Deleted},
	{"deletedbytheauthor", Deleted},
	{"此内容因违规无法查看", Violation},
	{"contentviolat", Violation},
	{"被投诉且经审核涉嫌侵权", Complaint},
	{"接相关投诉", Complaint},
	{"冒名侵权", Complaint},
	{"暂时无法查看", Unavailable},
	{"发送失败无法查看", SendFailed},
	{"第三方辟谣", Rumour},
	{"此帐号已自主注销", AccountCancelled},
	{"帐号迁移", AccountMigrated},
	{"公众号已迁移", AccountMigrated},
	{"原帐号迁移时未将文章素材同步", AccountMigrated},
	{"此帐号已被屏蔽", AccountBlocked},
	{"已被封禁", AccountBlocked},
	{"停止使用", AccountBlocked},
	{"环境异常", Verification},
	{"去验证", Verification},
	{"访问过于频繁", TooFrequent},
	{"操作频繁", TooFrequent},
	{"链接已过期", Expired},
	{"参数错误", BadParameter},
	{"系统出错", BadParameter},
	{"请在微信客户端打开", AppOnly},
	{"隐私设置", Private},
	{"关于公众号", AccountPage},
	{"关于服务号", AccountPage},
}

// noticeSelectors are where the platform's own pages speak to a reader.
const noticeSelectors = ".weui-msg__title, .weui-msg__desc, .mesg-block, .global_error_msg, .icon_area, .text_area .title, #js_verify, .profile_info, title"

// maxNoticePage is the visible text, in bytes, up to which a whole page can be
// a notice.
const maxNoticePage = 2 << 10

// refuse tells why a page without an article is none. Only visible text
// counts: every healthy page has the phrases in its scripts.
func refuse(src []byte, doc *html.Node, f *facts) error {
	d := goquery.NewDocumentFromNode(doc)
	d.Find("script, style, noscript, template").Remove()
	whole := OneLine(d.Text())
	shown := []string{OneLine(textsOf(d.Find(noticeSelectors)))}
	if len(whole) <= maxNoticePage {
		shown = append(shown, whole)
	}
	for _, text := range shown {
		if reason, ok := reasonOf(text); ok {
			return &Refusal{Reason: reason, Text: excerpt(text), Target: f.transferTarget()}
		}
	}
	if isPlatformPage(src, f) {
		return &Refusal{Reason: UnknownPage, Text: excerpt(cmp.Or(f.parts.title, whole))}
	}
	return ErrForeign
}

func textsOf(sel *goquery.Selection) string {
	var texts []string
	for _, s := range sel.EachIter() {
		texts = append(texts, s.Text())
	}
	return strings.Join(texts, " ")
}

func reasonOf(shown string) (Reason, bool) {
	folded := strings.ToLower(strings.Join(strings.Fields(shown), ""))
	folded = strings.NewReplacer("账", "帐", "賬", "帐", "帳", "帐").Replace(folded)
	for _, n := range notices {
		if strings.Contains(folded, n.phrase) {
			return n.reason, true
		}
	}
	return "", false
}

// isPlatformPage reports whether the page was made by the platform's own
// templates.
func isPlatformPage(src []byte, f *facts) bool {
	if f.metas["og:site_name"] == "微信公众平台" || len(f.elements["#js_article"]) > 0 || len(f.vars) > 0 {
		return true
	}
	s := string(src[:min(len(src), 256<<10)])
	return strings.Contains(s, "mmbizwap:") || strings.Contains(s, "res.wx.qq.com/mmbizwap") || strings.Contains(s, "/mmbizappmsg/")
}

func (f *facts) transferTarget() string {
	return cmp.Or(f.vars.text("transferTargetLink", "transfer_target_link"))
}

// excerpt is the beginning of a text, for a report line.
func excerpt(s string) string {
	runes := []rune(s)
	if len(runes) <= 60 {
		return s
	}
	return string(runes[:60]) + "…"
}
