package cmd

import (
	"fmt"
	"strings"

	"wxbackup/article"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// commentLine is one line of `show --comments --json`: a comment with its
// replies.
type commentLine struct {
	Type string `json:"type"`
	article.Comment
}

// runComments prints what readers wrote under an article.
func (a *app) runComments(archive *store.Archive, rec *store.Record) error {
	list, err := archive.Comments(rec.ID)
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := a.ui.JSON(commentLine{"comment", c}); err != nil {
			return err
		}
	}
	a.printComments(list, "")
	return nil
}

// printComments prints comments as a tree, each under a line that says who
// wrote it.
func (a *app) printComments(list []article.Comment, indent string) {
	for i, c := range list {
		if i > 0 && indent == "" {
			a.ui.Resultf("")
		}
		a.ui.Resultf("%s%s", indent, commentHead(c))
		for said := range strings.SplitSeq(c.Text, "\n") {
			a.ui.Resultf("%s  %s", indent, said)
		}
		for _, p := range c.Pictures {
			a.ui.Resultf("%s  [picture] %s", indent, pictureNote(p))
		}
		a.printComments(c.Replies, indent+"    ")
	}
}

// commentHead is who wrote a comment, when, and what became of it.
func commentHead(c article.Comment) string {
	name := c.Name
	if name == "" {
		name = "(no name)"
	}
	if c.To != "" {
		name += " to " + c.To
	}
	words := []string{name}
	add := func(is bool, word string) {
		if is {
			words = append(words, word)
		}
	}
	add(!c.Time.IsZero(), c.Time.In(article.Zone).Format("2006-01-02 15:04"))
	add(c.Place != "", c.Place)
	add(c.Author, "author")
	add(c.Likes > 0, plural(c.Likes, "like"))
	add(c.AuthorLiked, "liked by the author")
	add(c.Top, "pinned")
	add(c.Deleted, "deleted")
	add(c.Hidden, "hidden")
	return strings.Join(words, " · ")
}

// pictureNote is where a picture can be found: in the archive, or at its
// address.
func pictureNote(p article.Asset) string {
	switch {
	case !p.Missing():
		return store.AssetPath(p.SHA256, p.Ext)
	case p.URL != "":
		return p.URL
	}
	return p.Ref
}

// figuresNote is figures in words.
func figuresNote(f article.Figures) string {
	var words []string
	for _, count := range []struct {
		n    *int
		unit string
	}{{f.Reads, "read"}, {f.Likes, "like"}, {f.Shares, "share"}, {f.Recommends, "recommendation"}, {f.Comments, "comment"}} {
		if count.n != nil {
			words = append(words, plural(*count.n, count.unit))
		}
	}
	note := strings.Join(words, ", ")
	if f.Taken.IsZero() {
		return note
	}
	return note + " on " + shortDate(f.Taken)
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%s %ss", ui.Count(int64(n)), unit)
}
