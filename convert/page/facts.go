package page

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// facts is everything a page tells about its article, in the order of trust:
// the data object, the variables, the metas, the visible elements.
type facts struct {
	*parts
	data *object
	// ssr is the second data object that text notes have, a last resort.
	ssr  *object
	vars variables
	// shownType is the number of the kind as a tool wrote it, without scripts.
	shownType string
}

func newFacts(p *parts) *facts {
	data, ssr, vars := readScripts(p.scripts)
	f := &facts{parts: p, data: data, ssr: ssr, vars: vars}
	if f.showType() == "" {
		f.openNote()
	}
	return f
}

// number is the first of the values that is a number other than zero.
func number64(values ...string) int64 {
	for _, s := range values {
		if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil && n != 0 {
			return n
		}
	}
	return 0
}

// Plain undoes the one layer of HTML escaping that text values carry,
// whatever wrapper stands around them, and joins lines.
func Plain(s string) string { return OneLine(html.UnescapeString(s)) }

// article collects the facts that do not depend on the body.
func (f *facts) article() article.Article {
	a := article.Article{
		Kind:      f.kind(),
		Title:     f.title(),
		Author:    f.author(),
		Account:   cmp.Or(Plain(f.data.get("nick_name").text), Plain(f.vars.text("nickname", "nick_name")), f.text("#js_name", "#post-user", ".profile_nickname", ".wx_follow_nickname"), Plain(f.ssr.get("nick_name").text)),
		UserName:  cmp.Or(f.data.get("user_name").text, f.vars.text("user_name")),
		Alias:     cmp.Or(f.data.get("alias").text, f.vars.text("alias"), f.shownAlias()),
		Published: f.published(),
		Modified:  unixTime(number64(f.data.get("modify_time").text, f.vars.text("modify_time"))),
		Captured:  unixTime(number64(f.data.get("svr_time").text, f.vars.text("svr_time"))),
		Digest:    f.digest(),
		Cover:     f.cover(),
		ReadMore:  f.readMore(),
		Place:     f.place(),
		CommentID: nonZero(cmp.Or(f.data.get("comment_id").text, f.vars.text("comment_id"))),
		Paid:      number64(f.data.get("is_pay_subscribe").text, f.vars.text("isPaySubscribe"), f.vars.text("is_pay_subscribe")) == 1,
	}
	f.identify(&a)
	f.origin(&a)
	f.collections(&a)
	return a
}

// aliasForm is the form of a WeChat id. Accounts without one show their
// introduction in its place.
var aliasForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{5,19}$`)

func (f *facts) shownAlias() string {
	if s := f.text(".profile_meta_value"); aliasForm.MatchString(s) {
		return s
	}
	return ""
}

// identify fills what names the article, from the variables and from every
// address the page gives for itself.
func (f *facts) identify(a *article.Article) {
	for _, address := range f.addresses() {
		ad, ok := article.ParseAddress(address)
		if !ok {
			continue
		}
		if a.Key.IsZero() {
			a.Key, a.SN = ad.Key, ad.SN
		}
		if ad.ShortID != "" && !slices.Contains(a.ShortIDs, ad.ShortID) {
			a.ShortIDs = append(a.ShortIDs, ad.ShortID)
		}
	}
	slices.Sort(a.ShortIDs)
	biz := cmp.Or(f.data.get("bizuin").text, f.vars.text("biz"))
	mid := cmp.Or(nonZero(f.data.get("mid").text), nonZero(f.vars.text("mid", "appmsgid")))
	idx := cmp.Or(nonZero(f.data.get("idx").text), nonZero(f.vars.text("idx", "itemidx")))
	if key, err := article.NewKey(biz, mid, idx); err == nil {
		a.Key = key
		a.SN = cmp.Or(article.CleanSN(f.data.get("sn").text), article.CleanSN(f.vars.text("sn")), a.SN)
	}
	a.URL = articleURL(a)
}

func nonZero(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

func articleURL(a *article.Article) string {
	switch {
	case a.SN != "":
		return article.LongURL(a.Key, a.SN)
	case len(a.ShortIDs) > 0:
		return article.ShortURL(a.ShortIDs[0])
	}
	return article.LongURL(a.Key, "")
}

// addresses are the places where a page tells its own address.
func (f *facts) addresses() []string {
	return []string{f.data.get("link").text, f.vars.text("msg_link"), f.metas["og:url"], f.savedFrom}
}

// title takes no title from <title> when that is the account's name, as it
// was from 2018-05 to mid-2019.
func (f *facts) title() string {
	account := cmp.Or(Plain(f.data.get("nick_name").text), Plain(f.vars.text("nickname", "nick_name")), f.text("#js_name", "#post-user"))
	title := f.parts.title
	if title == account {
		title = ""
	}
	return cmp.Or(
		Plain(f.data.get("title").text),
		Plain(f.vars.text("msg_title")),
		f.meta("og:title", "twitter:title"),
		f.shownTitle(),
		Plain(f.ssr.get("title").text),
		title,
	)
}

// shownTitle is the title without the mark of a paid article beside it.
func (f *facts) shownTitle() string {
	named := f.elements["#activity-name"]
	for _, n := range slices.Concat(descendants(named, "js_title_inner"), named) {
		if s := OneLine(textWithout(n, "pay__tag")); s != "" {
			return s
		}
	}
	return f.text("#js_video_page_title", "#js_audio_title", "#js_text_title", "#original_panel_title", ".rich_media_title")
}

// meta reads a meta's text. On notes the server wrote it with JavaScript
// escapes into HTML, so those are undone first.
func (f *facts) meta(names ...string) string {
	for _, name := range names {
		if s := f.metas[name]; s != "" {
			if isJSEscaped(s) {
				s = withoutTags(html.UnescapeString(UnescapeJS([]byte(s))))
			}
			return OneLine(s)
		}
	}
	return ""
}

// isJSEscaped tells the metas that the server wrote with JavaScript escapes.
func isJSEscaped(s string) bool { return strings.Contains(s, `\x`) || strings.Contains(s, `\n`) }

var anyTag = regexp.MustCompile(`<[^>]*>`)

func withoutTags(s string) string { return anyTag.ReplaceAllString(s, "") }

func (f *facts) digest() string {
	return cmp.Or(
		Plain(withoutIslands(f.data.get("desc").text)),
		Plain(f.vars.text("msg_desc")),
		f.meta("og:description", "description", "twitter:description"),
	)
}

func (f *facts) cover() string {
	for _, s := range []string{
		f.data.get("cdn_url_235_1").text, f.data.get("cdn_url").text,
		f.vars.text("cdn_url_235_1", "msg_cdn_url"),
		f.metas["og:image"], f.metas["twitter:image"],
	} {
		if s = article.UnescapeURL(s); s != "" {
			return SecureURL(s)
		}
	}
	return ""
}

// SecureURL gives a scheme-less or plain http address of the platform's CDN
// the scheme it is served under today.
func SecureURL(s string) string {
	if strings.HasPrefix(s, "//") {
		return "https:" + s
	}
	if rest, ok := strings.CutPrefix(s, "http://"); ok && article.CDNID(s) != "" {
		return "https://" + rest
	}
	return s
}

// readMore is the link under the article (阅读原文). The visible link's href
// is the page's own address, so only the variables count.
func (f *facts) readMore() string {
	return ReadMore(cmp.Or(f.data.get("source_url").text, f.vars.text("msg_source_url")))
}

// ReadMore is the author's link as a page or an interface writes it, without
// what the platform added; "" where it leads nowhere.
func ReadMore(s string) string {
	s = strings.TrimSuffix(article.UnescapeURL(s), "#rd")
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	return article.StripSecrets(s)
}

// place is where the platform saw the author: a province of China, else a
// country.
func (f *facts) place() string {
	for _, o := range []*object{f.data.sub("ip_wording"), f.vars["ip_wording"].object} {
		if s := cmp.Or(
			o.get("province_name").text, o.get("provinceName").text,
			o.get("country_name").text, o.get("countryName").text); s != "" {
			return Plain(s)
		}
	}
	return f.text("#js_ip_wording")
}

func (f *facts) origin(a *article.Article) {
	info := f.data.sub("copyright_info")
	switch number64(info.get("copyright_stat").text, f.vars.text("copyright_stat", "_copyright_stat")) {
	case 1:
		a.Origin = article.OriginOriginal
	case 2:
		a.Origin = article.OriginReprint
	}
	if a.Origin == article.OriginUnknown && (a.Kind == article.KindShare || len(f.elements[".original_primary_card_tips"]) > 0) {
		a.Origin = article.OriginReprint
	}
	if a.Origin != article.OriginReprint {
		return
	}
	a.ReprintFrom = cmp.Or(f.text(".original_primary_nickname", "#js_share_author"), Plain(info.get("platform").text), f.tippedSource())
	a.ReprintOf = cmp.Or(
		article.CleanURL(cmp.Or(info.get("reprint_url").text, f.vars.text("reprint_url"))),
		article.CleanURL(f.attr("#js_share_source", "data-url")),
		f.reprintAddress(info),
	)
}

// tippedSource reads "以下文章来源于另一个号 ，作者某人".
func (f *facts) tippedSource() string {
	_, source, ok := strings.Cut(f.text(".original_primary_card_tips"), "来源于")
	if !ok {
		return ""
	}
	source, _, _ = strings.Cut(source, "，作者")
	return OneLine(source)
}

// reprintAddress builds the original's address from its parts.
func (f *facts) reprintAddress(info *object) string {
	key, err := article.NewKey(
		cmp.Or(info.get("source_encode_biz").text, f.vars.text("source_encode_biz"), article.BizOfUIN(info.get("source_biz").text)),
		cmp.Or(info.get("source_mid").text, f.vars.text("source_mid")),
		cmp.Or(info.get("source_idx").text, f.vars.text("source_idx")),
	)
	if err != nil {
		return ""
	}
	return article.LongURL(key, "")
}

// collections reads albums (合集) and topic tags. A tag that opens an album is
// one.
func (f *facts) collections(a *article.Article) {
	for _, o := range append([]*object{f.data.sub("appmsgalbuminfo"), f.vars["appmsg_album_info"].object}, objectsOf(f.vars["album_info_list"])...) {
		addAlbum(a, cmp.Or(o.get("album_id").text, o.get("id").text), Plain(o.get("title").text))
	}
	for _, o := range f.data.sub("public_tag_info").list("tags") {
		addAlbum(a, o.get("album_id").text, Plain(o.get("tag_name").text))
	}
	for _, n := range descendants(f.elements["#js_tags"], "article-tag__item-wrp") {
		addAlbum(a, attrOf(n, "data-album_id"), strings.TrimPrefix(OneLine(textOf(n)), "#"))
	}
	for _, o := range f.data.sub("hashtags").list("hashtag") {
		if tag := Plain(cmp.Or(o.get("hashtag_name").text, o.get("name").text)); tag != "" && !slices.Contains(a.Tags, tag) {
			a.Tags = append(a.Tags, tag)
		}
	}
}

func objectsOf(l literal) []*object {
	var objects []*object
	for _, e := range l.array {
		objects = append(objects, e.object)
	}
	return objects
}

// addAlbum keeps one entry for each album: by id, or by title where one of
// the two has no id.
func addAlbum(a *article.Article, id, title string) {
	id, title = nonZero(id), strings.TrimPrefix(title, "#")
	if title == "" {
		return
	}
	for _, album := range a.Albums {
		if album.Title == title || id != "" && album.ID == id {
			return
		}
	}
	a.Albums = append(a.Albums, article.Album{ID: id, Title: title})
}

func descendants(roots []*html.Node, class string) []*html.Node {
	var found []*html.Node
	for _, n := range roots {
		for d := range n.Descendants() {
			if hasClass(d, class) {
				found = append(found, d)
			}
		}
	}
	return found
}

// author is the signature (署名), which is often empty: the account's name is
// no substitute. Old pages show it without an id, beside the date.
func (f *facts) author() string {
	if s := cmp.Or(
		Plain(f.data.get("author").text), Plain(f.vars.text("author")),
		Plain(f.metas["author"]), Plain(f.metas["og:article:author"]), f.text("#js_author_name"),
	); s != "" {
		return s
	}
	for _, n := range f.elements[".rich_media_meta_text"] {
		if s := OneLine(textOf(n)); s != "" && attrOf(n, "id") == "" && Time(s).IsZero() {
			return s
		}
	}
	return ""
}

// published is the first publication. Unix values come first; visible dates
// count only in their absolute forms, since most are relative to the day the
// page was saved.
func (f *facts) published() time.Time {
	if t := unixTime(number64(f.data.get("ori_create_time").text, f.data.get("create_timestamp").text,
		f.vars.text("oriCreateTime"), f.vars.text("ct"))); !t.IsZero() {
		return t
	}
	for _, s := range []string{f.data.get("create_time").text, f.vars.text("create_time"), f.vars.text("publish_time"), f.text("#publish_time"), f.text("#post-date")} {
		if t := Time(s); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// maxUnix bounds what can be a time in seconds: the year 2100.
const maxUnix = 4102444800

func unixTime(seconds int64) time.Time {
	if seconds <= 0 || seconds > maxUnix {
		return time.Time{}
	}
	return time.Unix(seconds, 0).In(article.Zone)
}

var absoluteDate = regexp.MustCompile(`^(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$`)

// Time reads "2025年11月10日 12:00", "2022-03-10 08:00" and "2018-12-20" as
// Beijing time, and a number as Unix seconds; zero for anything else.
func Time(s string) time.Time {
	s = strings.TrimSpace(s)
	if t := unixTime(number64(s)); !t.IsZero() {
		return t
	}
	m := absoluteDate.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}
	}
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, article.Zone)
}
