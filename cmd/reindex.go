package cmd

import (
	"github.com/spf13/cobra"

	"wxbackup/backup"
)

const reindexLong = `Make the index again from pages/, assets/ and the journals: every page is
converted anew. It serves when index.db is lost or damaged, and when a newer
wxbackup converts better. The old index stays until the new one is complete;
copies in articles/ that somebody edited are kept.`

func (a *app) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reindex",
		Short:   "Make the index again from the rest of the archive",
		Long:    reindexLong,
		Example: "  wxbackup reindex",
		GroupID: "keep",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			progress := a.ui.Progress("reindexing", "page")
			summary, err := backup.Reindex(c.Context(), a.flags.archive, func(pages int) { progress.Add(int64(pages), 0) })
			progress.Finish()
			if err != nil {
				return err
			}
			return a.tellSummary(summary)
		},
	}
}
