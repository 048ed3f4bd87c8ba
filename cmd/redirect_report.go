package cmd

import (
	"wxbackup/internal/atomicfile"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
	"wxbackup/redirect/report"
)

// writeReport writes the page that --report asks for.
func (a *app) writeReport(formats []emit.Format, opts redirectOptions, m redirect.Map, r redirect.Report) error {
	if opts.report == "" {
		return nil
	}
	made := make([]report.Format, len(formats))
	for i, f := range formats {
		out, err := f.Emit(m, emit.Settings{Mirror: opts.mirror})
		if err != nil {
			return err
		}
		made[i] = report.Format{Name: f.Name, Title: f.Title, Output: out}
	}
	page, err := report.Page(m, r, made)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(opts.report, page); err != nil {
		return err
	}
	a.ui.Resultf("report in %s", opts.report)
	return nil
}
