package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/links"
	"wxbackup/store"
)

const linksLong = `Show which article of the archive links to which, and where else links lead.

Without a flag it prints a summary: the articles most linked to, the articles
that are linked to and missing from the archive, and the hosts outside. Ten links
from one article to another count once; a link of an article to itself does not
count. The link under an article (阅读原文) counts as those in its text do, and so
does a player that became a link.

  --orphans    lists the articles that no other article links to: readers of
               the site find them by its lists only
  --dead-ends  lists the articles that link to no other article of the archive:
               there a reader's way through the site ends
  --missing    lists the articles of the archive's accounts that are linked to
               and missing, and who links to them; a link with a short id only
               does not say whose article it is, and is listed too (wxbackup
               list --missing has also those that lists of an export name)
  --outside    lists all hosts that articles link to

As CSV it is a table of all links, or of what a flag lists; as JSON all of that,
one object a line; as DOT a drawing for Graphviz, of articles that link to each
other and those missing.`

const linksExample = `  wxbackup links
  wxbackup links --account 慢火车札记 --top 30
  wxbackup links --orphans
  wxbackup links --missing --format csv --out missing-links.csv
  wxbackup links --json | jq -r 'select(.type == "link" and .kind == "outside") | .url'
  wxbackup links --format dot | dot -Tsvg > links.svg`

// The formats of links that list does not have.
const (
	formatJSON = "json"
	formatDOT  = "dot"
)

// linksOptions are the flags of links.
type linksOptions struct {
	account, format, out string
	top                  int
	// orphans, deadEnds, missing and outside ask for one list; at most one is set.
	orphans, deadEnds, missing, outside bool
}

func (a *app) linksCommand() *cobra.Command {
	var opts linksOptions
	c := &cobra.Command{
		Use:     "links",
		Short:   "Show which article links to which",
		Long:    linksLong,
		Example: linksExample,
		GroupID: "look",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := a.settleLinks(&opts); err != nil {
				return err
			}
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runLinks(archive, opts)
			})
		},
	}
	flags := c.Flags()
	flags.StringVar(&opts.account, "account", "", "only links from and to articles of this account, by `name` or biz")
	flags.StringVar(&opts.format, "format", formatText, "output `format`: "+strings.Join(linksFormats(), ", "))
	flags.StringVar(&opts.out, "out", "", "`file` for --format csv and dot (default standard output)")
	flags.IntVar(&opts.top, "top", 10, "how many of each the summary names")
	flags.BoolVar(&opts.orphans, "orphans", false, "the articles that no other article links to")
	flags.BoolVar(&opts.deadEnds, "dead-ends", false, "the articles that link to no other article of the archive")
	flags.BoolVar(&opts.missing, "missing", false, "the articles that are linked to and missing from the archive")
	flags.BoolVar(&opts.outside, "outside", false, "all hosts outside")
	c.MarkFlagsMutuallyExclusive("orphans", "dead-ends", "missing", "outside", "top")
	completeFlag(c, "format", linksFormats()...)
	return c
}

func linksFormats() []string { return []string{formatText, formatJSON, formatCSV, formatDOT} }

// settleLinks refuses flags that do not go together, and makes of --format json
// what --json is.
func (a *app) settleLinks(o *linksOptions) error {
	switch {
	case !slices.Contains(linksFormats(), o.format):
		return usageError{fmt.Errorf("unknown format %q: %s", o.format, strings.Join(linksFormats(), ", "))}
	case a.flags.json && (o.format == formatCSV || o.format == formatDOT):
		return usageError{fmt.Errorf("--format %s and --json exclude each other", o.format)}
	case o.format == formatDOT && o.isList():
		return usageError{errors.New("--format dot draws all links; it goes with no list")}
	case o.out != "" && o.format != formatCSV && o.format != formatDOT:
		return usageError{errors.New("--out is for --format csv and dot")}
	case o.top < 0:
		return usageError{fmt.Errorf("--top %d is less than none", o.top)}
	}
	if a.flags.json || o.format == formatJSON {
		o.format = formatJSON
		a.ui = a.printer(ui.JSON)
	}
	return nil
}

// isList reports whether one list is asked for.
func (o linksOptions) isList() bool { return o.orphans || o.deadEnds || o.missing || o.outside }

func (a *app) runLinks(archive *store.Archive, opts linksOptions) error {
	g, err := links.Read(archive, opts.account)
	switch {
	case err != nil:
		return err
	case opts.format == formatJSON:
		return a.tellLinks(g, opts)
	case opts.format == formatCSV:
		return a.writeCSV(opts.out, linkRows(g, opts))
	case opts.format == formatDOT:
		return a.drawLinks(opts.out, g)
	}
	a.showLinks(g, opts)
	return nil
}

func (a *app) drawLinks(out string, g *links.Graph) error {
	var b bytes.Buffer
	if err := g.WriteDOT(&b); err != nil {
		return err
	}
	return a.putOut(out, b.Bytes())
}
