package publish

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"wxbackup/publish/site"
)

// The errors a caller tells apart.
var (
	// ErrPermalink says that a permalink pattern cannot be used.
	ErrPermalink = errors.New("invalid permalink pattern")
	// ErrBaseURL says that a base URL is no http or https address.
	ErrBaseURL = errors.New("invalid base URL")
	// ErrSlugStyle says that there is no slug style of that name.
	ErrSlugStyle = errors.New("unknown slug style")
	// ErrMissingImages says that there is no treatment of missing pictures of
	// that name.
	ErrMissingImages = errors.New("unknown treatment of missing images")
	// ErrNoArticles says that the archive holds no article of the account
	// asked for, or none at all.
	ErrNoArticles = errors.New("no articles to publish")
	// ErrManifest says that the output folder's manifest cannot be used.
	ErrManifest = errors.New("unusable manifest")
)

// DefaultPermalink is the pattern of paths when none is given.
const DefaultPermalink = "/posts/:slug/"

// Options are the choices of one publish.
type Options struct {
	Site site.Generator
	// Out is the output folder; it is made when it is not there.
	Out string
	// BaseURL is where the site will be served; its path stands before every
	// link between articles. Empty means the root of a host not known yet.
	BaseURL string
	// Permalink is the pattern of the articles' paths, DefaultPermalink when
	// empty. Its tokens are :slug, :title, :filename-safe (the title with its
	// letter case), :id, :account, :year, :month and :day.
	Permalink string
	// Slug is what :slug stands for, SlugPinyin when empty.
	Slug SlugStyle
	// Account, a name or a biz, leaves out every other account's articles.
	Account string
	// GuessHeadings makes headings of paragraphs that look like ones.
	GuessHeadings bool
	// MissingImages says what becomes of pictures without bytes, MissingKeep when
	// empty.
	MissingImages MissingImages
	// Strict makes the publish fail with ErrExternal, before anything is written,
	// when the pages would make a browser load from other hosts.
	Strict bool
	// Comments is how much the site shows of what readers wrote, CommentsText
	// when empty.
	Comments CommentLevel
	// LinkedFrom gives every page the articles of the same publish that link to it.
	LinkedFrom bool
	// Progress is told of every article done; it must not block.
	Progress func(done, total int)
}

// SlugStyle says what an article's slug is made from.
type SlugStyle string

// The slug styles.
const (
	// SlugPinyin is the slug the archive gave the article when it came in.
	SlugPinyin SlugStyle = "pinyin"
	// SlugTitle is the title in its own script.
	SlugTitle SlugStyle = "title"
	// SlugID is the article's ID.
	SlugID SlugStyle = "id"
)

// settled is o with its defaults filled in and its values checked.
func (o Options) settled() (Options, error) {
	if o.Site.Open == nil {
		return o, fmt.Errorf("choosing site %q: %w", o.Site.Name, site.ErrUnknown)
	}
	if o.Permalink == "" {
		o.Permalink = DefaultPermalink
	}
	switch o.Slug {
	case "":
		o.Slug = SlugPinyin
	case SlugPinyin, SlugTitle, SlugID:
	default:
		return o, fmt.Errorf("reading slug style %q: %w", o.Slug, ErrSlugStyle)
	}
	o.MissingImages = cmp.Or(o.MissingImages, MissingKeep)
	if !o.MissingImages.isKnown() {
		return o, fmt.Errorf("reading treatment %q: %w", o.MissingImages, ErrMissingImages)
	}
	var err error
	if o.Comments, err = o.Comments.settled(); err != nil {
		return o, err
	}
	o.BaseURL, err = settleBaseURL(o.BaseURL)
	return o, err
}

// settleBaseURL gives a base URL its trailing slash, for generators and
// browsers resolve against the folder.
func settleBaseURL(raw string) (string, error) {
	if raw == "" {
		return "", nil
	}
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("reading base URL %q: %w", raw, ErrBaseURL)
	}
	return strings.TrimRight(u.String(), "/") + "/", nil
}

// basePath is the path of a settled base URL without its trailing slash.
func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.EscapedPath(), "/")
}
