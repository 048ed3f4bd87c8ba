package publish

import (
	"context"
	"errors"
	"fmt"

	"wxbackup/publish/loads"
)

// ErrExternal says that readers of the site would load something from other
// hosts; the report's Loads name it.
var ErrExternal = errors.New("pages would load from other hosts")

// inspect renders everything and writes nothing. It fails when a page would
// make a browser load from another host.
func (r *run) inspect(ctx context.Context) error {
	if err := r.articles(ctx, worker.inspect); err != nil {
		return err
	}
	for f, err := range r.site.Frame {
		if err != nil {
			return fmt.Errorf("making site: %w", err)
		}
		if err := r.noteLoads("", f.Path, f.Data); err != nil {
			return err
		}
	}
	if n := len(r.ledger.report.Loads); n > 0 {
		return fmt.Errorf("inspecting %d articles: %w", len(r.plan.places), ErrExternal)
	}
	return nil
}

func (w worker) inspect(p *rendered) error {
	return w.noteLoads(p.entry.Article.ID, p.place.File, p.document)
}

// noteLoads takes note of what a file of the output folder makes browsers load:
// data, or what its owner wrote there instead.
func (r *run) noteLoads(id, path string, data []byte) error {
	shown, err := r.tree.shown(path, data)
	if err != nil {
		return fmt.Errorf("reading file %q: %w", path, err)
	}
	var found []Load
	for _, address := range loads.Of(path, shown) {
		found = append(found, Load{Reference{id, address}, path})
	}
	r.ledger.note(func(report *Report) { report.Loads = append(report.Loads, found...) })
	return nil
}
