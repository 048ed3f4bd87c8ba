package cmd

import "github.com/spf13/cobra"

// completeFlag lets shells offer the values of a flag.
func completeFlag(c *cobra.Command, flag string, values ...string) {
	offer := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	if err := c.RegisterFlagCompletionFunc(flag, offer); err != nil {
		panic(err) // the flag was defined a line above
	}
}
