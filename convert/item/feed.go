package item

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// The formats of feeds.
const (
	FormatRSS      = "rss"
	FormatAtom     = "atom"
	FormatJSONFeed = "json-feed"
)

// FeedEntry is one entry of a feed, with what the feed says of itself.
type FeedEntry struct {
	// Feed is the title of the feed.
	Feed      string `json:"feed,omitempty"`
	Generator string `json:"generator,omitempty"`
	// XML is what stands inside the item of an RSS feed or the entry of an
	// Atom feed.
	XML string `json:"xml,omitempty"`
	// JSON is the item of a JSON Feed.
	JSON json.RawMessage `json:"item,omitempty"`
}

// NamesArticle reports whether the entry is about an article on the platform.
// Other feeds are none of our business.
func (e FeedEntry) NamesArticle() bool {
	t, err := e.told()
	return err == nil && t.names(e.isOwn()) != nil
}

// told is what an entry says, whatever the kind of feed.
type told struct {
	// ids are the addresses and identifiers of the entry.
	ids                []string
	title, author      string
	summary, content   string
	published, picture string
}

func (e FeedEntry) told() (*told, error) {
	if len(e.JSON) > 0 {
		return readJSONEntry(e.JSON)
	}
	return readXMLEntry(e.XML)
}

// isOwn reports whether the feed was written by a tool that makes feeds of
// accounts: a bare id in it is the platform's.
func (e FeedEntry) isOwn() bool {
	name := strings.ToLower(e.Generator)
	return strings.Contains(name, "wewe-rss") || strings.Contains(name, "we-rss") || strings.Contains(name, "werss")
}

// isCollection reports whether the feed joins several accounts under a title
// of the tool's own.
func (e FeedEntry) isCollection() bool {
	title := strings.ToLower(strings.TrimSpace(e.Feed))
	for _, own := range []string{"wewe-rss", "werss", "mp-we-rss", "we-mp-rss"} {
		if strings.HasPrefix(title, own) {
			return true
		}
	}
	return false
}

func readFeedEntry(item json.RawMessage) (*Statement, error) {
	var e FeedEntry
	if err := json.Unmarshal(item, &e); err != nil {
		return nil, fmt.Errorf("reading entry: %w", err)
	}
	t, err := e.told()
	if err != nil {
		return nil, err
	}
	names := t.names(e.isOwn())
	if names == nil {
		return nil, ErrNothing
	}
	s := &Statement{Article: t.facts(), Trust: article.TrustList}
	for _, named := range names {
		takeAddress(&s.Article, named)
	}
	e.attribute(&s.Article, t)
	return s, t.body(s)
}

func (t *told) facts() article.Article {
	return article.Article{
		Kind:      article.KindArticle,
		Title:     page.OneLine(t.title),
		Published: feedTime(t.published),
		Cover:     pictureAddress(t.picture),
	}
}

// attribute gives an article its account, by the title of its feed. In a feed
// of several accounts the author of an entry is the account; in any other an
// author of that name is nobody.
func (e FeedEntry) attribute(a *article.Article, t *told) {
	author := page.OneLine(t.author)
	if author == "-" {
		author = ""
	}
	if e.isCollection() {
		a.Account = author
		return
	}
	a.Account = page.OneLine(e.Feed)
	if author != a.Account {
		a.Author = author
	}
}

// toolID is how one tool names an article: the account's number, and the
// article's place in it or its short id.
var toolID = regexp.MustCompile(`^(?:MP_WXS_)?(\d{5,20})-(?:(\d+)_(\d+)|([A-Za-z0-9_-]{22}))$`)

// names are what the identifiers of an entry name; nil for none. A bare short
// id counts where own says that the feed's maker writes such.
func (t *told) names(own bool) []article.Address {
	var names []article.Address
	for _, id := range t.ids {
		id = strings.TrimSpace(id)
		if named, ok := article.ParseAddress(id); ok {
			names = append(names, named)
		} else if named, ok := bareID(id, own); ok {
			names = append(names, named)
		}
	}
	return names
}

func bareID(id string, own bool) (article.Address, bool) {
	m := toolID.FindStringSubmatch(id[strings.LastIndex(id, "/")+1:])
	switch {
	case m != nil && m[4] != "":
		return article.Address{ShortID: m[4]}, true
	case m != nil:
		key, err := article.NewKey(article.BizOfUIN(m[1]), m[2], m[3])
		return article.Address{Key: key}, err == nil
	}
	return article.Address{ShortID: id}, own && article.IsShortID(id)
}

// fullTextMark is in every body that was cut out of a page: some tools hand
// it out as the summary.
var fullTextMark = regexp.MustCompile(`(?i)<[a-z]+[^>]*\b(?:rich_media_content|js_content)\b`)

// fullText is the text of the article; "" where the entry has a summary only,
// or what a tool writes for a text it could not get.
func (t *told) fullText() string {
	content := strings.TrimSpace(t.content)
	if rest, ok := strings.CutPrefix(content, "<![CDATA["); ok {
		content = strings.TrimSuffix(rest, "]]>")
	}
	switch content {
	case "None", deletedText, "获取全文失败，请重试~":
		content = ""
	}
	if content != "" && content != strings.TrimSpace(t.summary) {
		return content
	}
	if fullTextMark.MatchString(t.summary) {
		return t.summary
	}
	return ""
}

// deletedText stands for the text of an article that was gone when a tool
// asked for it.
const deletedText = "DELETED"

func (t *told) body(s *Statement) error {
	s.Article.Deleted = strings.TrimSpace(t.content) == deletedText
	text := t.fullText()
	if text != t.summary && !strings.Contains(t.summary, "<") {
		s.Article.Digest = digestOf(t.summary, s.Article.Title)
	}
	if text == "" {
		return nil
	}
	body, err := page.Fragment(text)
	if err != nil {
		return fmt.Errorf("reading full text: %w", err)
	}
	s.Body, s.Form = insideOfShell(body), article.FormHTML
	restorePictures(s.Body)
	return nil
}

// digestOf is a summary that is none of the stand-ins that tools write.
func digestOf(summary, title string) string {
	summary = page.OneLine(summary)
	if summary == title || summary == "None" || summary == "获取全文失败，请重试~" {
		return ""
	}
	return summary
}

// insideOfShell takes a body out of the element it had in its page, which
// hides what is in it, and leaves out the style sheet a tool put before it.
func insideOfShell(body *html.Node) *html.Node {
	for n := range body.ChildNodes() {
		if n.Type != html.ElementNode || n.DataAtom == atom.Style {
			continue
		}
		if isShell(n) && isAlone(n) {
			return n
		}
		return body
	}
	return body
}

func isShell(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Val == "js_content" || a.Key == "class" && strings.Contains(a.Val, "rich_media_content") {
			return true
		}
	}
	return false
}

// isAlone reports whether no other part of a body stands beside a node.
func isAlone(n *html.Node) bool {
	for c := range n.Parent.ChildNodes() {
		if c != n && c.DataAtom != atom.Style && !(c.Type == html.TextNode && strings.TrimSpace(c.Data) == "") {
			return false
		}
	}
	return true
}

// feedTimes are the layouts of dates; one without a zone is in Beijing time.
var feedTimes = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05",
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST",
}

func feedTime(s string) time.Time {
	for _, layout := range feedTimes {
		t, err := time.ParseInLocation(layout, strings.TrimSpace(s), article.Zone)
		if err == nil && t.Unix() > 0 {
			return t.In(article.Zone)
		}
	}
	return time.Time{}
}

// readJSONEntry reads an item of a JSON Feed.
func readJSONEntry(src json.RawMessage) (*told, error) {
	type person struct {
		Name scalar `json:"name"`
	}
	var i struct {
		ID        scalar          `json:"id"`
		URL       scalar          `json:"url"`
		External  scalar          `json:"external_url"`
		Title     scalar          `json:"title"`
		Summary   scalar          `json:"summary"`
		HTML      scalar          `json:"content_html"`
		Image     scalar          `json:"image"`
		Published scalar          `json:"date_published"`
		Modified  scalar          `json:"date_modified"`
		Author    json.RawMessage `json:"author"`
		Authors   json.RawMessage `json:"authors"`
	}
	if err := json.Unmarshal(src, &i); err != nil {
		return nil, fmt.Errorf("reading item: %w", err)
	}
	var one person
	var several []person
	// An author of another shape is none.
	_ = json.Unmarshal(i.Author, &one)
	if json.Unmarshal(i.Authors, &several) == nil && len(several) > 0 {
		one = several[0]
	}
	return &told{
		ids: []string{string(i.URL), string(i.ID), string(i.External)}, title: string(i.Title), author: string(one.Name),
		summary: string(i.Summary), content: string(i.HTML), picture: string(i.Image),
		published: string(cmp.Or(i.Published, i.Modified)),
	}, nil
}
