package redirect

import (
	"errors"
	"net/url"
	"path"
	"strings"
	"testing"
)

func TestTargetIsThePathBelowTheBaseURL(t *testing.T) {
	tests := []struct{ base, path, want string }{
		{"", "/posts/a/", "/posts/a/"},
		{"", "posts/a", "/posts/a"},
		{"", "/", "/"},
		{"/blog/", "/posts/a/", "/blog/posts/a/"},
		{"https://example.com", "/posts/a/", "https://example.com/posts/a/"},
		{"https://Example.com:8443/blog", "/posts/a/", "https://example.com:8443/blog/posts/a/"},
		{"https://例子.cn/", "/文/", "https://xn--fsqu00a.cn/%E6%96%87/"},
		{"https://example.com/博客/", "/a/", "https://example.com/%E5%8D%9A%E5%AE%A2/a/"},
		{"http://[::1]:80/", "/a/", "http://[::1]:80/a/"},
		{"", "//evil.example/", "/evil.example/"},
		{"", `/\evil.example/`, "/%5Cevil.example/"},
		{"", "/../../a/", "/a/"},
		{"", "/100%/?a=b#c/", "/100%25/%3Fa%3Db%23c/"},
		{"", "/$host/';{}\"\r\n/", "/%24host/%27%3B%7B%7D%22%0D%0A/"},
	}
	for _, tt := range tests {
		s, err := parseSite(tt.base)
		if err != nil {
			t.Errorf("parseSite(%q): %v", tt.base, err)
			continue
		}
		if got := s.target(tt.path); got != tt.want {
			t.Errorf("target of %q below %q is %q, want %q", tt.path, tt.base, got, tt.want)
		}
	}
}

func TestParseMirrorReadsAHostOfTheOwners(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "old.example.com": "old.example.com", "https://Old.Example.com/": "old.example.com", "例子.cn": "xn--fsqu00a.cn", "old.example.com:8080": "old.example.com",
	} {
		if got, err := ParseMirror(text); got != want || err != nil {
			t.Errorf("ParseMirror(%q) is %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"mp.weixin.qq.com", "https://mp.weixin.qq.com/", "old.example.com/s/", "nothing", "/s/", "$host.x", "https://a@old.example.com"} {
		if got, err := ParseMirror(text); !errors.Is(err, ErrMirror) {
			t.Errorf("ParseMirror(%q) is %q, %v; want ErrMirror", text, got, err)
		}
	}
}

func TestParseSiteRefusesWhatIsNoSite(t *testing.T) {
	for _, base := range []string{
		"example.com/\x00", "ftp://example.com/", "https:///posts/", "https://user@example.com/",
		"https://example.com/?a=b", "https://example.com/#a", "mailto:a@example.com",
		"//example.com/", "https://exam;ple.com/", "https://$host/", "https://a{b}/", "https://a\"b/",
	} {
		if _, err := parseSite(base); !errors.Is(err, ErrBaseURL) {
			t.Errorf("parseSite(%q) gives %v, want ErrBaseURL", base, err)
		}
	}
}

func TestSourceOfAFormerPath(t *testing.T) {
	tests := []struct {
		former string
		want   Source
		ok     bool
	}{
		{"/posts/旧/", Source{Path: "/posts/旧"}, true},
		{"/posts/旧", Source{Path: "/posts/旧"}, true},
		{"posts//./a/../旧//", Source{Path: "/posts/旧"}, true},
		{"/s/" + short1 + "/", Source{ShortID: short1}, true},
		{"/s/short/", Source{Path: "/s/short"}, true},
		{"/", Source{}, false},
		{"/s/", Source{}, false},
		{"/mp/appmsg/show/", Source{}, false},
		{"/a\tb/", Source{}, false},
		{"/a\xffb/", Source{}, false},
	}
	for _, tt := range tests {
		got, ok := site{}.source(tt.former)
		if got != tt.want || ok != tt.ok {
			t.Errorf("source of %q is %+v, %v; want %+v, %v", tt.former, got, ok, tt.want, tt.ok)
		}
	}
}

// net/url, which shares no code with escapePath, must read every target as the
// published path on the site's own host.
func FuzzTargetStaysOnTheSite(f *testing.F) {
	for _, seed := range []string{"/posts/中文/", "//evil.example/", "/\\evil.example", "/a\r\nSet-Cookie: x/", "/%2e%2e/%/", "https://evil.example/", "/$uri;{}'\"/"} {
		f.Add(seed)
	}
	base, err := url.Parse("https://example.com/now/")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, published string) {
		for _, s := range []site{{}, {origin: "https://example.com", prefix: "/blog/"}} {
			target := s.target(published)
			u, err := base.Parse(target)
			if err != nil {
				t.Fatalf("target %q: %v", target, err)
			}
			if u.Scheme != "https" || u.Host != "example.com" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
				t.Errorf("target %q of %q leaves the site", target, published)
			}
			want := path.Clean("/" + s.prefix + "/" + published)
			if got := path.Clean(u.Path); got != want {
				t.Errorf("target %q of %q is read as %q, want %q", target, published, got, want)
			}
			if strings.Trim(target, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/:") != "" {
				t.Errorf("target %q of %q holds reserved characters", target, published)
			}
		}
	})
}
