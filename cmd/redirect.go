package cmd

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
	"wxbackup/store"
)

const redirectLong = `Write redirect rules: every old address of every published article leads to its
new page, with the paths of the last publish.

No rule can redirect mp.weixin.qq.com itself, which belongs to Tencent. The
rules serve hosts of your own: a mirror host that keeps WeChat's paths, and the
site itself after its paths changed.`

const redirectExample = `  wxbackup redirect --format nginx
  wxbackup redirect --format nginx --out /etc/nginx/wxbackup`

// redirectOptions are the flags of redirect.
type redirectOptions struct{ format, out, account string }

func (a *app) redirectCommand() *cobra.Command {
	var opts redirectOptions
	c := &cobra.Command{
		Use:     "redirect",
		Short:   "Write redirect rules for the old addresses",
		Long:    redirectLong,
		Example: redirectExample,
		GroupID: "main",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runRedirect(archive, opts)
			})
		},
	}
	c.Flags().StringVar(&opts.format, "format", "nginx", "server or host: "+strings.Join(formatNames(), ", "))
	c.Flags().StringVar(&opts.out, "out", "redirects", "output `folder`")
	c.Flags().StringVar(&opts.account, "account", "", "only articles of this account, by `name` or biz")
	completeFlag(c, "format", formatNames()...)
	return c
}

func formatNames() []string {
	var names []string
	for _, f := range emit.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func (a *app) runRedirect(archive *store.Archive, opts redirectOptions) error {
	format, err := formatByName(opts.format)
	if err != nil {
		return err
	}
	input, err := redirect.FromArchive(archive, opts.account)
	if err != nil {
		return err
	}
	m, report, err := redirect.Build(input)
	if err != nil {
		return err
	}
	files, err := format.Emit(m)
	if err != nil {
		return err
	}
	written, err := emit.Write(opts.out, files)
	if err != nil {
		return err
	}
	return a.tellRules(opts, m, report, len(files), written)
}

func formatByName(name string) (emit.Format, error) {
	for _, f := range emit.Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return emit.Format{}, usageError{fmt.Errorf("unknown format %q; there are %s", name, strings.Join(formatNames(), ", "))}
}

// rulesLine is what `redirect --json` prints.
type rulesLine struct {
	Type    string          `json:"type"`
	Format  string          `json:"format"`
	Out     string          `json:"out"`
	Rules   int             `json:"rules"`
	Written int             `json:"files_written"`
	Report  redirect.Report `json:"report"`
}

func (a *app) tellRules(opts redirectOptions, m redirect.Map, r redirect.Report, files, written int) error {
	if err := a.ui.JSON(rulesLine{"redirect", opts.format, opts.out, len(m.Rules), written, r}); err != nil {
		return err
	}
	for _, c := range r.Conflicts {
		a.ui.Warnf("no rule for %s: claimed by %s", c.Source, strings.Join(c.IDs, " and "))
	}
	for _, c := range r.Chains {
		a.ui.Warnf("no rule for %s of %s: it is the page of %s now", c.Source, c.ID, c.Now)
	}
	for _, f := range r.Unusable {
		a.ui.Warnf("no rule can stand for the former path %q of %s", f.Path, f.ID)
	}
	for _, id := range r.Nameless {
		a.ui.Detailf("no old address known of %s", id)
	}
	if n := len(r.Unpublished); n > 0 {
		a.ui.Warnf("%s without a page: no rules for them", ui.Plural(int64(n), "article"))
		a.ui.Hintf("publish them first: wxbackup publish --site hugo")
	}
	a.ui.Resultf("%s in %s (%s, %s written)", ui.Plural(int64(len(m.Rules)), "rule"),
		filepath.Join(opts.out, opts.format), ui.Plural(int64(files), "file"), ui.Count(int64(written)))
	return nil
}
