package emit

import (
	"strings"
	"testing"

	"wxbackup/redirect"
)

func TestCloudflareAnswersByTheRules(t *testing.T) {
	for name, m := range hostMaps(t) {
		t.Run(name, func(t *testing.T) {
			testHost(t, "cloudflare", "cloudflare/_redirects", m, nodeHost("cloudflare.mjs"))
		})
	}
}

// A file at the limit is read whole, and what is over it is told.
func TestCloudflareTakesAsManyRulesAsItDoes(t *testing.T) {
	m := build(t, manyArticles(1000))
	out := emit(t, "cloudflare", m)
	file := fileNamed(t, out, "cloudflare/_redirects")
	if n := strings.Count(string(file), " 301\n"); n != cloudflareMaxRows {
		t.Errorf("there are %d rows, want %d", n, cloudflareMaxRows)
	}
	over := out.Unserved[len(out.Unserved)-1]
	if over.Count != 500 || over.Instead != "cloudflare-bulk" || over.Rules[0].Source.Kind() != redirect.Former {
		t.Errorf("%d rules are over the limit, want 500 earlier paths", over.Count)
	}
	asks := []hostAsk{{Host: mirror, Target: "/s/" + m.Of(redirect.Short)[0].Source.ShortID}, {Host: hostSite, Target: m.Of(redirect.Former)[499].Source.Path + "/"}}
	for i, got := range nodeHost("cloudflare.mjs")(t, file, asks) {
		if got.Status != 301 {
			t.Errorf("%s: %d, want 301", asks[i].Target, got.Status)
		}
	}
}

func TestCloudflareTellsRulesThatAreTooLong(t *testing.T) {
	in := manyArticles(1)
	in.Former[0].Path = "/" + strings.Repeat("文", 110)
	out := emit(t, "cloudflare", build(t, in))
	if last := out.Unserved[len(out.Unserved)-1]; last.Count != 1 || !strings.Contains(last.Reason, "1,000 characters") {
		t.Errorf("unserved is %+v", last)
	}
}
