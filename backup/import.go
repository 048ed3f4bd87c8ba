package backup

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"wxbackup/backup/source"
	"wxbackup/convert/mapping"
	"wxbackup/store"
)

// Options are the choices of one import.
type Options struct {
	// Again reads files and pages that are known too, and so brings back what
	// was lost from the archive.
	Again bool
	// Mappings tell how to read pages that are foreign to the program. They
	// are kept in the archive, for every later import and reindex.
	Mappings mapping.List
	// Tool names the program and its version, for the journals.
	Tool string
	// Now is the clock of the journals.
	Now func() time.Time
	// Outcome is told of every file once the archive holds what it brought,
	// in the order of the files, from one goroutine. It may be nil.
	Outcome func(Outcome)
	// Progress is told of files and bytes as they are read. It may be nil.
	Progress func(files int, bytes int64)
}

// Import reads the exports at paths into the archive. The error is for what
// stops the whole run: a path that does not exist, an archive that cannot be
// written. What was imported before stays, and running it again goes on there.
func Import(ctx context.Context, archive *store.Archive, paths []string, opts Options) (Summary, error) {
	im := &importer{archive: archive, opts: opts, summary: newSummary()}
	var err error
	if im.mappings, err = keepMappings(archive.Dir(), opts.Mappings); err == nil {
		err = im.run(ctx, paths)
	}
	return im.summary, err
}

// importer runs one import: a walk hands jobs to workers, and one writer takes
// their products in the order of the walk.
type importer struct {
	archive *store.Archive
	opts    Options
	summary Summary
	// mappings are those of the archive.
	mappings mapping.List
}

// job is one step of the walk. Its product arrives on done, so that the writer
// can wait for jobs in order while workers finish them in any.
type job struct {
	document *source.Document
	done     chan *product
}

// inFlight bounds the jobs between the walk and the writer, and with it the
// memory of the import.
func inFlight() int { return 4 * runtime.GOMAXPROCS(0) }

func (im *importer) run(ctx context.Context, paths []string) error {
	group, ctx := errgroup.WithContext(ctx)
	work := make(chan job)
	queue := make(chan job, inFlight())
	group.Go(func() error {
		defer close(work)
		defer close(queue)
		return im.walk(ctx, paths, work, queue)
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error { return im.work(ctx, work) })
	}
	group.Go(func() error { return im.write(ctx, queue) })
	return group.Wait()
}

// walk finds documents and queues them twice: for the workers, and in order
// for the writer. Files that need no work go to the writer finished.
func (im *importer) walk(ctx context.Context, paths []string, work, queue chan<- job) error {
	finished := func(p *product) error {
		j := job{done: make(chan *product, 1)}
		j.done <- p
		return send(ctx, queue, j)
	}
	return source.Walk(ctx, paths, source.Visitor{
		Document: func(d *source.Document) error {
			if p := im.unchanged(d); p != nil {
				d.Close()
				return finished(p)
			}
			j := job{document: d, done: make(chan *product, 1)}
			err := send(ctx, queue, j)
			if err == nil {
				err = send(ctx, work, j)
			}
			if err != nil {
				d.Close()
			}
			return err
		},
		Skipped: func(path, why string) error {
			return finished(&product{outcome: Outcome{Path: path, Result: Ignored, Reason: why}})
		},
		Unreadable: func(path string, err error) error {
			return finished(&product{outcome: unreadable(path, err)})
		},
	})
}

func send(ctx context.Context, to chan<- job, j job) error {
	select {
	case to <- j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// unchanged is the product of a file that is as it was at an earlier import;
// nil when it has to be read. Its article may have got another ID since, by
// turning out to be the same as another. What was foreign may be read by a
// mapping now.
func (im *importer) unchanged(d *source.Document) *product {
	if im.opts.Again {
		return nil
	}
	state, known, err := im.archive.FileState(d.Key)
	if err != nil || !known || state.Stamp != stampOf(d) {
		return nil
	}
	if Result(state.Result) == Ignored && len(im.mappings) > 0 {
		return nil
	}
	id := state.ID
	if id != "" {
		if id, known, err = im.archive.Resolve(id); err != nil || !known {
			return nil
		}
	}
	return &product{
		bytes:   d.Stamp.Size,
		outcome: Outcome{Path: d.Path, Result: Result(state.Result), ID: id, Reason: state.Reason},
	}
}

func stampOf(d *source.Document) store.Stamp {
	return store.Stamp{Size: d.Stamp.Size, ModTime: d.Stamp.ModTime, Beside: d.Stamp.Beside}
}

func unreadable(path string, err error) Outcome {
	return Outcome{Path: path, Result: Unreadable, Reason: rootCause(err).Error(), Detail: err.Error()}
}

// rootCause is the innermost error, which says what happened without where.
func rootCause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// work prepares documents until there are no more.
func (im *importer) work(ctx context.Context, jobs <-chan job) error {
	w := newWorker(im.archive, im.mappings)
	w.again = im.opts.Again
	for j := range jobs {
		if err := ctx.Err(); err != nil {
			j.document.Close()
			return err
		}
		p, err := w.prepare(ctx, j.document)
		j.document.Close()
		if err != nil {
			return fmt.Errorf("importing %q: %w", j.document.Path, err)
		}
		j.done <- p
	}
	return nil
}
