package emit

import (
	"strings"
	"testing"

	"wxbackup/redirect"
)

// inWebRoot are the files of the format as the README tells to upload them.
func inWebRoot(files []File) []File {
	for i, f := range files {
		files[i].Name = strings.Replace(f.Name, "htaccess/", "site/", 1)
	}
	return files
}

// The rules are those of all articles. Every request takes Apache half a
// millisecond, so only one article of seven is asked for.
func TestHtaccessAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	s := startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil)
	testServer(t, s, oneOf(7, in), m, nil)
}

// oneOf is a part of the suite's archive: one article of n, with its paths and
// the rows of the owner's list that name it.
func oneOf(n int, in redirect.Input) redirect.Input {
	part := redirect.Input{BaseURL: in.BaseURL}
	for i := 0; i < len(in.Former); i += n {
		part.Articles = append(part.Articles, in.Articles[i])
		part.Former = append(part.Former, in.Former[i])
	}
	for i := 0; i < len(in.Legacy); i += n {
		part.Legacy = append(part.Legacy, in.Legacy[i])
	}
	return part
}

func TestHtaccessReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil), m, nil)
}

func TestHtaccessFindsPathsThatMeanSomethingToApache(t *testing.T) {
	m := build(t, hostilePaths(400))
	testHostilePaths(t, startApache(t, inWebRoot(files(t, "htaccess", m)), "", nil), m)
}

func TestHtaccessCallsAListedArticleGone(t *testing.T) {
	testGoneArticle(t, startApache(t, inWebRoot(files(t, "htaccess", build(t, goneArticle()))), "", nil))
}
