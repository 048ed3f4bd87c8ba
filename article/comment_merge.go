package article

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// MergeComments is the union of the comments that several exports have of one
// article, each list being what one export says. Comments are the same that
// have one ID, or one name, text and time; where an export gives neither ID nor
// time, its first comment of a name and text is the first of that name and
// text, its second the second, and so on. Lists that are merged already can be
// merged with others. The comments are sorted by time, then by ID; those
// without a time come last, as they first appear.
func MergeComments(lists ...[]Comment) []Comment {
	m := merger{byID: map[string]*merged{}, byText: map[said][]*merged{}}
	for _, list := range lists {
		m.addDistinct(list)
	}
	for _, list := range lists {
		m.addTimed(list)
	}
	for _, group := range m.byText {
		slices.SortStableFunc(group, compareMerged)
	}
	for _, list := range lists {
		m.addBare(list)
	}
	return m.comments()
}

// merged is one comment with all that is said of it.
type merged struct {
	Comment
	replies [][]Comment
	order   int
}

// said is what makes a comment without an ID or a time.
type said struct{ name, text string }

type merger struct {
	all    []*merged
	byID   map[string]*merged
	byText map[said][]*merged
}

// addDistinct takes the comments that have an ID.
func (m *merger) addDistinct(list []Comment) {
	for _, c := range list {
		if c.ID == "" {
			continue
		}
		if known := m.byID[c.ID]; known != nil {
			known.add(c)
			continue
		}
		m.byID[c.ID] = m.open(c)
	}
	m.index()
}

// index makes byText again, for names and texts may have changed.
func (m *merger) index() {
	clear(m.byText)
	for _, c := range m.all {
		key := said{c.Name, c.Text}
		m.byText[key] = append(m.byText[key], c)
	}
}

// addTimed takes the comments that have a time and no ID.
func (m *merger) addTimed(list []Comment) {
	for _, c := range list {
		if c.ID != "" || c.Time.IsZero() {
			continue
		}
		if known := m.at(c); known != nil {
			known.add(c)
			continue
		}
		key := said{c.Name, c.Text}
		m.byText[key] = append(m.byText[key], m.open(c))
	}
}

// at is the comment of the same name, text and time, of several the one with
// the smallest ID.
func (m *merger) at(c Comment) *merged {
	var found *merged
	for _, known := range m.byText[said{c.Name, c.Text}] {
		if known.Time.Equal(c.Time) && (found == nil || known.ID < found.ID) {
			found = known
		}
	}
	return found
}

// addBare takes the comments that have neither.
func (m *merger) addBare(list []Comment) {
	seen := map[said]int{}
	for _, c := range list {
		if c.ID != "" || !c.Time.IsZero() {
			continue
		}
		key := said{c.Name, c.Text}
		group := m.byText[key]
		if n := seen[key]; n < len(group) {
			group[n].add(c)
		} else {
			m.byText[key] = append(group, m.open(c))
		}
		seen[key]++
	}
}

func (m *merger) open(c Comment) *merged {
	opened := &merged{Comment: c, replies: [][]Comment{c.Replies}, order: len(m.all)}
	m.all = append(m.all, opened)
	return opened
}

// add joins what another export says of the comment. Which of two comes first
// must not matter.
func (m *merged) add(c Comment) {
	m.ID = fuller(m.ID, c.ID)
	m.Name, m.Text = fuller(m.Name, c.Name), fuller(m.Text, c.Text)
	m.Place, m.To = fuller(m.Place, c.Place), fuller(m.To, c.To)
	m.Time = earlier(m.Time, c.Time)
	m.Likes = max(m.Likes, c.Likes)
	m.Author, m.AuthorLiked, m.Top = m.Author || c.Author, m.AuthorLiked || c.AuthorLiked, m.Top || c.Top
	m.Deleted, m.Hidden = m.Deleted || c.Deleted, m.Hidden || c.Hidden
	m.Avatar = betterPicture(m.Avatar, c.Avatar)
	m.Pictures = betterPictures(m.Pictures, c.Pictures)
	m.replies = append(m.replies, c.Replies)
}

// fuller is the longer of two texts, of two as long the first in order.
func fuller(a, b string) string {
	if order := cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)); order > 0 {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// betterPicture prefers the one whose bytes are there, then one with an
// address.
func betterPicture(a, b Asset) Asset {
	if comparePictures(a, b) > 0 {
		return b
	}
	return a
}

func comparePictures(a, b Asset) int {
	return cmp.Or(
		cmp.Compare(lack(a.SHA256 == ""), lack(b.SHA256 == "")), cmp.Compare(lack(a.URL == ""), lack(b.URL == "")),
		strings.Compare(a.SHA256, b.SHA256), strings.Compare(a.URL, b.URL), strings.Compare(a.Ref, b.Ref),
	)
}

// lack orders what is there before what is missing.
func lack(missing bool) int {
	if missing {
		return 1
	}
	return 0
}

// betterPictures prefers more pictures, then better ones.
func betterPictures(a, b []Asset) []Asset {
	if order := cmp.Or(cmp.Compare(len(b), len(a)), slices.CompareFunc(a, b, comparePictures)); order > 0 {
		return b
	}
	return a
}

// compareMerged orders by time and then by ID, which is a number; what has none
// comes last.
func compareMerged(a, b *merged) int {
	return cmp.Or(
		cmp.Compare(lack(a.Time.IsZero()), lack(b.Time.IsZero())), a.Time.Compare(b.Time),
		cmp.Compare(lack(a.ID == ""), lack(b.ID == "")), cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID),
	)
}

// comments are the merged ones in their order.
func (m *merger) comments() []Comment {
	slices.SortFunc(m.all, func(a, b *merged) int { return cmp.Or(compareMerged(a, b), cmp.Compare(a.order, b.order)) })
	var list []Comment
	for _, c := range m.all {
		c.Replies = MergeComments(c.replies...)
		list = append(list, c.Comment)
	}
	return list
}
