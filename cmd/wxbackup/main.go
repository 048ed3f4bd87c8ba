// Command wxbackup keeps the articles of a WeChat Official Account: it reads
// exports into an archive, publishes them as a site and redirects their old
// addresses.
package main

import (
	"os"

	"wxbackup/cmd"
)

// version is set by the linker for releases.
var version string

func main() {
	os.Exit(cmd.Main(os.Args[1:], cmd.Env{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Version: version}))
}
