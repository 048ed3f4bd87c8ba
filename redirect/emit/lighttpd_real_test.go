package emit

import (
	"strings"
	"testing"
)

func TestLighttpdAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize)
	m := build(t, in)
	s, _ := startLighttpd(t, m)
	testServer(t, s, in, m, refusingControls)
}

// refusingControls lets lighttpd refuse an address that holds a control
// character before it asks the rules.
func refusingControls(r request, a answer) bool {
	return a.status == 400 && strings.Contains(r.target, "%0d%0a")
}

func TestLighttpdReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	s, _ := startLighttpd(t, m)
	testQueries(t, s, m)
}

func TestLighttpdFindsPathsThatMeanSomethingToIt(t *testing.T) {
	m := build(t, hostilePaths(400))
	s, _ := startLighttpd(t, m)
	testHostilePaths(t, s, m)
}
