package cmd

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxbackup/backup"
	"wxbackup/backup/fetch"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

const fetchLong = `Download the pictures, sounds and films that articles of the archive still lack
because their export did not have them, while the platform still gives them out.

Only this command and redirect --check use the network. It asks the hosts that the
platform serves files from, and those given with --allow-host; never one that a
redirect or an article names besides, and never an address inside your own
network. Proxies from the environment are not used. It sends no login and no
cookies. --dry-run lists what would be asked and asks nothing.

Each file is asked for once, however many articles show it, and stored as import
stores it; every article that lacks it gets it. What was fetched before an
interruption is kept. What a server refuses for good (not found, gone,
forbidden) is not asked for again in later runs, unless --again is given.`

const fetchExample = `  wxbackup fetch --dry-run
  wxbackup fetch
  wxbackup fetch --account 慢火车札记 --rate 2 --connections 1
  wxbackup fetch --allow-host img.example.com --allow-host '*.example.net'
  wxbackup fetch --json | jq 'select(.result == "failed")'`

const fetchExitHelp = `

Exit codes: 0 done, 3 done but some files could not be fetched (see
docs/exit-codes.md for all).`

// fetchFlags are the flags of fetch.
type fetchFlags struct {
	account       string
	dryRun, again bool
	client        fetch.Options
	maxSize       size
}

func (a *app) fetchCommand() *cobra.Command {
	f := fetchFlags{maxSize: fetch.DefaultMaxSize}
	c := &cobra.Command{
		Use:     "fetch",
		Short:   "Download pictures and other files that exports lacked",
		Long:    fetchLong + fetchExitHelp,
		Example: fetchExample,
		GroupID: "main",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.startFetch(c.Context(), f)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.account, "account", "", "only what articles of this account lack, by `name` or biz")
	flags.BoolVar(&f.dryRun, "dry-run", false, "list what would be asked, and ask nothing")
	flags.BoolVar(&f.again, "again", false, "ask again for what was refused for good earlier")
	flags.StringArrayVar(&f.client.Hosts, "allow-host", nil, "ask this `host` too, \"*.\" before it for all below (repeatable)")
	flags.IntVar(&f.client.Connections, "connections", fetch.DefaultConnections, "connections to each host")
	flags.Float64Var(&f.client.Rate, "rate", fetch.DefaultRate, "requests a second to each host")
	flags.Var(&f.maxSize, "max-size", "largest file to take")
	return c
}

// startFetch makes the client and opens the archive, which a dry run only
// reads.
func (a *app) startFetch(ctx context.Context, f fetchFlags) error {
	if f.client.Connections < 1 || !(f.client.Rate > 0) {
		return usageError{errors.New("--connections and --rate must be more than 0")}
	}
	f.client.MaxSize, f.client.Network = int64(f.maxSize), a.env.Network
	f.client.Agent = "wxbackup/" + a.version()
	client, err := fetch.New(f.client)
	if err != nil {
		return usageError{err}
	}
	defer client.Close()
	open := store.Open
	if f.dryRun {
		open = store.OpenReadOnly
	}
	return a.withArchive(open, func(archive *store.Archive) error { return a.runFetch(ctx, archive, client, f) })
}

func (a *app) runFetch(ctx context.Context, archive *store.Archive, client *fetch.Client, f fetchFlags) error {
	progress := a.ui.Progress("fetching", "file")
	summary, err := backup.Fetch(ctx, archive, client, backup.FetchOptions{
		Account: f.account, DryRun: f.dryRun, Again: f.again, Connections: f.client.Connections,
		Tool: "wxbackup " + a.version(), Now: time.Now,
		Outcome:  a.tellFetched,
		Expect:   func(assets int) { progress.Expect(int64(assets), 0) },
		Progress: func(assets int, bytes int64) { progress.Add(int64(assets), bytes) },
	})
	progress.Finish()
	if err != nil {
		return err
	}
	return a.tellFetchSummary(summary, f.dryRun)
}

// fetchedLine is one line of `fetch --json`.
type fetchedLine struct {
	Type string `json:"type"`
	backup.FetchOutcome
}

func (a *app) tellFetched(o backup.FetchOutcome) {
	// A line that cannot be written shows when the program ends.
	_ = a.ui.JSON(fetchedLine{"asset", o})
	switch {
	case o.Result == backup.Planned:
		a.ui.Resultf("%s", o.URL)
	case o.Result == backup.FetchFailed && o.Earlier:
		a.ui.Detailf("%-11s %s: %s in an earlier run", o.Result, o.URL, failureText(o.Reason))
	case o.Result == backup.FetchFailed:
		a.ui.Notef("%-11s %s: %s", o.Result, o.URL, failureText(o.Reason))
		a.ui.Detailf("%-11s %s", "", o.Detail)
	default:
		a.ui.Detailf("%-11s %s (%s)", o.Result, o.URL, ui.Bytes(o.Size))
	}
}

// fetchSummaryLine is the last line of `fetch --json`.
type fetchSummaryLine struct {
	Type   string `json:"type"`
	DryRun bool   `json:"dry_run"`
	backup.FetchSummary
}

func (a *app) tellFetchSummary(s backup.FetchSummary, dryRun bool) error {
	if err := a.ui.JSON(fetchSummaryLine{"summary", dryRun, s}); err != nil {
		return err
	}
	if s.Lacking+s.NoAddress == 0 {
		a.ui.Resultf("nothing is missing")
		return nil
	}
	a.ui.Table(fetchTable(s, dryRun))
	if s.NeedsLook() && !dryRun {
		return errLosses
	}
	return nil
}

func fetchTable(s backup.FetchSummary, dryRun bool) *ui.Table {
	t := ui.NewTable(ui.Column{}, ui.Column{Right: true}, ui.Column{Shrink: true})
	if dryRun {
		t.Row("to fetch", ui.Count(int64(s.Planned)), "nothing was asked (--dry-run)")
	} else {
		t.Row("fetched", ui.Count(int64(s.Fetched)), ui.Bytes(s.Bytes)+" for "+ui.Plural(int64(s.Articles), "article"))
	}
	if s.Known > 0 {
		t.Row("at hand", ui.Count(int64(s.Known)), "in the archive already")
	}
	for _, reason := range slices.Sorted(maps.Keys(s.Failed)) {
		t.Row(failedLabel(dryRun), ui.Count(int64(s.Failed[reason])), failureText(reason)+failureAdvice(reason))
	}
	if s.NoAddress > 0 {
		t.Row("no address", ui.Count(int64(s.NoAddress)), "the page names a file that its export lacks, and no address")
	}
	return t
}

func failedLabel(dryRun bool) string {
	if dryRun {
		return "left out"
	}
	return "failed"
}

// failureText is a reason for people.
func failureText(reason fetch.Reason) string {
	switch reason {
	case fetch.HostNotAllowed:
		return "host not on the list"
	case fetch.PrivateAddress:
		return "host leads into a private network"
	case fetch.NoMedia:
		return "the server sent no picture, sound or film"
	case fetch.Placeholder:
		return "the server sent a blank picture"
	case fetch.TooLarge:
		return "larger than --max-size"
	case fetch.Redirects:
		return "redirected in a circle or too often"
	}
	return strings.ReplaceAll(string(reason), "_", " ")
}

// failureAdvice says what may help.
func failureAdvice(reason fetch.Reason) string {
	switch reason {
	case fetch.HostNotAllowed:
		return "; --allow-host asks it"
	case fetch.RateLimited, fetch.ServerError, fetch.Timeout, fetch.Connection, fetch.CutShort:
		return "; run fetch again later"
	case fetch.NotFound, fetch.Gone, fetch.Forbidden:
		return "; asked again only with --again"
	}
	return ""
}
