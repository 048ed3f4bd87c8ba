package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/redirect/serve"
)

const serveLong = `Serve the redirects without a web server: every old address of a published
article is answered with 301 and its new page, an unknown article of the account
with 410, everything else with 404.

With --table nothing but that file is needed, which "wxbackup redirect --format
table" writes: copy it and the program to a server. A table that is replaced is
taken up within seconds. Without --table the rules are those of the archive, and
they are made anew whenever it changes; the archive stays free for other
commands.

How often each article was asked for is added up in a file beside the table.
` + serve.HealthPath + ` is answered with 200. For HTTPS, put another server in front:
docs/serve-redirects.md shows how, and has a unit for systemd.

Exit codes: 0 stopped by Ctrl+C or by the system, which is the way to stop it
(see docs/exit-codes.md for all).`

const serveExample = `  wxbackup serve-redirects
  wxbackup serve-redirects --listen :8080 --table /srv/wxbackup/wxbackup.table
  wxbackup serve-redirects --legacy old-blog.csv`

// errListen says that the server cannot be reached at the address.
var errListen = errors.New("cannot listen")

// noCounts is the value of --counts for those who want none.
const noCounts = "none"

// serveOptions are the flags of serve-redirects. Of the rules' flags, format
// and mirror have no meaning.
type serveOptions struct {
	redirectOptions
	listen, table, counts string
}

func (a *app) serveCommand() *cobra.Command {
	var opts serveOptions
	c := &cobra.Command{
		Use:     "serve-redirects",
		Short:   "Answer for the old addresses without a web server",
		Long:    serveLong,
		Example: serveExample,
		GroupID: "main",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.runServe(c.Context(), opts) },
	}
	flags := c.Flags()
	flags.StringVar(&opts.listen, "listen", "127.0.0.1:8080", "`address` and port to listen on; \":8080\" for all addresses of the machine")
	flags.StringVar(&opts.table, "table", "", "serve this `file` of rules and need no archive")
	flags.StringVar(&opts.counts, "counts", "", "`file` of access counts (default wxbackup-counts.jsonl beside the table; \""+noCounts+"\" for none)")
	flags.StringVar(&opts.out, "out", "redirects", "output `folder` of redirect, for the table made from the archive")
	opts.addRuleFlags(flags)
	for _, flag := range []string{"out", "account", "legacy", "alias"} {
		c.MarkFlagsMutuallyExclusive("table", flag)
	}
	return c
}

// servingLine is what `serve-redirects --json` prints once it can be asked.
type servingLine struct {
	Type    string `json:"type"`
	Address string `json:"address"`
	Table   string `json:"table"`
	Counts  string `json:"counts,omitempty"`
	Rules   int    `json:"rules"`
}

func (a *app) runServe(ctx context.Context, opts serveOptions) error {
	served, err := a.serveOptions(opts)
	if err != nil {
		return err
	}
	server, err := serve.New(served)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", opts.listen)
	if err != nil {
		return errors.Join(fmt.Errorf("serving at %q: %w: %w", opts.listen, errListen, err), server.Close())
	}
	line := servingLine{"serving", "http://" + l.Addr().String(), served.Table, served.Counts, server.Rules()}
	if err := a.ui.JSON(line); err != nil {
		return err
	}
	a.ui.Resultf("serving %s at %s; stop with Ctrl+C", ui.Plural(int64(line.Rules), "rule"), line.Address)
	return server.Run(ctx, l)
}

// serveOptions says what to serve, and makes the table where there is none.
func (a *app) serveOptions(opts serveOptions) (serve.Options, error) {
	served := serve.Options{Table: opts.table, Warn: func(err error) { a.ui.Warnf("%v", err) }}
	if opts.table == "" {
		served.Table = filepath.Join(opts.out, "table", "wxbackup.table")
		maker := tableMaker{app: a, opts: opts.redirectOptions, path: served.Table}
		if err := maker.begin(); err != nil {
			return serve.Options{}, err
		}
		served.Renew = maker.renew
	}
	if opts.counts != noCounts {
		served.Counts = cmp.Or(opts.counts, filepath.Join(filepath.Dir(served.Table), "wxbackup-counts.jsonl"))
	}
	return served, nil
}
