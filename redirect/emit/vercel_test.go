package emit

import (
	"strings"
	"testing"

	"wxbackup/redirect"
)

func TestVercelAnswersByTheRules(t *testing.T) {
	for name, m := range hostMaps(t) {
		t.Run(name, func(t *testing.T) {
			testHost(t, "vercel", "vercel/vercel.json", m, nodeHost("vercel.mjs"))
		})
	}
}

func TestVercelTakesAsManyRedirectsAsItDoes(t *testing.T) {
	m := build(t, manyArticles(1100))
	out := emit(t, "vercel", m)
	file := fileNamed(t, out, "vercel/vercel.json")
	if n := strings.Count(string(file), `"statusCode":301`); n != vercelMaxRedirects {
		t.Errorf("there are %d redirects, want %d", n, vercelMaxRedirects)
	}
	counts := map[string]int{}
	for _, u := range out.Unserved {
		counts[u.Instead] += u.Count
	}
	if counts["html"] != 2200-vercelMaxRedirects || counts["resolver"] != 1100 {
		t.Errorf("unserved by what serves them: %v", counts)
	}
	former := m.Of(redirect.Former)[vercelMaxRedirects-1100-1]
	if got := nodeHost("vercel.mjs")(t, file, []hostAsk{{Host: hostSite, Target: former.Source.Path}}); got[0] != (hostAnswer{301, former.Target}) {
		t.Errorf("%s: %v", former.Source, got[0])
	}
}
