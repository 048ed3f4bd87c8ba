// Command gendocs writes the reference of the command line from the commands
// themselves: Markdown into DIR/cli, man pages into DIR/man.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"wxbackup/cmd"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gendocs DIR")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

func generate(dir string) error {
	root := cmd.Root()
	root.InitDefaultCompletionCmd()
	quiet(root)
	if err := write(filepath.Join(dir, "cli"), func(d string) error { return doc.GenMarkdownTree(root, d) }); err != nil {
		return err
	}
	// A fixed date keeps the pages the same until the commands change.
	date := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	header := &doc.GenManHeader{Title: "WXBACKUP", Section: "1", Source: "wxbackup", Manual: "wxbackup", Date: &date}
	return write(filepath.Join(dir, "man"), func(d string) error { return doc.GenManTree(root, header, d) })
}

// quiet leaves the day of generation out of every page.
func quiet(c *cobra.Command) {
	c.DisableAutoGenTag = true
	for _, child := range c.Commands() {
		quiet(child)
	}
}

// write fills an empty folder.
func write(dir string, fill func(string) error) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return fill(dir)
}
