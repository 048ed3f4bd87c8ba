package publish

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"wxbackup/publish/site"
	"wxbackup/store"
)

// Run publishes the archive's articles into a site's source tree and keeps
// their paths in the archive. It can be run again at any time: what is right
// already is not written, and a publish that was stopped is completed.
func Run(ctx context.Context, a *store.Archive, o Options) (Report, error) {
	o, err := o.settled()
	if err != nil {
		return Report{}, err
	}
	p, err := makePlan(ctx, a, o)
	if err != nil {
		return Report{}, err
	}
	r := &run{archive: a, options: o, plan: p, files: map[string]string{}}
	if err := r.open(ctx); err != nil {
		return Report{}, err
	}
	err = errors.Join(r.publish(ctx), r.tree.close())
	r.ledger.report.settle()
	r.ledger.report.Drafts = p.drafts
	return r.ledger.report, err
}

// run is one publish at work.
type run struct {
	archive *store.Archive
	options Options
	plan    plan
	tree    *tree
	site    site.Site
	links   linker
	// incoming is nil where the site is not to show it.
	incoming incoming
	ledger   ledger

	mu sync.Mutex
	// files are the articles' documents by ID.
	files map[string]string
}

// open opens the output folder, and the generator on it.
func (r *run) open(ctx context.Context) error {
	t, last, err := openTree(r.options.Out, &r.ledger)
	if err != nil {
		return err
	}
	r.tree = t
	r.links = linker{base: basePath(r.options.BaseURL), resolve: r.archive.Resolve, places: r.plan.places}
	if last.Site != "" && last.Site != r.options.Site.Name {
		err = fmt.Errorf("opening output folder %q: it holds a site for %s: %w", r.options.Out, last.Site, ErrManifest)
		return errors.Join(err, t.close())
	}
	r.site, err = r.options.Site.Open(site.Settings{
		BaseURL:   r.options.BaseURL,
		Title:     r.plan.title,
		Permalink: r.plan.permalink, GuessHeadings: r.options.GuessHeadings,
		Articles: r.plan.entries(ctx, r.archive, r.options.Account),
		Standing: t.standing,
	})
	if err != nil {
		return errors.Join(fmt.Errorf("opening site: %w", err), t.close())
	}
	return nil
}

// publish writes articles first and the site's frame after them: whether a
// folder is a site already is decided by files of the frame.
func (r *run) publish(ctx context.Context) error {
	if err := r.collectIncoming(ctx); err != nil {
		return err
	}
	if r.options.Strict {
		if err := r.inspect(ctx); err != nil {
			return err
		}
	}
	if err := r.articles(ctx, worker.publish); err != nil {
		return err
	}
	if err := r.frame(); err != nil {
		return err
	}
	if err := r.tree.prune(); err != nil {
		return err
	}
	if err := r.tree.putManifest(r.manifest()); err != nil {
		return err
	}
	return r.keepPaths()
}

// articles renders every article and does something with it, by a bounded
// number of workers.
func (r *run) articles(ctx context.Context, do func(worker, *rendered) error) error {
	group, ctx := errgroup.WithContext(ctx)
	queue := make(chan site.Entry)
	group.Go(func() error {
		defer close(queue)
		for e, err := range r.plan.entries(ctx, r.archive, r.options.Account) {
			if err != nil {
				return err
			}
			select {
			case queue <- e:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			w := worker{run: r, render: r.site.NewRenderer()}
			for e := range queue {
				p, err := w.renderArticle(e)
				if err == nil {
					err = do(w, p)
				}
				if err != nil {
					return fmt.Errorf("publishing article %q: %w", e.Article.ID, err)
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// done takes note of an article's document and tells the progress.
func (r *run) done(id, file string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files[id] = file
	r.ledger.note(func(report *Report) { report.Articles++ })
	if r.options.Progress != nil {
		r.options.Progress(len(r.files), len(r.plan.places))
	}
}

func (r *run) frame() error {
	for f, err := range r.site.Frame {
		if err != nil {
			return fmt.Errorf("making site: %w", err)
		}
		if err := r.noteLoads("", f.Path, f.Data); err != nil {
			return err
		}
		if err := r.tree.put(f.Path, bytesContent(f.Data)); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) manifest() Manifest {
	return Manifest{
		Site:     r.options.Site.Name,
		BaseURL:  r.options.BaseURL,
		Articles: sortedArticles(r.plan.places, r.files),
		Files:    r.tree.files(),
	}
}

// keepPaths keeps the published paths in the archive.
func (r *run) keepPaths() error {
	pages := make([]store.PublishedPage, 0, len(r.plan.places))
	for _, a := range sortedArticles(r.plan.places, r.files) {
		pages = append(pages, store.PublishedPage{ID: a.ID, Path: a.Path})
	}
	err := r.archive.Update(func(tx *store.Tx) error {
		return tx.Publish(store.Publication{Site: r.options.Site.Name, BaseURL: r.options.BaseURL}, pages, time.Now())
	})
	if err != nil {
		return fmt.Errorf("keeping published paths: %w", err)
	}
	return nil
}
