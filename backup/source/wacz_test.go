package source

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const pageListHead = `{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}` + "\n"

func TestWACZ(t *testing.T) {
	frame := response("https://www.example.com/frame", "text/html", "<html>frame")
	first := response("https://mp.weixin.qq.com/s/1", "text/html", "<html>1")
	other := response("https://mp.weixin.qq.com/s/other", "text/html", "<html>other")
	picture := response("https://mmbiz.qpic.cn/1", "image/png", "\x89PNG")
	pages := string(gzipped(t, warcInfo, frame.String(), first.String(), other.String()))
	pictures := writeWARC(picture)
	archives := []string{"archive/data.warc.gz", pages, "archive/more.warc", pictures, "indexes/index.cdx", "x", "archive/notes.txt", "x"}
	for name, c := range map[string]struct {
		files []string
		want  []string
	}{
		"listed": {
			append([]string{"pages/pages.jsonl", pageListHead + `{"url":"https://mp.weixin.qq.com/s/1#wechat_redirect","ts":"2024-07-05T00:30:00Z"}` + "\n"}, archives...),
			[]string{first.address},
		},
		"listed in two": {
			append(archives, "pages/pages.jsonl", pageListHead+`{"url":"https://www.example.com/frame"}`, "pages/extraPages.jsonl", pageListHead+`{"url":"https://mp.weixin.qq.com/s/other"}`),
			[]string{other.address, frame.address},
		},
		"no list":         {archives, []string{first.address, other.address, frame.address}},
		"empty list":      {append(archives, "pages/pages.jsonl", pageListHead), []string{first.address, other.address, frame.address}},
		"list of nothing": {append(archives, "pages/pages.jsonl", `{"url":"https://none.example/"}`+"\nno JSON\n"), []string{first.address, other.address, frame.address}},
	} {
		for _, method := range []uint16{zip.Store, zip.Deflate} {
			b := openBundle(t, openWACZ, zipOf(t, method, c.files...))
			if b.damage != nil {
				t.Errorf("%s: damage %v", name, b.damage)
			}
			if diff := cmp.Diff(c.want, addressesOf(b)); diff != "" {
				t.Errorf("%s, method %d: addresses (-want +got):\n%s", name, method, diff)
			}
			for _, r := range []writtenRecord{frame, first, other, picture} {
				if got := readPart(t, b, r.address); got != r.body {
					t.Errorf("%s, method %d: part %s = %q", name, method, r.address, got)
				}
			}
		}
	}
}

func TestBrokenWACZ(t *testing.T) {
	page := string(gzipped(t, response(shortAddress, "text/html", "<html>").String()))
	for name, c := range map[string]struct {
		files []string
		want  error
	}{
		"cut archive":        {[]string{"archive/a.warc.gz", page, "archive/b.warc.gz", page[:len(page)-20]}, io.ErrUnexpectedEOF},
		"archive of rubbish": {[]string{"archive/a.warc.gz", page, "archive/b.warc.gz", "rubbish"}, errNoRecord},
		"endless line":       {[]string{"archive/a.warc.gz", page, "pages/pages.jsonl", strings.Repeat("x", maxPageLine+1)}, bufio.ErrTooLong},
	} {
		b := openBundle(t, openWACZ, zipOf(t, zip.Store, c.files...))
		if !errors.Is(b.damage, c.want) || readPages(t, b)[0] != "<html>" {
			t.Errorf("%s: damage %v, want %v", name, b.damage, c.want)
		}
	}
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"no zip":           {"no zip", zip.ErrFormat},
		"no archive":       {zipOf(t, zip.Store, "datapackage.json", "{}"), errNoPage},
		"only pictures":    {zipOf(t, zip.Store, "archive/a.warc", writeWARC(response("https://a.example/", "image/png", "PNG"))), errNoPage},
		"only one, broken": {zipOf(t, zip.Store, "archive/a.warc", "rubbish"), errNoRecord},
	} {
		if _, err := openWACZ(strings.NewReader(c.content), int64(len(c.content))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
