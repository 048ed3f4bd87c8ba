package redirect

import (
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

func TestSourcesAreInTheOrderOfRules(t *testing.T) {
	long := Source{Key: article.Key{Biz: biz, Mid: 7, Idx: 2}}
	const query = "__biz=" + biz + "&amp;mid=7&idx=2"
	for name, c := range map[string]struct {
		host, path, query string
		want              []Source
	}{
		"host, path, query": {"a.example", "/p", "x=1", []Source{
			{Host: "a.example", Path: "/p", Query: "x=1"}, {Path: "/p", Query: "x=1"}, {Host: "a.example", Path: "/p"}, {Path: "/p"},
		}},
		"marks of sharing":       {"", "/p", "x=1&utm_source=y&z=2", []Source{{Path: "/p", Query: "x=1"}, {Path: "/p"}}},
		"only marks of sharing":  {"", "/p", "from=timeline", []Source{{Path: "/p"}}},
		"port and case of host":  {"A.Example:8080", "/p", "", []Source{{Host: "a.example", Path: "/p"}, {Path: "/p"}}},
		"full name of host":      {"a.example.", "/p", "", []Source{{Host: "a.example", Path: "/p"}, {Path: "/p"}}},
		"IPv6":                   {"[::1]:80", "/p", "", []Source{{Host: "::1", Path: "/p"}, {Path: "/p"}}},
		"IPv6 without port":      {"[::1]", "/p", "", []Source{{Host: "::1", Path: "/p"}, {Path: "/p"}}},
		"escapes, case, slashes": {"", "/%E6%97%A7//A/../B/", "", []Source{{Path: "/旧/B"}}},
		"out of the root":        {"", "/../..", "", []Source{{Path: "/"}}},
		"broken escape":          {"a.example", "/%zz", "", nil},
		"percent sign":           {"", "/100%25/x", "", []Source{{Path: "/100%/x"}}},
		"short":                  {"", "/s/" + short1 + "/", "", []Source{{ShortID: short1}}},
		"long":                   {"", "/s", query, []Source{{Path: "/s", Query: query}, long}},
		"long, older path":       {"", "/mp/appmsg/show/", query, []Source{{Path: "/mp/appmsg/show", Query: query}, long}},
		"preview":                {"", "/s", query + "&preview=1", []Source{{Path: "/s", Query: query + "&preview=1"}, {Path: "/s"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Sources(c.host, c.path, c.query)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What a rule stands for is what a request for its address is for.
func TestSourcesFindWhatListsSay(t *testing.T) {
	for _, address := range []string{
		"http://old.example/archives/1.html", "http://old.example/?p=1", "/index.php?a=b&c=d", "/旧/页", "https://old.example:8443/x/",
		"https://mp.weixin.qq.com/s/" + short1, "http://旧.example/x?a=文",
	} {
		source, ok := site{}.oldAddress(address)
		if !ok {
			t.Fatalf("%s is no old address", address)
		}
		r, err := http.NewRequest(http.MethodGet, "http://any.example"+source.URLPath()+"/?"+source.Query+"&from=timeline", nil)
		if err != nil {
			t.Fatal(err)
		}
		if host := source.Host; host != "" {
			r.Host = host + ":80"
		}
		if got := Sources(r.Host, r.URL.EscapedPath(), r.URL.RawQuery); !slices.Contains(got, source) {
			t.Errorf("%s: %+v is not in %+v", address, source, got)
		}
	}
}
