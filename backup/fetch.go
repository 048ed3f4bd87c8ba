package backup

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"wxbackup/article"
	"wxbackup/backup/fetch"
	"wxbackup/store"
)

// FetchOptions are the choices of one fetch.
type FetchOptions struct {
	// Account limits it to what articles of an account lack; "" for all.
	Account string
	// DryRun says what would be asked, and asks nothing.
	DryRun bool
	// Again asks too for what a server refused for good in an earlier run.
	Again bool
	// Connections is how many assets of one host are asked for at a time.
	Connections int
	// Tool names the program and its version, for the journals.
	Tool string
	// Now is the clock of the journals.
	Now func() time.Time
	// Outcome is told of every asset, once the archive holds what was fetched,
	// from one goroutine. It may be nil.
	Outcome func(FetchOutcome)
	// Expect is told how many assets there are to ask for, Progress of those
	// done. They may be nil.
	Expect   func(assets int)
	Progress func(assets int, bytes int64)
}

// Getter asks for an asset under any of its addresses; fetch.Client is one.
type Getter interface {
	Check(addresses []string) error
	Get(ctx context.Context, addresses []string) (fetch.Answer, error)
}

// Fetch asks the network for the assets that articles of the archive lack, and
// gives each to all articles that show it. What was fetched before it ends, by
// an error or by ctx, stays, and running it again goes on there.
func Fetch(ctx context.Context, archive *store.Archive, from Getter, opts FetchOptions) (FetchSummary, error) {
	im := &importer{archive: archive, opts: Options{Tool: opts.Tool, Now: opts.Now}, summary: newSummary()}
	f := &fetcher{
		writer: newWriter(im), from: from, opts: opts,
		summary: FetchSummary{Failed: map[fetch.Reason]int{}}, completed: map[string]bool{},
	}
	err := f.run(ctx)
	return f.summary, err
}

// fetcher runs one fetch: workers ask, one goroutine changes the archive.
type fetcher struct {
	*writer
	from    Getter
	opts    FetchOptions
	summary FetchSummary
	batch   []*got
	bytes   int64
	since   time.Time
	// completed are the articles that got an asset.
	completed map[string]bool
}

func (f *fetcher) run(ctx context.Context) error {
	if !f.opts.DryRun {
		if err := f.completeArticles(); err != nil {
			return err
		}
	}
	lacks, err := f.plan(ctx)
	if err != nil {
		return err
	}
	queue, err := f.sift(lacks)
	if err != nil || f.opts.DryRun {
		return err
	}
	if f.opts.Expect != nil {
		f.opts.Expect(len(queue))
	}
	return f.fetchAll(ctx, queue)
}

// fetchAll asks for the assets, several of each host at a time, and commits
// what comes. When ctx ends, what came until then is committed.
func (f *fetcher) fetchAll(ctx context.Context, queue []*lack) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	results := make(chan *got)
	go func() {
		defer close(results)
		f.askHosts(ctx, queue, results)
	}()
	var failed error
	for g := range results {
		if failed != nil {
			continue
		}
		if failed = f.take(g); failed != nil {
			stop()
		}
	}
	if failed != nil {
		return failed
	}
	return errors.Join(f.commitFetched(), ctx.Err())
}

// hostsAtOnce is how many hosts are asked at a time.
const hostsAtOnce = 8

// askHosts shares the assets out by host, and returns when all are done.
func (f *fetcher) askHosts(ctx context.Context, queue []*lack, results chan<- *got) {
	hosts, byHost := shareOut(queue)
	var group errgroup.Group
	group.SetLimit(hostsAtOnce)
	for _, host := range hosts {
		group.Go(func() error {
			f.askHost(ctx, byHost[host], results)
			return nil
		})
	}
	_ = group.Wait() // what goes wrong is in the results
}

// shareOut sorts assets by the host that is asked for them.
func shareOut(queue []*lack) (hosts []string, byHost map[string][]*lack) {
	byHost = map[string][]*lack{}
	for _, l := range queue {
		host := fetch.Host(l.addresses)
		if byHost[host] == nil {
			hosts = append(hosts, host)
		}
		byHost[host] = append(byHost[host], l)
	}
	return hosts, byHost
}

func (f *fetcher) askHost(ctx context.Context, queue []*lack, results chan<- *got) {
	var group errgroup.Group
	group.SetLimit(max(1, f.opts.Connections))
	for _, l := range queue {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			if g := f.ask(ctx, l); g != nil {
				results <- g
			}
			return nil
		})
	}
	_ = group.Wait() // what goes wrong is in the results
}

// got is what became of one lacking asset.
type got struct {
	*lack
	bytes article.Asset
	// source is where the bytes came from.
	source string
	err    error
	// known says that the archive had the bytes and nobody was asked.
	known bool
	// fatal is what ends the run: the archive cannot be written.
	fatal error
}

// ask fetches one asset and writes its bytes, which no index knows yet; nil
// when ctx ended first.
func (f *fetcher) ask(ctx context.Context, l *lack) *got {
	answer, err := f.from.Get(ctx, l.addresses)
	if err != nil && ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return &got{lack: l, err: err}
	}
	g := &got{lack: l, bytes: describe(answer.Data, answer.Ext), source: answer.Address}
	g.fatal = f.archive.WriteAsset(g.bytes.SHA256, g.bytes.Ext, answer.Data)
	return g
}
