package item

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// FormatAPI is one article of an answer of the platform's own interface.
const FormatAPI = "api-json"

// News is one article of an answer of the platform's own interface, with what
// the answer says of the message it is in.
type News struct {
	Kind NewsKind `json:"kind"`
	// ID is the article_id or media_id of the message, shared by its articles.
	ID         string          `json:"id,omitempty"`
	CreateTime json.RawMessage `json:"create_time,omitempty"`
	UpdateTime json.RawMessage `json:"update_time,omitempty"`
	// Index is the place in the message, from 1.
	Index int `json:"index"`
	// Item is the news_item as the interface gave it.
	Item json.RawMessage `json:"news_item"`
}

// NewsKind says which interface answered.
type NewsKind string

// The kinds of news.
const (
	NewsPublished NewsKind = "freepublish"
	NewsDraft     NewsKind = "draft"
	NewsMaterial  NewsKind = "material"
)

// newsItem is what is read of a news_item.
type newsItem struct {
	Title       scalar `json:"title"`
	Author      scalar `json:"author"`
	Digest      scalar `json:"digest"`
	Content     scalar `json:"content"`
	SourceURL   scalar `json:"content_source_url"`
	Cover       scalar `json:"thumb_url"`
	URL         scalar `json:"url"`
	Deleted     scalar `json:"is_deleted"`
	ArticleType scalar `json:"article_type"`
	Images      struct {
		List []newsImage `json:"image_list"`
	} `json:"image_info"`
}

// newsImage is a picture of a picture message. Which of the addresses is there
// depends on the interface; often there is none.
type newsImage struct {
	MediaID  scalar `json:"image_media_id"`
	ImageURL scalar `json:"image_url"`
	CDNURL   scalar `json:"cdn_url"`
	URL      scalar `json:"url"`
}

func readNews(item json.RawMessage) (*Statement, error) {
	var n News
	if err := json.Unmarshal(item, &n); err != nil {
		return nil, fmt.Errorf("reading answer: %w", err)
	}
	var i newsItem
	if err := json.Unmarshal(n.Item, &i); err != nil {
		return nil, fmt.Errorf("reading news_item: %w", err)
	}
	if i.Title == "" && i.Content == "" && i.URL == "" && len(i.Images.List) == 0 {
		return nil, ErrNothing
	}
	s := &Statement{Article: n.facts(i), Trust: article.TrustAPI}
	return s, i.body(s)
}

func (n News) facts(i newsItem) article.Article {
	a := article.Article{
		Kind:     article.KindArticle,
		Title:    page.Plain(string(i.Title)),
		Author:   page.Plain(string(i.Author)),
		Digest:   page.Plain(string(i.Digest)),
		Cover:    pictureAddress(string(i.Cover)),
		ReadMore: ownLink(string(i.SourceURL)),
		Deleted:  i.Deleted == "true" || i.Deleted == "1",
		Draft:    n.Kind == NewsDraft,
	}
	if i.ArticleType == "newspic" {
		a.Kind = article.KindPicture
	}
	n.date(&a)
	if n.Kind != NewsDraft {
		n.identify(&a, string(i.URL))
	}
	return a
}

// date knows no publication of a draft; of the rest the last change stands for
// a creation that is not said.
func (n News) date(a *article.Article) {
	created, updated := epoch(n.CreateTime), epoch(n.UpdateTime)
	if n.Kind == NewsDraft {
		a.Modified = updated
		return
	}
	a.Published = created
	if created.IsZero() {
		a.Published = updated
	} else if updated.After(created) {
		a.Modified = updated
	}
}

// identify reads the address. Where that leaves out the place in the message,
// the answer has it.
func (n News) identify(a *article.Article, address string) {
	named, ok := article.ParseAddress(address)
	if !ok {
		return
	}
	if !named.Key.IsZero() && n.Index > 0 && !hasPlace(address) {
		named.Key.Idx = uint64(n.Index)
	}
	takeAddress(a, named)
}

func hasPlace(address string) bool {
	u, err := url.Parse(article.UnescapeURL(address))
	return err == nil && (u.Query().Has("idx") || u.Query().Has("itemidx"))
}

func (i newsItem) body(s *Statement) error {
	content := string(i.Content)
	if s.Article.Kind == article.KindPicture {
		content = noteHTML(content) + i.pictures(&s.Article)
	}
	if strings.TrimSpace(content) == "" {
		return nil
	}
	body, err := page.Fragment(content)
	if err != nil {
		return fmt.Errorf("reading content: %w", err)
	}
	s.Body, s.Form = body, article.FormHTML
	return nil
}

// noteTag finds markup in the content of a picture message, which is plain
// text but for a few elements of the platform.
var noteTag = regexp.MustCompile(`(?i)</?(?:mp-|a\s|a>|br|p[\s>]|span|section|img)`)

// noteHTML is the content of a picture message as HTML.
func noteHTML(content string) string {
	content = strings.Trim(strings.ReplaceAll(content, "\r\n", "\n"), "\n")
	if content == "" {
		return ""
	}
	if !noteTag.MatchString(content) {
		content = html.EscapeString(html.UnescapeString(content))
	}
	return "<p>" + strings.ReplaceAll(content, "\n", "<br>") + "</p>"
}

// pictures are the pictures of a picture message as HTML. One that the answer
// names by its media_id alone cannot be shown.
func (i newsItem) pictures(a *article.Article) string {
	var b strings.Builder
	for n, p := range i.Images.List {
		address := pictureAddress(string(cmp.Or(p.ImageURL, p.CDNURL, p.URL)))
		if address == "" {
			a.Losses = append(a.Losses, article.Loss{
				Code: article.LossImage, What: fmt.Sprintf("picture %d has no address in the answer, media id %q", n+1, p.MediaID),
			})
			continue
		}
		fmt.Fprintf(&b, `<p><img data-src="%s" alt="图%d"></p>`, html.EscapeString(address), n+1)
	}
	return b.String()
}

// scalar is a value that tools write as text, number or truth; anything else
// counts as none.
type scalar string

// UnmarshalJSON takes any value.
func (s *scalar) UnmarshalJSON(src []byte) error {
	*s = ""
	switch src = bytes.TrimSpace(src); {
	case len(src) == 0 || src[0] == '{' || src[0] == '[' || string(src) == "null":
		return nil
	case src[0] == '"':
		return json.Unmarshal(src, (*string)(s))
	}
	*s = scalar(src)
	return nil
}
