package comment

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// maxComments bounds how many comments are read of one article: the platform
// shows some hundred.
const maxComments = 20_000

// answer is one comment or reply as the platform's interface gives it. Numbers
// come as numbers or as text.
type answer struct {
	ContentID   scalar `json:"content_id"`
	ReplyID     scalar `json:"reply_id"`
	Name        scalar `json:"nick_name"`
	Logo        scalar `json:"logo_url"`
	Content     scalar `json:"content"`
	Created     scalar `json:"create_time"`
	Likes       scalar `json:"like_num"`
	ReplyLikes  scalar `json:"reply_like_num"`
	Top         scalar `json:"is_top"`
	Elected     scalar `json:"is_elected"`
	ReplyChosen scalar `json:"reply_is_elected"`
	From        scalar `json:"is_from"`
	AuthorLiked scalar `json:"author_like_status"`
	Deleted     scalar `json:"is_deleted"`
	ReplyGone   scalar `json:"reply_del_flag"`
	To          scalar `json:"to_nick_name"`

	Place   tolerant[*place]   `json:"ip_wording"`
	More    tolerant[pictures] `json:"multi_info"`
	Replies tolerant[replies]  `json:"reply_new"`
	// AllReplies are those that a tool asked for.
	AllReplies json.RawMessage `json:"$reply_list"`
}

type place struct {
	Province scalar `json:"province_name"`
	Country  scalar `json:"country_name"`
}

type pictures struct {
	Pictures tolerant[[]tolerant[picture]] `json:"pictures"`
}

type picture struct {
	URL scalar `json:"url"`
}

type replies struct {
	List json.RawMessage `json:"reply_list"`
}

// answers reads a list of answers, and passes over what is none.
func answers(list json.RawMessage) []*answer {
	var values []json.RawMessage
	if json.Unmarshal(list, &values) != nil {
		return nil
	}
	var all []*answer
	for _, v := range values[:min(len(values), maxComments)] {
		a := new(answer)
		if v[0] == '{' && json.Unmarshal(v, a) == nil {
			all = append(all, a)
		}
	}
	return all
}

// replies are the answers to an answer, those that a tool asked for where there
// are some.
func (a *answer) replies() []*answer {
	if all := answers(a.AllReplies); len(all) > 0 {
		return all
	}
	return answers(a.Replies.value.List)
}

// tolerant is a value that is empty where it is of another kind.
type tolerant[T any] struct{ value T }

// UnmarshalJSON never fails.
func (t *tolerant[T]) UnmarshalJSON(data []byte) error {
	_ = json.Unmarshal(data, &t.value) // what is of another kind is empty
	return nil
}

// scalar is a text, a number or a truth value as it stands, "" for all else.
type scalar string

// UnmarshalJSON never fails.
func (s *scalar) UnmarshalJSON(data []byte) error {
	var text string
	switch {
	case len(data) == 0 || data[0] == '{' || data[0] == '[' || string(data) == "null":
	case json.Unmarshal(data, &text) == nil:
		*s = scalar(text)
	default:
		*s = scalar(data)
	}
	return nil
}

func (s scalar) is(value string) bool { return string(s) == value }

func (s scalar) isSet() bool { return s == "1" || s == "true" }

// number is the value, 0 for what is none.
func (s scalar) number() int {
	n, err := strconv.Atoi(strings.TrimSpace(string(s)))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// Answers reads a list of comments as the platform's interface gives it.
// further are the whole lists of replies by the IDs of comments, where a tool
// asked for them; it may be nil.
func Answers(list json.RawMessage, further map[string]json.RawMessage) []article.Comment {
	threads := threads(list, further)
	r := reader{placed: placed(threads)}
	var comments []article.Comment
	for _, t := range threads {
		c, said := r.comment(t.answer)
		for _, a := range t.replies {
			if reply, said := r.reply(a); said {
				c.Replies = append(c.Replies, reply)
			}
		}
		if said || len(c.Replies) > 0 {
			comments = append(comments, c)
		}
	}
	return comments
}

// thread is a comment with the replies to it.
type thread struct {
	*answer
	replies []*answer
}

func threads(list json.RawMessage, further map[string]json.RawMessage) []thread {
	var all []thread
	for _, a := range answers(list) {
		if more := further[string(a.ContentID)]; more != nil {
			a.AllReplies = more
		}
		all = append(all, thread{a, a.replies()})
	}
	return all
}

// placed reports whether the platform gave places yet: it did not before 2022.
func placed(threads []thread) bool {
	hasPlace := func(a *answer) bool { return a.Place.value != nil }
	return slices.ContainsFunc(threads, func(t thread) bool {
		return hasPlace(t.answer) || slices.ContainsFunc(t.replies, hasPlace)
	})
}

// reader reads the answers of one article.
type reader struct{ placed bool }

// comment reads one; it is false for one that says nothing.
func (r reader) comment(a *answer) (article.Comment, bool) {
	c := r.basic(a)
	c.ID = string(a.ContentID)
	c.Likes, c.Top = a.Likes.number(), a.Top.isSet()
	c.Hidden = a.Elected.is("0")
	return c, isSaid(&c)
}

func (r reader) reply(a *answer) (article.Comment, bool) {
	c := r.basic(a)
	c.ID, c.To = string(a.ReplyID), line(html.UnescapeString(string(a.To)))
	c.Likes = max(a.ReplyLikes.number(), a.Likes.number())
	c.Hidden = a.ReplyChosen.is("0")
	return c, isSaid(&c)
}

// isSaid reports whether there is a comment at all.
func isSaid(c *article.Comment) bool {
	return c.Text != "" || c.Name != "" || len(c.Pictures) > 0 || len(c.Replies) > 0
}

// isAuthor tells the account itself by its mark, which replies have, or else by
// having no place where others have one.
func (r reader) isAuthor(a *answer) bool {
	if a.From != "" {
		return a.From.is("2")
	}
	return r.placed && a.Place.value == nil
}

// basic is what comments and replies have in common.
func (r reader) basic(a *answer) article.Comment {
	c := article.Comment{
		Name: line(html.UnescapeString(string(a.Name))), Text: plain(html.UnescapeString(string(a.Content))),
		Avatar: pictureAt(string(a.Logo)), Author: r.isAuthor(a),
		AuthorLiked: a.AuthorLiked.isSet(), Time: epoch(string(a.Created)),
		Deleted: a.Deleted.isSet() || a.ReplyGone.isSet(),
	}
	if p := a.Place.value; p != nil {
		c.Place = placeName(string(p.Province), string(p.Country))
	}
	for _, p := range a.More.value.Pictures.value {
		if shown := pictureAt(string(p.value.URL)); shown != (article.Asset{}) {
			c.Pictures = append(c.Pictures, shown)
		}
	}
	return c
}

// maxEpoch bounds what can be a time in seconds: the year 2100.
const maxEpoch = 4102444800

func epoch(s string) time.Time {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n <= 0 || n > maxEpoch {
		return time.Time{}
	}
	return time.Unix(n, 0).In(article.Zone)
}
