package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"wxbackup/article"
	"wxbackup/publish/site"
)

// CommentLevel is how much a site shows of what readers wrote under articles.
type CommentLevel string

// The levels. What the account hid, and the words of what was deleted, no
// level shows.
const (
	// CommentsOff shows nothing of comments, and no figures.
	CommentsOff CommentLevel = "off"
	// CommentsText shows who wrote what and when, without pictures and the
	// platform's numbers.
	CommentsText CommentLevel = "text"
	// CommentsFull adds these numbers, and the pictures that the archive has.
	CommentsFull CommentLevel = "full"
)

// CommentLevels are all of them.
func CommentLevels() []string {
	return []string{string(CommentsOff), string(CommentsText), string(CommentsFull)}
}

// ErrCommentLevel says that there is no comment level of that name.
var ErrCommentLevel = errors.New("unknown comment level")

func (l CommentLevel) settled() (CommentLevel, error) {
	switch l {
	case "":
		return CommentsText, nil
	case CommentsOff, CommentsText, CommentsFull:
		return l, nil
	}
	return l, fmt.Errorf("reading comment level %q: %w", l, ErrCommentLevel)
}

// shownComment is a comment as a site reads it.
type shownComment struct {
	ID     string `json:"id,omitempty"`
	Name   string `json:"name,omitempty"`
	Avatar string `json:"avatar,omitempty"`
	Author bool   `json:"author,omitempty"`
	Place  string `json:"place,omitempty"`
	// Time is RFC 3339 in the platform's zone.
	Time        string         `json:"time,omitempty"`
	To          string         `json:"to,omitempty"`
	Text        string         `json:"text,omitempty"`
	Likes       int            `json:"likes,omitempty"`
	AuthorLiked bool           `json:"author_liked,omitempty"`
	Top         bool           `json:"top,omitempty"`
	Pictures    []string       `json:"pictures,omitempty"`
	Deleted     bool           `json:"deleted,omitempty"`
	Replies     []shownComment `json:"replies,omitempty"`
}

// comments writes the file of an article's comments, and the pictures in them.
func (w worker) comments(e site.Entry, place site.Place) error {
	if w.options.Comments == CommentsOff || e.Comments == 0 || place.Comments == "" {
		return nil
	}
	list, err := w.archive.Comments(e.Article.ID)
	if err != nil {
		return err
	}
	b := &bundle{
		place: site.Place{Assets: place.CommentFiles, Ref: place.CommentRef}, names: map[string]article.Asset{},
	}
	shown, err := w.shown(list, b)
	if err != nil || len(shown) == 0 {
		return err
	}
	data, err := commentsJSON(shown)
	if err != nil {
		return err
	}
	if err := w.copyAssets(b); err != nil {
		return err
	}
	return w.tree.put(place.Comments, bytesContent(data))
}

func commentsJSON(list []shownComment) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(list); err != nil {
		return nil, fmt.Errorf("writing comments: %w", err)
	}
	return b.Bytes(), nil
}

// shown are the comments that the site may show, as far as it may.
func (w worker) shown(list []article.Comment, b *bundle) ([]shownComment, error) {
	var all []shownComment
	for _, c := range list {
		replies, err := w.shown(c.Replies, b)
		if err != nil {
			return nil, err
		}
		switch {
		case c.Hidden:
			continue
		case c.Deleted && len(replies) == 0:
			continue
		case c.Deleted:
			all = append(all, shownComment{Deleted: true, Replies: replies})
			continue
		}
		s := shownText(c)
		s.Replies = replies
		if w.options.Comments == CommentsFull {
			if err := w.complete(&s, c, b); err != nil {
				return nil, err
			}
		}
		all = append(all, s)
	}
	return all, nil
}

func shownText(c article.Comment) shownComment {
	s := shownComment{
		Name: c.Name, Author: c.Author, Place: c.Place, To: c.To, Text: c.Text,
		Likes: c.Likes, AuthorLiked: c.AuthorLiked, Top: c.Top,
	}
	if !c.Time.IsZero() {
		s.Time = c.Time.In(article.Zone).Format(time.RFC3339)
	}
	return s
}

// complete adds what the full level shows. A picture whose bytes are missing is
// left out: no reader's browser asks another host for it.
func (w worker) complete(s *shownComment, c article.Comment, b *bundle) error {
	s.ID = c.ID
	avatar, err := w.best(c.Avatar)
	if err != nil {
		return err
	}
	s.Avatar = b.cover(avatar)
	for _, p := range c.Pictures {
		picture, err := w.best(p)
		if err != nil {
			return err
		}
		if ref := b.cover(picture); ref != "" {
			s.Pictures = append(s.Pictures, ref)
		}
	}
	return nil
}

// figures are how often an article was read, as far as the site may show it.
func (w worker) figures(e site.Entry) article.Figures {
	if w.options.Comments == CommentsOff {
		return article.Figures{}
	}
	return article.LatestFigures(e.Article.Figures)
}
