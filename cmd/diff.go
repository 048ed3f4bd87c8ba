package cmd

import (
	"fmt"
	"io"
	"strings"

	"wxbackup/backup"
	"wxbackup/convert/fidelity"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// differenceLine is one line of `show --diff --json`.
type differenceLine struct {
	Type string `json:"type"`
	fidelity.Difference
}

// runDiff prints where a page of an article and its Markdown copy differ.
func (a *app) runDiff(archive *store.Archive, rec *store.Record, page string) error {
	differences, err := backup.Compare(archive, rec, page)
	if err != nil {
		return err
	}
	if a.flags.json {
		return a.tellDifferences(differences)
	}
	if len(differences) == 0 {
		a.ui.Resultf("no differences")
		return nil
	}
	out := ui.NewStream(a.env.Stdout)
	view := diffView{width: out.Width, colour: out.Terminal && out.ANSI && ui.ColourWanted(a.env.Getenv)}
	var b strings.Builder
	for _, d := range differences {
		view.write(&b, d)
	}
	// The printer would take the colour out.
	if _, err := io.WriteString(a.env.Stdout, b.String()); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

func (a *app) tellDifferences(differences []fidelity.Difference) error {
	for _, d := range differences {
		if err := a.ui.JSON(differenceLine{"difference", d}); err != nil {
			return err
		}
	}
	return nil
}
