package cmd

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"wxbackup/backup/fetch"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// Env is what the program takes from its surroundings.
type Env struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	// Version is that of the release, "" for a build from source.
	Version string
	// Network is what fetch asks; its zero value is the network of the machine.
	Network fetch.Network
}

// Main runs the program with its arguments and returns its exit code.
func Main(args []string, env Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app := newApp(env)
	root := app.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	return app.exit(ctx, err)
}

// Root is the command tree, for the generators of documentation.
func Root() *cobra.Command {
	return newApp(Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }}).root()
}

// app is one run of the program: what all verbs share.
type app struct {
	env   Env
	flags globalFlags
	ui    *ui.Printer
}

// globalFlags are the flags every command has.
type globalFlags struct {
	archive              string
	json, quiet, verbose bool
}

func newApp(env Env) *app {
	a := &app{env: env}
	a.ui = a.printer(ui.Text)
	return a
}

func (a *app) printer(mode ui.Mode) *ui.Printer {
	return ui.New(ui.Options{
		Out: ui.NewStream(a.env.Stdout), Err: ui.NewStream(a.env.Stderr),
		Mode: mode, Colour: ui.ColourWanted(a.env.Getenv), Now: time.Now,
	})
}

const defaultArchive = "wxarchive"

const rootLong = `wxbackup keeps the articles of a WeChat Official Account (微信公众号).

It reads what export tools and browsers saved into an archive that outlives the
account, publishes the articles as a site of your own, and writes redirects for
their old addresses. It works on files only and never logs in; only fetch and
redirect --check, when you ask for them, use the network.`

const rootExample = `  wxbackup import ./export
  wxbackup publish --site hugo --base-url https://www.example.com
  wxbackup redirect --format nginx`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "wxbackup",
		Short:             "Keep the articles of a WeChat Official Account",
		Long:              rootLong,
		Example:           rootExample,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.NoArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.settle() },
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	a.addFlags(root)
	root.AddGroup(&cobra.Group{ID: "main", Title: "The way out:"}, &cobra.Group{ID: "look", Title: "Looking:"}, &cobra.Group{ID: "keep", Title: "Keeping:"})
	root.AddCommand(
		a.importCommand(), a.fetchCommand(), a.publishCommand(), a.redirectCommand(), a.serveCommand(),
		a.listCommand(), a.showCommand(), a.linksCommand(),
		a.verifyCommand(), a.reindexCommand(),
		a.versionCommand(),
	)
	return root
}

func (a *app) addFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.flags.archive, "archive", "", "archive `folder` (default \""+defaultArchive+"\", or $WXBACKUP_ARCHIVE)")
	flags.BoolVar(&a.flags.json, "json", false, "print one JSON object a line")
	flags.BoolVarP(&a.flags.quiet, "quiet", "q", false, "say only what went wrong")
	flags.BoolVarP(&a.flags.verbose, "verbose", "v", false, "say more")
	root.MarkFlagsMutuallyExclusive("json", "quiet", "verbose")
}

// settle fixes what the flags and the surroundings decide together.
func (a *app) settle() error {
	if a.flags.archive == "" {
		a.flags.archive = a.env.Getenv("WXBACKUP_ARCHIVE")
	}
	if a.flags.archive == "" {
		a.flags.archive = defaultArchive
	}
	switch {
	case a.flags.json:
		a.ui = a.printer(ui.JSON)
	case a.flags.quiet:
		a.ui = a.printer(ui.Quiet)
	case a.flags.verbose:
		a.ui = a.printer(ui.Verbose)
	}
	return nil
}

// withArchive runs fn on the archive that open gives and closes it.
func (a *app) withArchive(open func(string) (*store.Archive, error), fn func(*store.Archive) error) (err error) {
	archive, err := open(a.flags.archive)
	if err != nil {
		return err
	}
	defer func() {
		if closing := archive.Close(); err == nil {
			err = closing
		}
	}()
	return fn(archive)
}
