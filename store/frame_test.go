package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// script is an invented script of n bytes that differs by seed.
func script(seed uint64, n int) string {
	random := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "function f%d(a){return a+%d}\n", random.IntN(1000), random.IntN(1000))
	}
	return b.String()[:n]
}

func TestSharedFindsLargeScriptsAndStyles(t *testing.T) {
	large, small := script(1, minShared), script(2, minShared-1)
	for _, c := range []struct{ name, page, want string }{
		{"script", "<p>文</p><script nonce=\"1\">" + large + "</script><p>", large},
		{"style", "<style>" + large + "</style>", large},
		{"small ones are passed over", "<script>" + small + "</script><style>" + large + "</style>", large},
		{"never closed", "<script>" + large, large},
		{"nothing large", "<script>" + small + "</script><span><section><s", ""},
		{"no tag end", "<script", ""},
		{"empty", "", ""},
	} {
		start, end, ok := shared([]byte(c.page))
		if got := c.page[start:end]; ok != (c.want != "") || got != c.want {
			t.Errorf("%s: found %d bytes, %t; want %d", c.name, len(got), ok, len(c.want))
		}
	}
}

// TestPagesUnpackToTheirBytes packs pages that share scripts, at once, so that
// frames come from the cache and from the encoder.
func TestPagesUnpackToTheirBytes(t *testing.T) {
	c := testCodec(t)
	var workers sync.WaitGroup
	for worker := range uint64(4) {
		workers.Go(func() {
			for n := range uint64(20) {
				page := fmt.Appendf(nil, "<p>%d %d</p><script>%s</script><p>后</p><style>%s</style>", worker, n, script(n%3, 80<<10), script(n%2, 70<<10))
				requireUnpacks(t, c, page)
			}
		})
	}
	workers.Wait()
}

func TestCacheOfFramesStaysBounded(t *testing.T) {
	c := testCodec(t)
	for n := range uint64(70) {
		requireUnpacks(t, c, []byte("<script>"+script(n, 1<<20)+"</script>"))
	}
	held := 0
	for _, p := range c.shared.pieces {
		held += len(p.frame)
	}
	if held > maxFrames || held != c.shared.size || held == 0 {
		t.Errorf("cache holds %d bytes and counts %d, want at most %d", held, c.shared.size, maxFrames)
	}
}

func testCodec(t *testing.T) *codec {
	t.Helper()
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.close)
	return c
}

func requireUnpacks(t *testing.T, c *codec, page []byte) {
	t.Helper()
	err := c.packPage(page, func(frames []byte) error {
		got, err := c.unpack(frames)
		if err == nil && !bytes.Equal(got, page) {
			err = fmt.Errorf("%d bytes came back as %d others", len(page), len(got))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
