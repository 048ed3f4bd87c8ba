package cmd

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/publish"
	"wxbackup/publish/site"
	"wxbackup/store"
)

const publishLong = `Publish the archive as a site: one page an article, with its pictures, links
between articles leading to the new pages.

Into an empty folder goes a complete small site. Into a folder that holds a
site already go only the articles; no file of yours is touched. A page that was
edited by hand since the last publish is kept and named. Publishing again
writes only what changed.

A picture whose bytes the archive lacks is still loaded from the platform, as
long as that has it; --missing-images makes a link of it or leaves it out. With
--strict nothing is published that would make a browser load anything from
another host: the command fails and names the articles. It reads what it would
write and what you edited; layouts and styles of a site of your own are yours to
look at.

Comments (留言) that exports brought go beside each page, in comments.json, and
the site shows them: with "text" who wrote what and when, with "full" also the
platform's numbers and the pictures that the archive has; with "off" nothing is
written of them, nor how often an article was read. What the account hid and
what was deleted is never published.

With --linked-from each page says which other articles of the site link to it:
in its front matter as linked_from, a list of title and path with the newest
first, which the small site shows under the article.`

const publishExample = `  wxbackup publish --site hugo --base-url https://www.example.com
  wxbackup publish --site hugo --out my-site --permalink /:year/:month/:slug/
  wxbackup publish --site hugo --slug title --account 慢火车札记
  wxbackup publish --site hugo --guess-headings
  wxbackup publish --site hugo --strict --missing-images link
  wxbackup publish --site hugo --comments off
  wxbackup publish --site hugo --linked-from`

// publishOptions are the flags of publish.
type publishOptions struct {
	site, out, baseURL, permalink, slug, account string
	missingImages                                string
	guessHeadings, strict                        bool
	// comments is a comment level.
	comments   string
	linkedFrom bool
}

func (a *app) publishCommand() *cobra.Command {
	var opts publishOptions
	c := &cobra.Command{
		Use:     "publish",
		Short:   "Publish the articles as a site",
		Long:    publishLong,
		Example: publishExample,
		GroupID: "main",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(store.Open, func(archive *store.Archive) error {
				return a.runPublish(c.Context(), archive, opts)
			})
		},
	}
	flags := c.Flags()
	flags.StringVar(&opts.site, "site", "hugo", "site generator: "+strings.Join(site.Names(), ", "))
	flags.StringVar(&opts.out, "out", "", "output `folder` (default site-NAME)")
	flags.StringVar(&opts.baseURL, "base-url", "", "`address` the site will be served at")
	flags.StringVar(&opts.permalink, "permalink", publish.DefaultPermalink, "`pattern` of the articles' paths: :slug :title :filename-safe :id :account :year :month :day")
	flags.StringVar(&opts.slug, "slug", string(publish.SlugPinyin), "what :slug is made from: pinyin, title or id")
	flags.StringVar(&opts.account, "account", "", "only articles of this account, by `name` or biz")
	flags.BoolVar(&opts.guessHeadings, "guess-headings", false, "make headings of short bold paragraphs that look like ones")
	flags.StringVar(&opts.missingImages, "missing-images", string(publish.MissingKeep), "what becomes of pictures without bytes: "+strings.Join(publish.MissingNames(), ", "))
	flags.BoolVar(&opts.strict, "strict", false, "fail when pages would load anything from another host")
	completeFlag(c, "missing-images", publish.MissingNames()...)
	flags.StringVar(&opts.comments, "comments", string(publish.CommentsText), "what readers wrote, and how often articles were read: "+strings.Join(publish.CommentLevels(), ", "))
	flags.BoolVar(&opts.linkedFrom, "linked-from", false, "name on each page the other articles that link to it")
	completeFlag(c, "comments", publish.CommentLevels()...)
	completeFlag(c, "site", site.Names()...)
	completeFlag(c, "slug", string(publish.SlugPinyin), string(publish.SlugTitle), string(publish.SlugID))
	return c
}

func (a *app) runPublish(ctx context.Context, archive *store.Archive, opts publishOptions) error {
	generator, err := site.ByName(opts.site)
	if err != nil {
		return err
	}
	if opts.out == "" {
		opts.out = "site-" + opts.site
	}
	progress := a.ui.Progress("publishing", "article")
	report, err := publish.Run(ctx, archive, publish.Options{
		Site: generator, Out: opts.out, BaseURL: opts.baseURL, Permalink: opts.permalink,
		Slug: publish.SlugStyle(opts.slug), Account: opts.account, GuessHeadings: opts.guessHeadings,
		MissingImages: publish.MissingImages(opts.missingImages), Strict: opts.strict,
		Comments: publish.CommentLevel(opts.comments), LinkedFrom: opts.linkedFrom,
		Progress: func(done, total int) { progress.Set(ui.Tally{Done: int64(done), Total: int64(total)}) },
	})
	progress.Finish()
	if errors.Is(err, publish.ErrExternal) {
		return errors.Join(a.tellLoads(report), err)
	}
	if err != nil {
		return err
	}
	return a.tellPublished(opts, report)
}

// publishedLine is what `publish --json` prints.
type publishedLine struct {
	Type string `json:"type"`
	Site string `json:"site"`
	Out  string `json:"out"`
	publish.Report
}

func (a *app) tellPublished(opts publishOptions, r publish.Report) error {
	if err := a.ui.JSON(publishedLine{"publish", opts.site, opts.out, r}); err != nil {
		return err
	}
	for _, path := range r.Edited {
		a.ui.Warnf("kept as you edited it: %s", path)
	}
	for _, path := range r.Foreign {
		a.ui.Warnf("left alone, for it is not ours: %s", path)
	}
	for _, ref := range r.Lost {
		a.ui.Warnf("picture without bytes or address in %s: %s", ref.ID, ref.URL)
	}
	a.tellReferences("link to an article that is not in the archive", r.Unresolved)
	a.tellReferences("picture loaded from the platform", r.External)
	t := ui.NewTable(ui.Column{}, ui.Column{Right: true}, ui.Column{Shrink: true})
	t.Row("articles", ui.Count(int64(r.Articles)), "in "+filepath.ToSlash(opts.out))
	t.Row("files", ui.Count(int64(r.Written)), "written, "+ui.Count(int64(r.Unchanged))+" unchanged, "+ui.Count(int64(len(r.Removed)))+" removed")
	if r.Drafts > 0 {
		t.Row("drafts", ui.Count(int64(r.Drafts)), "left out, for they never were published")
	}
	t.Row("external", ui.Count(int64(r.ExternalLoads)), loadsRemark(r))
	if n := len(r.Replaced); n > 0 {
		t.Row("replaced", ui.Count(int64(n)), "pictures without bytes are links now, or left out")
	}
	if n := len(r.Unresolved); n > 0 {
		t.Row("unresolved", ui.Count(int64(n)), "links to articles that are not in the archive")
	}
	a.ui.Table(t)
	return nil
}

func (a *app) tellReferences(what string, refs []publish.Reference) {
	for _, ref := range refs {
		a.ui.Detailf("%s: %s in %s", what, ref.URL, ref.ID)
	}
}
