package cmd

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxbackup/article"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

const listExample = `  wxbackup list
  wxbackup list --account 慢火车札记
  wxbackup list --losses
  wxbackup list --missing
  wxbackup list --missing --format csv --out missing.csv
  wxbackup list --missing-assets --json
  wxbackup list --json | jq -r '[.published, .title] | @tsv'`

const listLong = `List the articles of the archive, newest first.

--missing lists instead the articles that the archive lacks: those that lists of
an export name, and those that its articles link to, of accounts that it has. A
link that has a short id only does not say whose article it is; those come last,
under an unknown account. --missing-assets lists the pictures and other files
that no export had. Both are grouped by account and month, and as CSV they have
the addresses to paste into an export tool.`

// listOptions are the flags of list.
type listOptions struct {
	account, format, out           string
	losses, missing, missingAssets bool
}

func (a *app) listCommand() *cobra.Command {
	var opts listOptions
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the articles of the archive, newest first",
		Long:    listLong,
		Example: listExample,
		GroupID: "look",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := opts.check(a.flags.json); err != nil {
				return err
			}
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runList(archive, opts)
			})
		},
	}
	c.Flags().StringVar(&opts.account, "account", "", "only articles of this account, by `name` or biz")
	c.Flags().BoolVar(&opts.losses, "losses", false, "only articles that lost something, and what")
	c.Flags().BoolVar(&opts.missing, "missing", false, "the articles that lists name or articles link to, and of which the archive has no text")
	c.Flags().BoolVar(&opts.missingAssets, "missing-assets", false, "the files that articles show and the archive lacks")
	c.Flags().StringVar(&opts.format, "format", formatText, "`format` of what is missing: text or csv")
	c.Flags().StringVar(&opts.out, "out", "", "`file` for --format csv (default standard output)")
	completeFlag(c, "format", formatText, formatCSV)
	c.MarkFlagsMutuallyExclusive("losses", "missing")
	c.MarkFlagsMutuallyExclusive("losses", "missing-assets")
	return c
}

func (a *app) runList(archive *store.Archive, opts listOptions) error {
	if opts.missing || opts.missingAssets {
		return a.runMissing(archive, opts)
	}
	t := ui.NewTable(ui.Column{Name: "date"}, ui.Column{Name: "id"}, ui.Column{Name: "title", Shrink: true}, ui.Column{Name: "note"})
	for rec, err := range archive.Articles() {
		if err != nil {
			return err
		}
		if !opts.wants(rec) {
			continue
		}
		if a.flags.json {
			if err := a.tellArticle(archive, rec); err != nil {
				return err
			}
			continue
		}
		t.Row(shortDate(rec.Published), rec.ID, rec.Title, articleRemark(rec, opts.losses))
	}
	a.ui.Table(t)
	return nil
}

func (o listOptions) wants(rec *store.Record) bool {
	if !rec.IsOf(o.account) {
		return false
	}
	return !o.losses || len(rec.Losses) > 0 || missing(rec) > 0
}

func shortDate(t time.Time) string {
	if t.IsZero() {
		return "undated"
	}
	return t.In(article.Zone).Format(time.DateOnly)
}

// articleRemark is what stands out of an article: its kind, what it lacks.
func articleRemark(rec *store.Record, losses bool) string {
	var remarks []string
	if rec.Kind != article.KindArticle && rec.Kind != article.KindUnknown {
		remarks = append(remarks, string(rec.Kind))
	}
	if rec.Draft {
		remarks = append(remarks, "draft")
	}
	if rec.Deleted {
		remarks = append(remarks, "deleted")
	}
	if rec.Truncated {
		remarks = append(remarks, "truncated")
	}
	if n := missing(rec); n > 0 {
		remarks = append(remarks, fmt.Sprintf("%d missing", n))
	}
	if losses {
		for _, l := range rec.Losses {
			remarks = append(remarks, string(l.Code)+": "+l.What)
		}
	}
	return strings.Join(remarks, "; ")
}

func missing(rec *store.Record) int {
	n := 0
	for _, asset := range rec.Assets {
		if asset.Missing() {
			n++
		}
	}
	return n
}

// articleLine is one line of `list --json`.
type articleLine struct {
	Type      string           `json:"type"`
	ID        string           `json:"id"`
	Kind      article.Kind     `json:"kind"`
	Title     string           `json:"title"`
	Author    string           `json:"author"`
	Account   string           `json:"account"`
	Biz       string           `json:"biz"`
	Mid       uint64           `json:"mid"`
	Idx       uint64           `json:"idx"`
	SN        string           `json:"sn"`
	ShortIDs  []string         `json:"short_ids"`
	Published string           `json:"published"`
	Slug      string           `json:"slug"`
	Path      string           `json:"path"`
	Markdown  string           `json:"markdown"`
	Sources   []sourceLine     `json:"sources"`
	Assets    assetLine        `json:"assets"`
	Embeds    []article.Embed  `json:"embeds"`
	Fidelity  article.Fidelity `json:"fidelity"`
	Losses    []article.Loss   `json:"losses"`
	URL       string           `json:"url"`
	Draft     bool             `json:"draft"`
	Deleted   bool             `json:"deleted"`
	Text      bool             `json:"text"`
	// Comments counts replies too.
	Comments int               `json:"comments"`
	Figures  []article.Figures `json:"figures"`
}

type sourceLine struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Format string `json:"format"`
}

type assetLine struct {
	Total   int `json:"total"`
	Stored  int `json:"stored"`
	Missing int `json:"missing"`
}

func (a *app) tellArticle(archive *store.Archive, rec *store.Record) error {
	path, err := archive.PublishedPath(rec.ID)
	if err != nil {
		return err
	}
	lost := missing(rec)
	line := articleLine{
		Type: "article", ID: rec.ID, Kind: rec.Kind, Title: rec.Title, Author: rec.Author, Account: rec.Account,
		Biz: article.PadBiz(rec.Key.Biz), Mid: rec.Key.Mid, Idx: rec.Key.Idx, SN: rec.SN, ShortIDs: array(rec.ShortIDs),
		Published: fullDate(rec.Published), Slug: rec.Slug, Path: path, Markdown: rec.Markdown,
		Sources: []sourceLine{}, Assets: assetLine{len(rec.Assets), len(rec.Assets) - lost, lost},
		Embeds: array(rec.Embeds), Fidelity: rec.Fidelity, Losses: array(rec.Losses),
		URL: rec.URL, Draft: rec.Draft, Deleted: rec.Deleted, Text: rec.HasText(),
		Comments: rec.Comments, Figures: append([]article.Figures{}, rec.Figures...),
	}
	for _, s := range rec.Sources {
		line.Sources = append(line.Sources, sourceLine{s.Path, s.SHA256, s.Format})
	}
	return a.ui.JSON(line)
}

// array is a list as JSON lines have it: one without anything is [], not null.
func array[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func fullDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone).Format(time.RFC3339)
}
