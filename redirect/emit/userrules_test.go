package emit

import (
	"strings"
	"testing"

	"wxbackup/article"
)

// leaving are requests that the rules of the hostile archive leave to the
// user's own configuration, or answer with a page of the user's.
func leaving() []leavingTest {
	biz := article.PadBiz(testBiz)
	return []leavingTest{
		{"/", 200, "home"},
		{"/own/", 200, "own page"},
		{"/About/", 404, ""}, // a page of the site; the former path /about/ must not hide it
		{"/s", 404, ""},
		{"/s/", 404, ""},
		{"/s/" + short3, 404, ""},
		{"/s/" + short1 + "x", 404, ""},
		{"/S/" + short1, 404, ""},
		{"/s/" + strings.ToUpper(short1), 404, ""},
		{"/s?__biz=" + biz + "&mid=2650000001&tempkey=abc", 404, ""},
		{"/s?__biz=" + biz + "&mid=2650000001&preview=1", 404, ""},
		{"/s?__biz=" + biz + "&mid=2650000009", 404, ""}, // known, not published
		{"/s?__biz=" + alienBiz + "&mid=7&idx=2", 404, ""},
		{"/s?__biz=" + biz + "&mid=2650000002&idx=1", 410, "the user's own page"},
		{"/mp/rumor?__biz=" + biz + "&mid=5&idx=65535", 410, "the user's own page"},
		{"/gone.html", 200, "the user's own page"},
		{"/100%25/%e6%96%87%20%3F", 404, ""},
	}
}

type leavingTest struct {
	target string
	status int
	body   string
}

func testLeaving(t *testing.T, s site, tests []leavingTest) {
	t.Helper()
	for _, tt := range tests {
		if a := s.get(t, tt.target); a.status != tt.status || a.location != "" || !strings.Contains(a.body, tt.body) {
			t.Errorf("%s: %d %q %.60q, want %d %q", tt.target, a.status, a.location, a.body, tt.status, tt.body)
		}
	}
}

func TestApacheLeavesEverythingElseToTheUser(t *testing.T) {
	host := "ErrorDocument 410 /gone.html\n" + includeApache
	testLeaving(t, startApache(t, files(t, "apache", build(t, hostile())), host, nil), leaving())
}

func TestHtaccessLeavesEverythingElseToTheUser(t *testing.T) {
	files := inWebRoot(files(t, "htaccess", build(t, hostile())))
	files[0].Data = append(files[0].Data, "ErrorDocument 410 /gone.html\n"...)
	testLeaving(t, startApache(t, files, "", nil), append(leaving(),
		leavingTest{"/wxbackup-redirects/", 404, ""},
		leavingTest{"/wxbackup-redirects/0/", 404, ""},
		leavingTest{"/wxbackup-redirects/0/.htaccess", 404, ""}))
}

// A blog program asks for all paths that are no file, with rules of its own
// below those of this format.
func TestHtaccessHandsRequestsBackToABlogProgram(t *testing.T) {
	files := inWebRoot(files(t, "htaccess", build(t, hostile())))
	files[0].Data = append(files[0].Data, `
RewriteRule "^shop/(.*)$" "/own/?of=$1" [QSA,L]
RewriteCond "%{REQUEST_URI}" "%$"
RewriteRule "^" "-" [F]
RewriteCond "%{REQUEST_FILENAME}" !-f
RewriteCond "%{REQUEST_FILENAME}" !-d
RewriteRule "." "/own/index.html" [L]
`...)
	s := startApache(t, files, "", nil)
	for target, want := range map[string]int{"/2024/03/old-post/?a=b%20c": 200, "/shop/x": 200, "/s/unknown": 200, "/100%25": 403, "/": 200, "/gone.html": 200, "/s/" + short1: 301} {
		if a := s.get(t, target); a.status != want {
			t.Errorf("%s: %d, want %d", target, a.status, want)
		}
	}
}

func TestLighttpdLeavesEverythingElseToTheUser(t *testing.T) {
	s, _ := startLighttpd(t, build(t, hostile()))
	testLeaving(t, s, leaving())
}
