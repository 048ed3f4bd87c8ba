package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/convert/markdown"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

const showLong = `Show one article: what is known of it; with --markdown its text; with --diff
what its page and its Markdown show otherwise.

ID is anything that names the article: its key (biz:mid:idx), a short id, or
its address on the platform.

--markdown prints the archive's own copy. With --dialect the text is written
anew for the program that will read it, without front matter; --guess-headings
then makes headings of the paragraphs that the page sets like one.

--diff reads the archived page once more and holds it against the copy, as it
is now: what the conversion lost shows, and what you edited since. Each place
has two lines, the page's and the Markdown's: text, bold, pictures, links, lines
of code, cells, formulas and embeds.

--sources prints every fact with the export that says it, and what others say
otherwise: the page's script is believed before the platform's interface, that
before lists, these before a page's text, and file names last.

--versions lists the different texts that the article had, the oldest first.
--version N prints one of them; with --diff, what changed between it and the
text that is shown now.

--comments prints what readers wrote under it (留言), as far as exports brought
it, replies below what they answer.`

const showExample = `  wxbackup show MzA5OTk5OTk5OQ:2650000214:1
  wxbackup show https://mp.weixin.qq.com/s/Qx3mT9vKpLz7Rw2NcYb8Ag --markdown
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --markdown --dialect hexo --guess-headings
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --diff
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --sources
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --versions
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --version 1 --diff
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --comments
  wxbackup show Qx3mT9vKpLz7Rw2NcYb8Ag --diff --json | jq -r 'select(.what == "link") | .page'`

// showOptions are the flags of show.
type showOptions struct {
	markdown, diff, guessHeadings, sources, versions, comments bool

	version int
	dialect string
}

func (a *app) showCommand() *cobra.Command {
	var opts showOptions
	c := &cobra.Command{
		Use:     "show ID",
		Short:   "Show one article",
		Long:    showLong,
		Example: showExample,
		GroupID: "look",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := opts.check(); err != nil {
				return err
			}
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runShow(archive, args[0], opts)
			})
		},
	}
	flags := c.Flags()
	flags.BoolVar(&opts.markdown, "markdown", false, "print the article's Markdown copy")
	flags.StringVar(&opts.dialect, "dialect", "", "with --markdown: write the text anew for `NAME`: "+strings.Join(markdown.Names(), ", "))
	flags.BoolVar(&opts.guessHeadings, "guess-headings", false, "with --markdown: write paragraphs that look like headings as headings")
	flags.BoolVar(&opts.diff, "diff", false, "print what page and Markdown copy show otherwise")
	flags.BoolVar(&opts.sources, "sources", false, "print who says what of the article")
	flags.BoolVar(&opts.versions, "versions", false, "list the texts that the article had")
	flags.BoolVar(&opts.comments, "comments", false, "print what readers wrote under the article")
	flags.IntVar(&opts.version, "version", 0, "print version `N` of the text, or with --diff what changed since")
	c.MarkFlagsMutuallyExclusive("markdown", "diff", "sources", "versions", "comments")
	c.MarkFlagsMutuallyExclusive("version", "sources", "versions", "comments")
	completeFlag(c, "dialect", markdown.Names()...)
	return c
}

// check refuses flags that mean nothing together.
func (o showOptions) check() error {
	if o.version < 0 {
		return usageError{fmt.Errorf("there is no version %d; versions count from 1", o.version)}
	}
	if !o.markdown && o.version == 0 && (o.dialect != "" || o.guessHeadings) {
		return usageError{errors.New("--dialect and --guess-headings go with --markdown or --version")}
	}
	if _, known := markdown.Named(o.dialect); o.dialect != "" && !known {
		return usageError{fmt.Errorf("unknown dialect %q; known are %s", o.dialect, strings.Join(markdown.Names(), ", "))}
	}
	return nil
}

func (a *app) runShow(archive *store.Archive, name string, opts showOptions) error {
	rec, err := archive.Article(articleName(name))
	if err != nil {
		return err
	}
	switch {
	case opts.sources:
		return a.runSources(rec)
	case opts.versions:
		return a.runVersions(rec)
	case opts.comments:
		return a.runComments(archive, rec)
	case !rec.HasText() && (opts.diff || opts.markdown || opts.version > 0):
		return fmt.Errorf("showing %q: %w", rec.ID, errNoText)
	case opts.version > 0:
		return a.runVersion(archive, rec, opts)
	case opts.diff:
		return a.runDiff(archive, rec, rec.Page)
	case a.flags.json:
		return a.tellArticle(archive, rec)
	case opts.dialect != "", opts.guessHeadings:
		return a.printRendered(archive, rec, opts)
	case opts.markdown:
		return a.printCopy(archive, rec)
	}
	return a.describe(archive, rec)
}

var (
	// errNoVersion says that an article has fewer versions.
	errNoVersion = errors.New("no such version; wxbackup show --versions lists them")
	// errNoText says that an article is only named.
	errNoText = errors.New("the archive has no text of it, lists only name it; export the article and import that too")
)

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

// chosenDialect is the dialect asked for, the archive's own where none is named.
func (o showOptions) chosenDialect() markdown.Dialect {
	dialect := markdown.GFM()
	if o.dialect != "" {
		dialect, _ = markdown.Named(o.dialect)
	}
	if o.guessHeadings {
		dialect = dialect.WithGuessedHeadings()
	}
	return dialect
}

// printRendered prints an article in the dialect asked for.
func (a *app) printRendered(archive *store.Archive, rec *store.Record, opts showOptions) error {
	text, err := backup.Render(archive, rec, opts.chosenDialect())
	if err != nil {
		return err
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
	if rec.Comments > 0 {
		row("comments", plural(rec.Comments, "comment")+"; --comments prints them")
	}
	for _, f := range rec.Figures {
		row("figures", figuresNote(f))
	}
	row("slug", rec.Slug)
	row("published at", path)
	row("Markdown", rec.Markdown)
	row("state", state(rec))
	row("pictures", fmt.Sprintf("%d, %d missing", len(rec.Assets), missing(rec)))
	for _, e := range rec.Embeds {
		row("embed", embedNote(e, rec.Assets))
	}
	for _, figure := range figures(rec.Fidelity) {
		row(figure.name, figure.note())
	}
	for _, s := range rec.Sources {
		row("source", s.Path)
	}
	for _, l := range rec.Losses {
		row("loss", strings.TrimSpace(string(l.Code)+": "+l.What+" "+l.Where))
	}
	a.ui.Table(t)
	return nil
}

// state is what a reader has to know before all else.
func state(rec *store.Record) string {
	var words []string
	if !rec.HasText() {
		words = append(words, "named by lists only, no text")
	}
	if rec.Draft {
		words = append(words, "draft, never published")
	}
	if rec.Deleted {
		words = append(words, "deleted on the platform")
	}
	return strings.Join(words, "; ")
}

func albums(list []article.Album) string {
	var titles []string
	for _, album := range list {
		titles = append(titles, album.Title)
	}
	return strings.Join(titles, ", ")
}
