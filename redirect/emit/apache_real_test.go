package emit

import (
	"os/exec"
	"testing"
)

const includeApache = "Include \"${wxbackup_dir}/wxbackup.conf\"\n"

// toDBM does what the README tells the owner of a large archive to do.
func toDBM(t testing.TB) func(dir string) {
	return func(dir string) {
		out, err := exec.Command(tool(t, "httxt2dbm"), "-f", "sdbm", "-i", dir+"/apache/wxbackup-map.txt", "-o", dir+"/apache/wxbackup-map").CombinedOutput()
		if err != nil {
			t.Fatalf("httxt2dbm: %v\n%s", err, out)
		}
	}
}

func TestApacheAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	s := startApache(t, files(t, "apache", m), includeApache, toDBM(t))
	testServer(t, s, in, m, nil)
}

// Small archives need no database.
func TestApacheReadsTheMapAsText(t *testing.T) {
	in := thousands(60)
	m := build(t, in)
	testServer(t, startApache(t, files(t, "apache", m), includeApache, nil), in, m, nil)
}

func TestApacheReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startApache(t, files(t, "apache", m), includeApache, nil), m, nil)
}

func TestApacheFindsPathsThatMeanSomethingToIt(t *testing.T) {
	m := build(t, hostilePaths(400))
	testHostilePaths(t, startApache(t, files(t, "apache", m), includeApache, nil), m)
	testHostilePaths(t, startApache(t, files(t, "apache", m), includeApache, toDBM(t)), m)
}

func TestApacheCallsAListedArticleGone(t *testing.T) {
	testGoneArticle(t, startApache(t, files(t, "apache", build(t, goneArticle())), includeApache, nil))
}
