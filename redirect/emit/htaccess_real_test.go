package emit

import (
	"strings"
	"testing"
)

// inWebRoot are the files of the format as the README tells to upload them.
func inWebRoot(files []File) []File {
	for i, f := range files {
		files[i].Name = strings.Replace(f.Name, "htaccess/", "site/", 1)
	}
	return files
}

func TestHtaccessAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(300)
	m := build(t, in)
	s := startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil)
	testServer(t, s, in, m, nil)
}

func TestHtaccessReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil), m)
}

func TestHtaccessFindsPathsThatMeanSomethingToApache(t *testing.T) {
	m := build(t, hostilePaths(400))
	testHostilePaths(t, startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil), m)
}
