package emit

import "testing"

func TestCaddyAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize)
	m := build(t, in)
	testServer(t, startCaddy(t, m, caddySite), in, m, nil)
}
