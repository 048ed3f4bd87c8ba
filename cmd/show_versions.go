package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"wxbackup/backup"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// textLine is one line of `show --versions --json`.
type textLine struct {
	Type string `json:"type"`
	backup.Version
}

// runVersions prints which texts an article had.
func (a *app) runVersions(rec *store.Record) error {
	versions := backup.Versions(rec)
	if a.flags.json {
		for _, v := range versions {
			if err := a.ui.JSON(textLine{"version", v}); err != nil {
				return err
			}
		}
		return nil
	}
	t := ui.NewTable(ui.Column{Name: "version", Right: true}, ui.Column{Name: "seen"}, ui.Column{Name: "characters", Right: true}, ui.Column{Name: "title", Shrink: true}, ui.Column{Name: "sources"})
	for _, v := range versions {
		t.Row(strconv.Itoa(v.Number), shortDate(v.Seen), ui.Count(int64(v.Characters)), v.Title, strings.Join(v.Sources, ", "))
	}
	a.ui.Table(t)
	return nil
}

// runVersion prints one version of an article, or what changed between it and
// the one that is shown now.
func (a *app) runVersion(archive *store.Archive, rec *store.Record, opts showOptions) error {
	versions := backup.Versions(rec)
	if opts.version > len(versions) {
		return fmt.Errorf("showing version %d of %q: %w", opts.version, rec.ID, errNoVersion)
	}
	v := versions[opts.version-1]
	if opts.diff {
		return a.runDiff(archive, rec, v.Page)
	}
	text, err := backup.RenderVersion(archive, rec, v, opts.chosenDialect())
	if err != nil {
		return err
	}
	a.ui.Resultf("%s", strings.TrimSuffix(string(text), "\n"))
	return nil
}
