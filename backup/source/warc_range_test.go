package source

import (
	"errors"
	"io/fs"
	"testing"
)

// A player asks for a film from the first byte on and is answered with a range.
func TestAFilmIsARangeThatIsAllOfIt(t *testing.T) {
	const address = "https://mpvideo.qpic.cn/0bc3aaaa.f10002.mp4"
	for contentRange, whole := range map[string]bool{
		"bytes 0-4/5": true, "bytes 0-3/5": false, "bytes 1-4/5": false, "bytes 0-4/*": false, "": false, "bytes 0-": false,
	} {
		film := response(address, "video/mp4", "films")
		film.status = "206 Partial Content\r\nContent-Range: " + contentRange
		b := openBundle(t, openWARC, response("https://mp.weixin.qq.com/s/a", "text/html", "<html>").String()+film.String())
		r, err := b.part(address)
		if whole && err != nil || !whole && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: part = %v", contentRange, err)
		}
		if err == nil {
			r.Close()
		}
	}
}
