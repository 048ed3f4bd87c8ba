package cmd

import (
	"errors"
	"fmt"

	"wxbackup/internal/ui"
	"wxbackup/publish"
)

// loadLine is what `publish --strict --json` prints of each load that keeps it
// from publishing.
type loadLine struct {
	Type string `json:"type"`
	publish.Load
}

// toldLoads is how many loads are named to people; to machines all are.
const toldLoads = 10

// tellLoads says what keeps a strict publish from publishing.
func (a *app) tellLoads(r publish.Report) error {
	var errs []error
	for i, l := range r.Loads {
		errs = append(errs, a.ui.JSON(loadLine{"external_load", l}))
		switch {
		case i < toldLoads:
			a.ui.Warnf("%s in %s", l.URL, loadingPage(l))
		case i == toldLoads:
			a.ui.Warnf("and %s more (all: --json)", ui.Count(int64(len(r.Loads)-toldLoads)))
		}
	}
	a.ui.Notef("nothing was published: %s %s", ui.Count(int64(r.ExternalLoads)), loadsRemark(r))
	return errors.Join(errs...)
}

// loadingPage names an article, or a file of the site that is no article's.
func loadingPage(l publish.Load) string {
	if l.ID == "" {
		return l.File
	}
	return l.ID
}

func loadsRemark(r publish.Report) string {
	if r.ExternalLoads == 0 {
		return "nothing loads from other hosts"
	}
	return fmt.Sprintf("loads from other hosts, in %s articles", ui.Count(int64(r.ExternalArticles)))
}
