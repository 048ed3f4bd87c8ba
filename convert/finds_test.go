package convert_test

import (
	"strings"
	"testing"

	"wxbackup/convert"
)

// finds are bodies that fuzzing found to arrive otherwise than they were.
var finds = map[string]string{
	"two bullets, the second before a raised space": `<ul><li>• *<sup> x</sup>y</li></ul>`,
	"a bullet before a raised space":                `<ul><li>•<sup> x</sup>y</li></ul>`,
	"a bullet before two breaks of a heading":       `<ul><li><h3>- <br><br>甲</h3></li></ul>`,
	"a bullet before two breaks of a paragraph":     `<ul><li><p>- <br><br>甲</p></li></ul>`,
	"a bullet before two breaks around no heading":  `<h2><ul><li>• <br><br>甲<p>乙</p></li></ul></h2>`,
	"a bullet before two breaks of an item":         `<h2><ul><li><span>•</span> <br><br>	~~</li></ul></h2>`,
	"a bullet before a break of a heading":          `<ul><li><h3>- <br>甲</h3></li></ul>`,
	"a number behind a list that shows nothing":     `<ol style="font-size: 0"><li><ul><li>甲</li></ul><i style="font-size: 20px">1. 乙</i></li></ol>`,
	"a link that would define a reference":          `<p><a href="https://x.example/0_"><code>a]: b</code></a></p>`,
	"a quote of code with its source":               `<blockquote class="js_blockquote_wrap" data-source-title="乙"><code>f(x)</code></blockquote>`,
	"a picture in code":                             `<p><code>甲<img data-src="https://mmbiz.qpic.cn/mmbiz_png/0abcdefghijklmnopqrst/640">乙</code></p>`,
	"bold in code":                                  `<p><code>a<b>b</b></code></p>`,
}

func TestFindsArriveWhole(t *testing.T) {
	for name, body := range finds {
		t.Run(name, func(t *testing.T) {
			converter := convert.New()
			d, err := converter.Read([]byte(pageHead + body + pageTail))
			if err != nil {
				t.Fatal(err)
			}
			text, err := converter.Markdown(d, destination)
			if err != nil {
				t.Fatal(err)
			}
			if problems := differences(d.Article.Fidelity); len(problems) > 0 {
				t.Errorf("%s: %v\n%s", strings.Join(problems, ", "), d.Article.Losses, text)
			}
		})
	}
}
