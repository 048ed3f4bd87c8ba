package cmd

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxbackup/internal/ui"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
	"wxbackup/store"
)

const redirectLong = `Write redirect rules: every old address of every published article leads to its
new page, with the paths of the last publish.

No rule can redirect mp.weixin.qq.com itself, which belongs to Tencent. The
rules serve hosts of your own: a mirror host that keeps WeChat's paths, the site
itself after its paths changed, and domains that you had before.

A list of old addresses (--legacy) is a CSV file of two columns: the old address
with or without its host, and the new one: a path of the site, any address, or
an article by its id, key, short id or WeChat address; nothing, or "gone", for a
page that is there no more. A list of aliases (--alias) names one article a row
in several ways, for short ids known from elsewhere: a browser's history, feeds.
Your lists win over what the archive says.`

const redirectExample = `  wxbackup redirect --format nginx
  wxbackup redirect --format nginx --out /etc/nginx/wxbackup
  wxbackup redirect --format nginx --legacy old-blog.csv --alias history.csv`

// redirectOptions are the flags of redirect.
type redirectOptions struct {
	formats              []string
	out, account, mirror string
	legacy, aliases      []string
	check                checkFlags
	report               string
}

func (a *app) redirectCommand() *cobra.Command {
	var opts redirectOptions
	c := &cobra.Command{
		Use:     "redirect",
		Short:   "Write redirect rules for the old addresses",
		Long:    redirectLong + checkHelp,
		Example: redirectExample + checkExample,
		GroupID: "main",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if len(opts.check.hosts) > 0 {
				return a.runCheck(c.Context(), opts)
			}
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runRedirect(archive, opts)
			})
		},
	}
	flags := c.Flags()
	flags.StringSliceVar(&opts.formats, "format", []string{"nginx"}, "server, host or tool, several with commas: "+strings.Join(formatNames(), ", "))
	flags.StringVar(&opts.out, "out", "redirects", "output `folder`")
	opts.addRuleFlags(flags)
	flags.StringVar(&opts.mirror, "mirror", "", "`host` that keeps WeChat's paths, for formats whose rules name it")
	flags.StringVar(&opts.report, "report", "", "also write a page for people to this `file`, HTML: what is served, what is not and why")
	completeFlag(c, "format", formatNames()...)
	opts.check.add(c)
	return c
}

// addRuleFlags adds the flags that decide which rules there are.
func (o *redirectOptions) addRuleFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.account, "account", "", "only articles of this account, by `name` or biz")
	flags.StringArrayVar(&o.legacy, "legacy", nil, "`file` of old addresses, CSV: old address, new address or article")
	flags.StringArrayVar(&o.aliases, "alias", nil, "`file` of further names of articles, CSV: short id or address, known name")
}

func formatNames() []string {
	var names []string
	for _, f := range emit.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func (a *app) runRedirect(archive *store.Archive, opts redirectOptions) error {
	formats, err := formatsByName(opts.formats)
	if err != nil {
		return err
	}
	if opts.mirror, err = redirect.ParseMirror(opts.mirror); err != nil {
		return usageError{err}
	}
	m, report, err := buildRules(archive, opts)
	if err != nil {
		return err
	}
	a.tellTrouble(report)
	for _, format := range formats {
		if err := a.writeRules(format, opts, m, report); err != nil {
			return err
		}
	}
	return a.writeReport(formats, opts, m, report)
}

func formatsByName(names []string) ([]emit.Format, error) {
	var formats []emit.Format
	for _, name := range names {
		i := slices.IndexFunc(emit.Formats(), func(f emit.Format) bool { return f.Name == name })
		if i < 0 {
			return nil, usageError{fmt.Errorf("unknown format %q; there are %s", name, strings.Join(formatNames(), ", "))}
		}
		formats = append(formats, emit.Formats()[i])
	}
	return formats, nil
}

// buildRules makes the rules of the archive and of the lists that the flags
// name.
func buildRules(archive *store.Archive, opts redirectOptions) (redirect.Map, redirect.Report, error) {
	input, err := redirect.FromArchive(archive, opts.account)
	if err != nil {
		return redirect.Map{}, redirect.Report{}, err
	}
	if input.Legacy, err = readLists(opts.legacy); err != nil {
		return redirect.Map{}, redirect.Report{}, err
	}
	if input.Aliases, err = readLists(opts.aliases); err != nil {
		return redirect.Map{}, redirect.Report{}, err
	}
	return redirect.Build(input)
}

func readLists(names []string) ([]redirect.Row, error) {
	var rows []redirect.Row
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading list: %w", err)
		}
		read, err := redirect.ReadRows(name, f)
		f.Close()
		if err != nil {
			return nil, err
		}
		rows = append(rows, read...)
	}
	return rows, nil
}

// rulesLine is what `redirect --json` prints for each format.
type rulesLine struct {
	Type     string          `json:"type"`
	Format   string          `json:"format"`
	Out      string          `json:"out"`
	Rules    int             `json:"rules"`
	Written  int             `json:"files_written"`
	Unserved []emit.Unserved `json:"unserved"`
	Report   redirect.Report `json:"report"`
}

func (a *app) writeRules(format emit.Format, opts redirectOptions, m redirect.Map, report redirect.Report) error {
	made, err := format.Emit(m, emit.Settings{Mirror: opts.mirror})
	if err != nil {
		return err
	}
	written, err := emit.Write(opts.out, made.Files)
	if err != nil {
		return err
	}
	unserved := append([]emit.Unserved{}, made.Unserved...)
	if err := a.ui.JSON(rulesLine{"redirect", format.Name, opts.out, len(m.Rules), written, unserved, report}); err != nil {
		return err
	}
	what := ui.Plural(int64(a.tellUnserved(format, len(m.Rules), made)), "rule")
	if made.Lists {
		what = "lists"
	}
	a.ui.Resultf("%s in %s (%s, %s written)", what,
		filepath.Join(opts.out, format.Name), ui.Plural(int64(len(made.Files)), "file"), ui.Count(int64(written)))
	return nil
}

// tellUnserved says which rules a format leaves out and why, and gives how many
// of all it serves.
func (a *app) tellUnserved(format emit.Format, rules int, made emit.Output) (served int) {
	for _, u := range made.Unserved {
		rules -= u.Count
		if made.Lists {
			a.ui.Detailf("%s: %s left out: %s", format.Title, ui.Plural(int64(u.Count), "rule"), u.Reason)
			continue
		}
		a.ui.Warnf("%s: %s not served: %s", format.Title, ui.Plural(int64(u.Count), "rule"), u.Reason)
		if u.Instead != "" {
			a.ui.Hintf("what serves them: wxbackup redirect --format %s", u.Instead)
		}
	}
	return rules
}

// tellTrouble says what has no rule and why, once for all formats.
func (a *app) tellTrouble(r redirect.Report) {
	for _, c := range r.Conflicts {
		a.ui.Warnf("no rule for %s: claimed by %s", c.Source, strings.Join(c.Claims, " and "))
	}
	if len(r.Conflicts) > 0 {
		a.ui.Hintf("say which is right in a list: wxbackup redirect --legacy FILE")
	}
	for _, c := range r.Taken {
		a.ui.Warnf("no rule for %s of %s: it is the page of %s now", c.Source, c.ID, cmp.Or(c.Now, "another account"))
	}
	for _, l := range r.Loops {
		a.ui.Warnf("no rule for %s: by way of %s it leads to itself", l.Source, l.Target)
	}
	for _, s := range r.Strange {
		a.ui.Warnf("%s line %d: %s: %s", s.Row.File, s.Row.Line, strings.Join(s.Row.Cells, ","), s.Reason)
	}
	for _, f := range r.Unusable {
		a.ui.Warnf("no rule can stand for the former path %q of %s", f.Path, f.ID)
	}
	a.tellDetails(r)
	if n := len(r.Unpublished); n > 0 {
		a.ui.Warnf("%s without a page: no rules for them", ui.Plural(int64(n), "article"))
		a.ui.Hintf("publish them first: wxbackup publish --site hugo")
	}
}

func (a *app) tellDetails(r redirect.Report) {
	for _, c := range r.Chains {
		a.ui.Detailf("%s leads by way of %s: sent on to %s at once", c.Source, c.Via, c.Target)
	}
	for _, u := range r.Unseen {
		a.ui.Detailf("%s line %d: nothing was published at %s", u.Row.File, u.Row.Line, u.Target)
	}
	for _, twins := range r.CaseTwins {
		a.ui.Detailf("differ in case only: %s", strings.Join(twins, ", "))
	}
	for _, id := range r.Nameless {
		a.ui.Detailf("no old address known of %s", id)
	}
}
