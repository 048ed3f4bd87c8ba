package loads_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/publish/loads"
)

// far is an address on another host, by its name.
func far(name string) string { return "https://far.example/" + name }

func TestOf(t *testing.T) {
	tests := map[string]struct {
		file, text string
		want       []string
	}{
		"nothing":                         {"a.md", "# 慢车\n\n夜里的[时刻表](https://far.example/1)，![近处的](1.png)。", nil},
		"image":                           {"a.md", "看图：![月台](https://far.example/1.png)", []string{far("1.png")}},
		"image twice":                     {"a.md", "![](https://far.example/1)![](https://far.example/1)", []string{far("1")}},
		"image in a link in a cell":       {"a.md", "|站|\n|-|\n|[![](http://far.example/1)](x)|", []string{"http://far.example/1"}},
		"image by reference":              {"a.md", "![站][a]\n\n[a]: //far.example/1", []string{"//far.example/1"}},
		"destination with escapes":        {"a.md", `![](https://far.example/a\_b?x=1&amp;y=2)`, []string{far("a_b?x=1&y=2")}},
		"image in code":                   {"a.md", "`![](https://far.example/1)`\n\n```\n![](https://far.example/2)\n```", nil},
		"image in a formula":              {"a.md", "$![](https://far.example/1)$", nil},
		"escaped image":                   {"a.md", `\![](https://far.example/1)`, nil},
		"HTML in a line":                  {"a.md", `看 <img src="https://far.example/1"> 图`, []string{far("1")}},
		"HTML as a block":                 {"a.md", "<div>\n<iframe src='https://far.example/1'></iframe>\n</div>", []string{far("1")}},
		"style as a block":                {"a.md", "<style>\np { background: url(https://far.example/1) }\n</style>", []string{far("1")}},
		"front matter":                    {"a.md", "---\ntitle: '![](https://far.example/1)'\n---\n\n![](https://far.example/2)", []string{far("2")}},
		"front matter of TOML":            {"a.md", "+++\ntitle = '![](https://far.example/1)'\n+++\n", nil},
		"rule, no front matter":           {"a.md", "---\n![](https://far.example/1)", []string{far("1")}},
		"page":                            {"a.html", `<a href="https://far.example/0"><img src=https://far.example/1 srcset="https://far.example/2 1x, /3 2x,https://far.example/a,b 3x"></a>`, []string{far("1"), far("2"), far("a,b")}},
		"media":                           {"a.html", `<video poster="https://far.example/1"><source src="https://far.example/2"><track src="//far.example/3"></video><audio src="https://far.example/4">`, []string{"//far.example/3", far("1"), far("2"), far("4")}},
		"frames and objects":              {"a.html", `<iframe src="https://far.example/1" srcdoc="<img src='https://far.example/2'>"></iframe><object data="https://far.example/3"></object><embed src="https://far.example/4">`, []string{far("1"), far("2"), far("3"), far("4")}},
		"scripts and sheets":              {"a.html", `<link rel="stylesheet" href="https://far.example/1"><link rel=canonical href="https://far.example/2"><link rel="preload icon" href="https://far.example/3"><script src="https://far.example/4"></script>`, []string{far("1"), far("3"), far("4")}},
		"backgrounds":                     {"a.html", `<table background="https://far.example/1"><tr><td style="background:url( 'https://far.example/2' )">`, []string{far("1"), far("2")}},
		"drawing":                         {"a.html", `<svg><image xlink:href="https://far.example/1"/><use href="https://far.example/2#a"/><a xlink:href="https://far.example/3"></a></svg>`, []string{far("1"), far("2#a")}},
		"addresses as browsers take them": {"a.html", "<img src=' HTTPS://far.example/1\n2 '><img src='\\\\far.example/3'><img src='/\\far.example/4'>", []string{"//far.example/3", "//far.example/4", "HTTPS://far.example/12"}},
		"template":                        {"a.html", `{{ with .X }}<img src="{{ .RelPermalink }}"><script src="https://far.example/1"></script>{{ end }}`, []string{far("1")}},
		"data and near":                   {"a.html", `<img src="data:image/gif;base64,R0lGODlh"><img src="/1.png"><img src="2.png"><img src="#"><img src="">`, nil},
		"sheet":                           {"a.css", `@import "https://far.example/1"; @import url(//far.example/2) screen; p { background: URL( "https://far.example/3" ); content: "https://far.example/4"; cursor: url(https://far.example/5), auto }`, []string{"//far.example/2", far("1"), far("3"), far("5")}},
		"sets of pictures":                {"a.css", `p { background: image-set("https://far.example/1" 1x, url(https://far.example/2) 2x) } q { content: "https://far.example/3" }`, []string{far("1"), far("2")}},
		"escapes in a sheet":              {"a.css", `@\69mport "https://far.example/1"; p { background: url(\68 ttps://far.example/2), u\72l("https://far.example/3") }`, []string{far("1"), far("2"), far("3")}},
		"comment in a sheet":              {"a.css", `/* url(https://far.example/1) */ p { color: red }`, nil},
		"other file":                      {"a.toml", `x = "![](https://far.example/1)"`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, loads.Of(test.file, []byte(test.text))); diff != "" {
				t.Errorf("loads (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzOf requires of any bytes that reading them ends, and that what is found
// leaves the site.
func FuzzOf(f *testing.F) {
	f.Add("<img srcset=',, //a 1x'><style>@import '//b';\\", "a.md")
	f.Add("p{background:url(//a\\", "a.css")
	f.Add("<iframe srcdoc='<img src=//a>'><svg><style>x{y:url(", "a.html")
	f.Fuzz(func(t *testing.T, text, name string) {
		for _, name := range []string{name, "a.md", "a.html", "a.css"} {
			for _, address := range loads.Of(name, []byte(text)) {
				if address[0] == '/' && address[:2] != "//" || len(address) < 3 {
					t.Errorf("%q found in %s", address, name)
				}
			}
		}
	})
}
