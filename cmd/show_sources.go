package cmd

import (
	"wxbackup/backup"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// factLine is one line of `show --sources --json`.
type factLine struct {
	Type string `json:"type"`
	backup.Fact
}

// runSources prints who says what of an article.
func (a *app) runSources(rec *store.Record) error {
	facts := backup.Facts(rec)
	if a.flags.json {
		for _, fact := range facts {
			if err := a.ui.JSON(factLine{"fact", fact}); err != nil {
				return err
			}
		}
		return nil
	}
	t := ui.NewTable(ui.Column{Name: "fact"}, ui.Column{Name: "value", Shrink: true}, ui.Column{Name: "trusted as"}, ui.Column{Name: "said by"})
	for _, fact := range facts {
		t.Row(fact.Name, fact.Value, fact.Trust, fact.Source)
		for _, other := range fact.Others {
			t.Row("  otherwise", other.Value, other.Trust, other.Source)
		}
	}
	a.ui.Table(t)
	return nil
}
