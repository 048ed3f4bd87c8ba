package page

import (
	"bytes"
	"testing"

	"golang.org/x/net/html"
)

// minLargePage is the size from which the quick way has to pay.
const minLargePage = 1 << 20

// largePages are the corpus' pages of the size that the platform sends since
// 2025.
func largePages(b *testing.B) (pages [][]byte, size int64) {
	b.Helper()
	for _, path := range pagesIn(b, corpusDir(b)) {
		if src := readFile(b, path); len(src) > minLargePage {
			pages, size = append(pages, src), size+int64(len(src))
		}
	}
	if len(pages) == 0 {
		b.Skip("the corpus has no large page")
	}
	return pages, size
}

func BenchmarkParse(b *testing.B) {
	pages, size := largePages(b)
	b.Run("quick", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for _, src := range pages {
				if _, err := Parse(src); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	// The yardstick: the parser alone, without reading anything from the tree.
	b.Run("html.Parse", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for _, src := range pages {
				if _, err := html.Parse(bytes.NewReader(src)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
