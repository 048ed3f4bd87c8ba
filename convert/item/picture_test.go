package item

import "testing"

func TestPicturesGetTheirAddressBack(t *testing.T) {
	const original = "https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/640?wx_fmt=png"
	for name, c := range map[string]struct{ address, want string }{
		"own":                 {original, original},
		"without a scheme":    {"//mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0", "//mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0"},
		"parameter":           {"https://proxy.example/img?url=https%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2Fabcdefghijklmnopqrst%2F640%3Fwx_fmt%3Dpng", original},
		"escaped parameters":  {"/img?w=1&amp;u=https%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2Fabcdefghijklmnopqrst%2F640%3Fwx_fmt%3Dpng", original},
		"parameter as it was": {"/img?url=" + original, original},
		"no scheme inside":    {"https://images.weserv.nl/?url=mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0", "https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0"},
		"end of the path":     {"/static/res/logo/" + original, original},
		"somebody else's":     {"https://proxy.example/img?url=https%3A%2F%2Fblog.example%2Fa.png", "https://proxy.example/img?url=https%3A%2F%2Fblog.example%2Fa.png"},
		"local":               {"assets/a.png", "assets/a.png"},
		"none":                {"", ""},
		"broken":              {"http://[::1/%zz?url=%zz", "http://[::1/%zz?url=%zz"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := originalPicture(c.address); got != c.want {
				t.Errorf("original of %q is %q, want %q", c.address, got, c.want)
			}
		})
	}
}

func TestBodiesLeaveTheirShell(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"shell":           {`<style>p{}</style><div id="js_content" style="visibility:hidden"><p>一</p></div>`, "p"},
		"not alone":       {`<div class="rich_media_content"><p>一</p></div><p>二</p>`, "div"},
		"text beside":     {`前言<div class="rich_media_content"><p>一</p></div>`, "div"},
		"without a shell": {`<p>一</p>`, "p"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Statement{}
			if err := (&told{content: c.content}).body(s); err != nil {
				t.Fatal(err)
			}
			first := ""
			for n := range s.Body.ChildNodes() {
				if n.Data == "p" || n.Data == "div" {
					first = n.Data
					break
				}
			}
			if first != c.want {
				t.Errorf("body begins with <%s>, want <%s>", first, c.want)
			}
		})
	}
}
