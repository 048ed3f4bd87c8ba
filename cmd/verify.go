package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/store"
)

const verifyLong = `Check the archive: every page and picture is read and compared with its hash,
and the index, the files and the journals are held against each other. Nothing
is changed. Copies in articles/ that somebody edited are named and no damage.`

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "verify",
		Short:   "Check that the archive is whole",
		Long:    verifyLong,
		Example: "  wxbackup verify\n  wxbackup verify --archive /backup/wxarchive --json",
		GroupID: "keep",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
				return a.runVerify(c.Context(), archive)
			})
		},
	}
}

// problemLine is one line of `verify --json`.
type problemLine struct {
	Type   string `json:"type"`
	Path   string `json:"path"`
	What   string `json:"what"`
	Damage bool   `json:"damage"`
}

// verifiedLine is the last line of `verify --json`.
type verifiedLine struct {
	Type     string `json:"type"`
	Articles int    `json:"articles"`
	Damage   int    `json:"damage"`
	Notices  int    `json:"notices"`
}

func (a *app) runVerify(ctx context.Context, archive *store.Archive) error {
	progress := a.ui.Progress("verifying", "file")
	problems, err := archive.Verify(ctx, func(done, total int64) { progress.Set(ui.Tally{Bytes: done, TotalBytes: total}) })
	progress.Finish()
	if err != nil {
		return err
	}
	damage := 0
	for _, p := range problems {
		if err := a.ui.JSON(problemLine{"problem", p.Path, p.What, p.Damage}); err != nil {
			return err
		}
		if p.Damage {
			damage++
			a.ui.Errorf("%s: %s", p.Path, p.What)
		} else {
			a.ui.Notef("%s: %s", p.Path, p.What)
		}
	}
	articles, err := archive.Count()
	if err != nil {
		return err
	}
	if err := a.ui.JSON(verifiedLine{"verified", articles, damage, len(problems) - damage}); err != nil {
		return err
	}
	if damage > 0 {
		return errFound
	}
	a.ui.Resultf("archive is whole: %s", ui.Plural(int64(articles), "article"))
	return nil
}
