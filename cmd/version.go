package cmd

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// versionLine is what `version --json` prints.
type versionLine struct {
	Type    string `json:"type"`
	Version string `json:"version"`
	Go      string `json:"go"`
	System  string `json:"system"`
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of the program and of what it was built with.",
		Example: "  wxbackup version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			line := versionLine{"version", a.version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
			a.ui.Resultf("wxbackup %s (%s, %s)", line.Version, line.Go, line.System)
			return a.ui.JSON(line)
		},
	}
}

// version is the release's, or that of the source it was built from.
func (a *app) version() string {
	if a.env.Version != "" {
		return a.env.Version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
