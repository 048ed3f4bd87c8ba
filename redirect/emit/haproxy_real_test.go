package emit

import "testing"

func TestHAProxyAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize)
	m := build(t, in)
	testServer(t, startHAProxy(t, m, haproxySite), in, m, nil)
}
