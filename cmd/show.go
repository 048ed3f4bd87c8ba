package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wxbackup/article"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

const showLong = `Show one article: what is known of it, and with --markdown its text.

ID is anything that names the article: its key (biz:mid:idx), a short id, or
its address on the platform.`

const showExample = `  wxbackup show MzA5OTk5OTk5OQ:2650000214:1
  wxbackup show https://mp.weixin.qq.com/s/Qx3mT9vKpLz7Rw2NcYb8Ag --markdown`

func (a *app) showCommand() *cobra.Command {
	var markdown bool
	c := &cobra.Command{
		Use:     "show ID",
		Short:   "Show one article",
		Long:    showLong,
		Example: showExample,
		GroupID: "look",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runShow(archive, args[0], markdown)
			})
		},
	}
	c.Flags().BoolVar(&markdown, "markdown", false, "print the article's Markdown copy")
	return c
}

func (a *app) runShow(archive *store.Archive, name string, markdown bool) error {
	rec, err := archive.Article(articleName(name))
	if err != nil {
		return err
	}
	switch {
	case a.flags.json:
		return a.tellArticle(archive, rec)
	case markdown:
		return a.printCopy(archive, rec)
	}
	return a.describe(archive, rec)
}

// articleName takes the identity out of an address; any other name is one.
func articleName(name string) string {
	if address, ok := article.ParseAddress(name); ok {
		return address.Aliases()[0]
	}
	if key, err := article.ParseKey(name); err == nil {
		return key.String()
	}
	return name
}

func (a *app) printCopy(archive *store.Archive, rec *store.Record) error {
	text, err := os.ReadFile(filepath.Join(archive.Dir(), filepath.FromSlash(rec.Markdown)))
	if err != nil {
		return fmt.Errorf("reading Markdown of %q: %w", rec.ID, err)
	}
	a.ui.Resultf("%s", strings.TrimSuffix(string(text), "\n"))
	return nil
}

func (a *app) describe(archive *store.Archive, rec *store.Record) error {
	path, err := archive.PublishedPath(rec.ID)
	if err != nil {
		return err
	}
	t := ui.NewTable(ui.Column{}, ui.Column{})
	row := func(name, value string) {
		if value != "" {
			t.Row(name, value)
		}
	}
	row("title", rec.Title)
	row("id", rec.ID)
	row("kind", string(rec.Kind))
	row("author", rec.Author)
	row("account", rec.Account)
	row("published", fullDate(rec.Published))
	row("address", rec.URL)
	row("short ids", strings.Join(rec.ShortIDs, ", "))
	row("read more", rec.ReadMore)
	row("origin", string(rec.Origin))
	row("reprint of", rec.ReprintOf)
	row("albums", albums(rec.Albums))
	row("place", rec.Place)
	row("slug", rec.Slug)
	row("published at", path)
	row("Markdown", rec.Markdown)
	row("text", fidelityNote(rec.Fidelity))
	row("pictures", fmt.Sprintf("%d, %d missing", len(rec.Assets), missing(rec)))
	for _, s := range rec.Sources {
		row("source", s.Path)
	}
	for _, l := range rec.Losses {
		row("loss", strings.TrimSpace(string(l.Code)+": "+l.What+" "+l.Where))
	}
	a.ui.Table(t)
	return nil
}

func albums(list []article.Album) string {
	var titles []string
	for _, album := range list {
		titles = append(titles, album.Title)
	}
	return strings.Join(titles, ", ")
}

func fidelityNote(f article.Fidelity) string {
	return fmt.Sprintf("%d of %d characters kept, %d added; links %d of %d, lines of code %d of %d",
		f.TextKept, f.TextIn, f.TextAdded, f.LinksOut, f.LinksIn, f.CodeLinesOut, f.CodeLinesIn)
}
