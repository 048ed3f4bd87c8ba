package site

import (
	"bytes"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"wxbackup/article"
)

// hugoMatter is the front matter of an article. What Hugo has no key of its
// own for stands under params.
type hugoMatter struct {
	Title       text       `yaml:"title"`
	Date        *instant   `yaml:"date,omitempty"`
	Lastmod     *instant   `yaml:"lastmod,omitempty"`
	Slug        text       `yaml:"slug"`
	URL         text       `yaml:"url,omitempty"`
	Description text       `yaml:"description,omitempty"`
	Author      text       `yaml:"author,omitempty"`
	Tags        []text     `yaml:"tags,omitempty"`
	Albums      []text     `yaml:"albums,omitempty"`
	Images      []text     `yaml:"images,omitempty"`
	Draft       bool       `yaml:"draft"`
	Params      hugoParams `yaml:"params"`
}

type hugoParams struct {
	WeChat     weChat         `yaml:"wechat"`
	LinkedFrom []hugoReferrer `yaml:"linked_from,omitempty"`
}

// hugoReferrer is an article that links to another; its path can stand in a
// link as it is.
type hugoReferrer struct {
	Title text `yaml:"title"`
	Path  text `yaml:"path"`
}

// weChat is what the platform knew of an article, for layouts and for the
// owner's own use.
type weChat struct {
	Account     text   `yaml:"account,omitempty"`
	Biz         text   `yaml:"biz,omitempty"`
	Mid         uint64 `yaml:"mid,omitempty"`
	Idx         uint64 `yaml:"idx,omitempty"`
	SN          text   `yaml:"sn,omitempty"`
	URL         text   `yaml:"url,omitempty"`
	Short       []text `yaml:"short,omitempty"`
	Kind        text   `yaml:"kind"`
	Original    bool   `yaml:"original,omitempty"`
	Reprint     bool   `yaml:"reprint,omitempty"`
	ReprintOf   text   `yaml:"reprint_of,omitempty"`
	ReprintFrom text   `yaml:"reprint_from,omitempty"`
	ReadMore    text   `yaml:"read_more,omitempty"`
	Place       text   `yaml:"place,omitempty"`
	Paid        bool   `yaml:"paid,omitempty"`
	Truncated   bool   `yaml:"truncated,omitempty"`
	Reads       *int   `yaml:"reads,omitempty"`
	Likes       *int   `yaml:"likes,omitempty"`
	Shares      *int   `yaml:"shares,omitempty"`
	Recommends  *int   `yaml:"recommends,omitempty"`
	Comments    *int   `yaml:"comments,omitempty"`
}

// instant is a time in the platform's zone, to the second.
type instant time.Time

// MarshalYAML writes the time as RFC 3339 has it.
func (i instant) MarshalYAML() ([]byte, error) {
	return []byte(time.Time(i).In(article.Zone).Format(time.RFC3339)), nil
}

func newInstant(t time.Time) *instant {
	if t.IsZero() {
		return nil
	}
	i := instant(t)
	return &i
}

// document is the article's Markdown under its front matter.
func (h hugo) document(p Page) ([]byte, error) {
	matter, err := yaml.MarshalWithOptions(h.matter(p), yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("writing front matter: %w", err)
	}
	return bytes.Join([][]byte{[]byte("---\n"), matter, []byte("---\n\n"), p.Body}, nil), nil
}

func (h hugo) matter(p Page) hugoMatter {
	a := p.Article
	m := hugoMatter{
		Title:       text(p.Heading()),
		Date:        newInstant(a.Published),
		Lastmod:     newInstant(a.Modified),
		Slug:        text(p.Slug),
		Description: text(oneLine(a.Digest)),
		Author:      text(oneLine(a.Author)),
		Tags:        spell(h.terms.tags, a.Tags),
		Albums:      spell(h.terms.albums, albumTitles(a)),
		Params:      hugoParams{WeChat: newWeChat(a, p.Figures), LinkedFrom: hugoReferrers(p.LinkedFrom)},
	}
	if !h.trusted || hugoPath(h.settings.Permalink, p.Entry) != p.Path {
		m.URL = text(p.Path)
	}
	if p.Cover != "" {
		m.Images = []text{text(p.Cover)}
	}
	return m
}

func newWeChat(a article.Article, f article.Figures) weChat {
	return weChat{
		Account:     text(oneLine(a.Account)),
		Biz:         text(a.Key.Biz),
		Mid:         a.Key.Mid,
		Idx:         a.Key.Idx,
		SN:          text(a.SN),
		URL:         text(a.URL),
		Short:       texts(a.ShortIDs),
		Kind:        text(a.Kind),
		Original:    a.Origin == article.OriginOriginal,
		Reprint:     a.Origin == article.OriginReprint,
		ReprintOf:   text(a.ReprintOf),
		ReprintFrom: text(oneLine(a.ReprintFrom)),
		ReadMore:    text(a.ReadMore),
		Place:       text(oneLine(a.Place)),
		Paid:        a.Paid,
		Truncated:   a.Truncated,
		Reads:       f.Reads,
		Likes:       f.Likes,
		Shares:      f.Shares,
		Recommends:  f.Recommends,
		Comments:    f.Comments,
	}
}

func hugoReferrers(referrers []Referrer) []hugoReferrer {
	var all []hugoReferrer
	for _, r := range referrers {
		all = append(all, hugoReferrer{text(r.Title), text(r.Path)})
	}
	return all
}

func texts(values []string) []text {
	var all []text
	for _, v := range values {
		all = append(all, text(v))
	}
	return all
}
