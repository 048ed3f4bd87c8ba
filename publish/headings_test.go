package publish

import (
	"testing"

	"wxbackup/convert/clean"
)

func TestHeadingsStartAtTheSecondLevel(t *testing.T) {
	for in, want := range map[string]string{
		"<h1>甲</h1><h2>乙</h2>":                          "<h2>甲</h2><h3>乙</h3>",
		"<h2>甲</h2><h3>乙</h3>":                          "<h2>甲</h2><h3>乙</h3>",
		"<h4>甲</h4><blockquote><h5>乙</h5></blockquote>": "<h2>甲</h2><blockquote><h3>乙</h3></blockquote>",
		"<h3>甲</h3><h1>乙</h1>":                          "<h4>甲</h4><h2>乙</h2>",
		"<h1>甲</h1><h6>乙</h6>":                          "<h2>甲</h2><h6>乙</h6>",
		"<p>甲</p>":                                      "<p>甲</p>",
	} {
		root := parseBody(t, in)
		shiftHeadings(root)
		got, err := clean.Bytes(root)
		if err != nil || string(got) != want {
			t.Errorf("%s becomes %s, %v; want %s", in, got, err, want)
		}
	}
}
