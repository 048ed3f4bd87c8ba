package source_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"wxbackup/backup/source"
)

// countdown is a context that is cancelled when it was asked so many times.
type countdown struct {
	context.Context
	left *atomic.Int64
}

func (c countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// What has to be read for long before the first page of it is found can be
// interrupted: to look at the files alone asks far fewer times.
func TestReadingThroughALargeFileIsInterrupted(t *testing.T) {
	noise := make([]byte, 8<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	film := string(noise)
	files := map[string]string{"a.html": page, "film": film}
	for name, content := range map[string][]byte{
		"a.tar.gz": packers[".tar.gz"](t, files),
		"a.zip":    pack(t, entry{name: "b.zip", content: string(packers[".zip"](t, files))}),
		"a.warc.gz": gzipped(t, []byte(warcResponse("https://example.com/a", "video/mp4", film)+
			warcResponse("https://mp.weixin.qq.com/s/a", "text/html", page))),
		"a.mhtml": []byte(mhtml("https://mp.weixin.qq.com/s/a", page, "https://mmbiz.qpic.cn/a", film)),
	} {
		t.Run(name, func(t *testing.T) {
			left, path := spoolDir(t), onDisk(t, name, content)
			asked := &atomic.Int64{}
			asked.Store(1 << 40)
			walk := func() error {
				return source.Walk(countdown{t.Context(), asked}, []string{path}, source.Visitor{
					Document:   func(d *source.Document) error { d.Close(); return nil },
					Skipped:    func(string, string) error { return nil },
					Unreadable: func(path string, err error) error { t.Errorf("%q: %v", path, err); return nil },
				})
			}
			if err := walk(); err != nil {
				t.Fatal(err)
			}
			asked.Store(40)
			if err := walk(); !errors.Is(err, context.Canceled) {
				t.Errorf("Walk = %v", err)
			}
			assertEmpty(t, left)
		})
	}
}
