package article

import "time"

// Comment is what a reader wrote under an article (留言), with what was
// answered. It is data beside the article and never a part of its text.
type Comment struct {
	// ID is the platform's own number of the comment, that of a reply among the
	// replies to one comment; "" where the export does not say.
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	// Avatar is the picture of who wrote it.
	Avatar Asset `json:"avatar,omitzero"`
	// Author says that the account itself wrote it.
	Author bool `json:"author,omitempty"`
	// Place is where the platform says the writer was (IP 属地).
	Place string `json:"place,omitempty"`
	// Time is in Zone; zero when it is not known.
	Time time.Time `json:"time,omitzero"`
	// To is the name of who a reply answers, "" for the comment itself.
	To    string `json:"to,omitempty"`
	Text  string `json:"text,omitempty"`
	Likes int    `json:"likes,omitempty"`
	// AuthorLiked says that the account liked it (作者赞过).
	AuthorLiked bool `json:"author_liked,omitempty"`
	// Top says that it was pinned (置顶).
	Top      bool    `json:"top,omitempty"`
	Pictures []Asset `json:"pictures,omitempty"`
	// Deleted says that the platform had it no more when it was exported, Hidden
	// that the account never let others see it (未精选).
	Deleted bool      `json:"deleted,omitempty"`
	Hidden  bool      `json:"hidden,omitempty"`
	Replies []Comment `json:"replies,omitempty"`
}

// CountComments is how many comments there are, replies included.
func CountComments(list []Comment) int {
	n := len(list)
	for i := range list {
		n += CountComments(list[i].Replies)
	}
	return n
}

// EachPicture calls use with every picture of the comments: avatars and what
// was posted.
func EachPicture(list []Comment, use func(*Asset)) {
	for i := range list {
		c := &list[i]
		if c.Avatar != (Asset{}) {
			use(&c.Avatar)
		}
		for k := range c.Pictures {
			use(&c.Pictures[k])
		}
		EachPicture(c.Replies, use)
	}
}
