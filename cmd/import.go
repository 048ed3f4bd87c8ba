package cmd

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxbackup/backup"
	"wxbackup/convert/mapping"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

const importLong = `Read exports into the archive.

A PATH is a folder, which is searched through, a page, a page saved in one file
(MHTML, webarchive, WARC, WACZ), or a zip or tar archive of these. Pages as the
server sent them, pages that a browser saved complete (X.html with X_files
beside it), and any HTML file that holds an article's body are read, and so are
the lists, spreadsheets, API answers, feeds and texts that export tools write;
everything else is passed over. The export itself is never changed.

Import all you have: what speaks of one article becomes one article, each fact
from the most trusted source that has it, in whatever order they come. See
wxbackup show --sources and wxbackup list --missing.

Importing the same files again changes nothing; an import that was interrupted
goes on where it stopped.

Pages of other tools that put a shell of their own around an article are read
with --mapping: a YAML file that lists, for each such shell, CSS selectors.
match tells the shell's pages, body is the element around the article's HTML;
title, author, account, date and url are told where the page has them, an
attribute as "selector@attr". layouts are those of the date as Go writes them
("2006-01-02 15:04"). The mappings are kept in the archive and apply to every
later import and to reindex.

  - match: div.my-shell
    body: div.my-shell .text
    title: h1
    date: time@datetime
    url: a.origin@href`

const importExample = `  wxbackup import ./export
  wxbackup import page.html "D:\公众号\2024.zip" --archive D:\wxarchive
  wxbackup import --json ./export | jq 'select(.result == "unreadable")'`

const exitLossesHelp = `

Exit codes: 0 done, 3 done but some files could not be read or some pictures
are missing (see docs/exit-codes.md for all).`

func (a *app) importCommand() *cobra.Command {
	var again bool
	var mappingFile string
	c := &cobra.Command{
		Use:     "import PATH...",
		Short:   "Read exports into the archive",
		Long:    importLong + exitLossesHelp,
		Example: importExample,
		GroupID: "main",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			mappings, err := readMappings(mappingFile)
			if err != nil {
				return err
			}
			return a.withArchive(store.Create, func(archive *store.Archive) error {
				return a.runImport(c.Context(), archive, paths, backup.Options{Again: again, Mappings: mappings})
			})
		},
	}
	c.Flags().BoolVar(&again, "again", false, "read unchanged files too, to bring back what the archive lost")
	c.Flags().StringVar(&mappingFile, "mapping", "", "read pages of other shells by the CSS selectors in this `file`")
	return c
}

// readMappings reads the file of --mapping, if there is one.
func readMappings(path string) (mapping.List, error) {
	if path == "" {
		return nil, nil
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading mappings: %w", err)
	}
	list, err := mapping.Parse(src)
	if err != nil {
		return nil, usageError{fmt.Errorf("reading mappings %q: %w", path, err)}
	}
	return list, nil
}

func (a *app) runImport(ctx context.Context, archive *store.Archive, paths []string, opts backup.Options) error {
	progress := a.ui.Progress("importing", "file")
	if progress.Shown() {
		go expectAll(ctx, progress, paths)
	}
	opts.Tool, opts.Now, opts.Outcome = "wxbackup "+a.version(), time.Now, a.tellOutcome
	opts.Progress = func(files int, bytes int64) { progress.Add(int64(files), bytes) }
	summary, err := backup.Import(ctx, archive, paths, opts)
	progress.Finish()
	if err != nil {
		return err
	}
	return a.tellSummary(summary)
}

// expectAll tells a progress line how much there is to import. What cannot be
// counted shows again, and better, when it is read.
func expectAll(ctx context.Context, progress *ui.Progress, paths []string) {
	if files, bytes, err := backup.Measure(ctx, paths); err == nil {
		progress.Expect(int64(files), bytes)
	}
}

// fileLine is one line of `import --json`.
type fileLine struct {
	Type string `json:"type"`
	backup.Outcome
}

func (a *app) tellOutcome(o backup.Outcome) {
	// A line that cannot be written shows when the program ends.
	_ = a.ui.JSON(fileLine{"file", o})
	switch o.Result {
	case backup.Unreadable:
		a.ui.Warnf("%s: %s", o.Path, o.Detail)
	case backup.NotArticle:
		a.ui.Notef("no article  %s: %s (%s)", o.Path, reasonText(o.Reason), o.Reason)
	case backup.Ignored:
		a.ui.Detailf("ignored     %s: %s", o.Path, o.Reason)
	case backup.New, backup.Updated:
		a.ui.Detailf("%-11s %s: %s", o.Result, o.Path, o.Title)
	}
}

// summaryLine is the last line of `import --json`.
type summaryLine struct {
	Type string `json:"type"`
	backup.Summary
}

func (a *app) tellSummary(s backup.Summary) error {
	if err := a.ui.JSON(summaryLine{"summary", s}); err != nil {
		return err
	}
	t := ui.NewTable(ui.Column{}, ui.Column{Right: true}, ui.Column{Shrink: true})
	t.Row("articles", ui.Count(int64(total(s.Articles))), articleNote(s.Articles))
	if n := sum(s.NotArticles); n > 0 {
		t.Row("no articles", ui.Count(int64(n)), counts(s.NotArticles))
	}
	if s.Listed > 0 {
		t.Row("named only", ui.Count(int64(s.Listed)), "in the archive without a text (wxbackup list --missing)")
	}
	if s.Ignored > 0 {
		t.Row("passed over", ui.Count(int64(s.Ignored)), "other files; --verbose names them")
	}
	if s.Unreadable > 0 {
		t.Row("unreadable", ui.Count(int64(s.Unreadable)), "named above")
	}
	if s.Assets.Stored+s.Assets.Missing > 0 {
		t.Row("pictures", ui.Count(int64(s.Assets.Stored)), missingNote(s.Assets.Missing))
	}
	a.ui.Table(t)
	if s.Measured > 0 {
		a.ui.Resultf("%s", faithNote(s.Measured, s))
	}
	if s.NeedsLook() {
		return errLosses
	}
	return nil
}

func total(c backup.ArticleCounts) int { return c.New + c.Updated + c.Unchanged }

func articleNote(c backup.ArticleCounts) string {
	return fmt.Sprintf("%s new, %s updated, %s unchanged", ui.Count(int64(c.New)), ui.Count(int64(c.Updated)), ui.Count(int64(c.Unchanged)))
}

func missingNote(n int) string {
	if n == 0 {
		return "none missing"
	}
	return ui.Count(int64(n)) + " missing from the export; they keep their address"
}

// faithNote is how faithful the articles of an import are to their pages.
func faithNote(articles int, s backup.Summary) string {
	noun := "articles"
	if articles == 1 {
		noun = "article"
	}
	losses := "no losses"
	if s.WithLosses > 0 {
		losses = ui.Count(int64(s.WithLosses)) + " with losses (wxbackup list --losses)"
	}
	return fmt.Sprintf("%s %s: text %s, %s", ui.Count(int64(articles)), noun, percent(s.Fidelity.TextKept, s.Fidelity.TextIn), losses)
}

// percent is never rounded up: what is not whole is not 100 %.
func percent(part, whole int) string {
	if part >= whole {
		return "100 %"
	}
	hundredths := part * 10_000 / whole
	return fmt.Sprintf("%d.%02d %%", hundredths/100, hundredths%100)
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// counts is "3 deleted, 1 violation".
func counts(m map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%d %s", m[name], name))
	}
	return strings.Join(parts, ", ")
}
