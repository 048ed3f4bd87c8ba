package bench

import (
	"archive/tar"
	"archive/zip"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// capture is a page with its pictures.
type capture struct {
	name, address, html string
	pictures            []shot
}

// shot is a picture: its address, the name of its file beside the page, and
// its bytes.
type shot struct{ address, name, data string }

// shotsPerPage and shotSize are what an article of the platform has at least.
const (
	shotsPerPage = 3
	shotSize     = 40 << 10
)

// captureOf is the invented page n. Its pictures are noise behind the head of
// a PNG, all different.
func captureOf(n int) capture {
	c := capture{name: fmt.Sprintf("%05d.html", n), address: fmt.Sprintf("https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe%05d", n)}
	noise := rand.New(rand.NewPCG(uint64(n), 0))
	var more strings.Builder
	for i := range shotsPerPage {
		data := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
		for len(data) < shotSize {
			data = append(data, byte(noise.Uint32()))
		}
		id := fmt.Sprintf("J5BapbXZeMhMUNdOUVuiZeD4oslH%05d%d", n, i)
		s := shot{"https://mmbiz.qpic.cn/mmbiz_png/" + id + "/640?wx_fmt=png", fmt.Sprintf("pictures/%05d-%d.png", n, i), string(data)}
		c.pictures = append(c.pictures, s)
		fmt.Fprintf(&more, `<p><img data-src="%s" src="./%s" data-w="640"></p>`, s.address, s.name)
	}
	c.html = inventedPage(n, more.String())
	return c
}

// BenchmarkImportFormats is an import of the same pages and pictures from each
// form, against one from plain files: bytes of the pages and pictures are the
// same, so that the ratio is that of the CPU time per byte.
func BenchmarkImportFormats(b *testing.B) {
	const pages = 200
	program, dir := build(b), memoryDir(b)
	plain := filepath.Join(dir, "plain")
	writePlain(b, plain, pages)
	for _, f := range []struct {
		name  string
		write func(b *testing.B, dir string, n int)
	}{{"zip", writeZip}, {"mhtml", writeMHTML}, {"warc", writeWARC}} {
		b.Run(f.name, func(b *testing.B) {
			export := filepath.Join(dir, f.name)
			f.write(b, export, pages)
			for b.Loop() {
				ratios := make([]float64, rounds)
				for i := range ratios {
					want := cpu(b, importing(b, program, memoryDir(b), []string{plain}))
					ratios[i] = float64(cpu(b, importing(b, program, memoryDir(b), []string{export}))) / float64(want)
				}
				b.ReportMetric(median(ratios), "cpu/plain")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

// BenchmarkMemoryOfContainers is the anonymous memory of an import of 10,000
// pages in one file against that of 1,000.
func BenchmarkMemoryOfContainers(b *testing.B) {
	program := build(b)
	for _, f := range []struct {
		name  string
		write func(b *testing.B, dir string, n int)
	}{{"zip", writeBareZip}, {"tar.zst", writeBareTar}, {"warc", writeBareWARC}} {
		b.Run(f.name, func(b *testing.B) {
			dir := memoryDir(b)
			few, many := filepath.Join(dir, "few"), filepath.Join(dir, "many")
			f.write(b, few, 1_000)
			f.write(b, many, 10_000)
			for b.Loop() {
				small := anonymous(b, importing(b, program, memoryDir(b), []string{few}))
				large := anonymous(b, importing(b, program, memoryDir(b), []string{many}))
				b.ReportMetric(float64(large)/float64(small), "10000/1000")
				b.ReportMetric(float64(large)/(1<<20), "MB")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

func writePlain(b *testing.B, dir string, n int) {
	b.Helper()
	for i := range n {
		c := captureOf(i)
		must(b, writeFile(filepath.Join(dir, c.name), c.html))
		for _, s := range c.pictures {
			must(b, writeFile(filepath.Join(dir, s.name), s.data))
		}
	}
}

func writeFile(name, data string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(data), 0o644)
}

func writeZip(b *testing.B, dir string, n int) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "pages.zip"))
	w := zip.NewWriter(f)
	put := func(name, data string) {
		e, err := w.Create(name)
		must(b, err)
		_, err = io.WriteString(e, data)
		must(b, err)
	}
	for i := range n {
		c := captureOf(i)
		put(c.name, c.html)
		for _, s := range c.pictures {
			put(s.name, s.data)
		}
	}
	must(b, w.Close())
	must(b, f.Close())
}

func writeMHTML(b *testing.B, dir string, n int) {
	b.Helper()
	for i := range n {
		c := captureOf(i)
		var m strings.Builder
		fmt.Fprintf(&m, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n", c.address)
		writePart(&m, "text/html", c.address, c.html)
		for _, s := range c.pictures {
			writePart(&m, "image/png", s.address, s.data)
		}
		m.WriteString("--x--\r\n")
		must(b, writeFile(filepath.Join(dir, strings.TrimSuffix(c.name, ".html")+".mhtml"), m.String()))
	}
}

func writePart(m *strings.Builder, kind, address, data string) {
	fmt.Fprintf(m, "--x\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\nContent-Location: %s\r\n\r\n", kind, address)
	for encoded := base64.StdEncoding.EncodeToString([]byte(data)); encoded != ""; {
		line := encoded[:min(76, len(encoded))]
		m.WriteString(line + "\r\n")
		encoded = encoded[len(line):]
	}
}

func writeWARC(b *testing.B, dir string, n int) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "pages.warc.gz"))
	for i := range n {
		c := captureOf(i)
		writeRecord(b, f, c.address, "text/html", c.html)
		for _, s := range c.pictures {
			writeRecord(b, f, s.address, "image/png", s.data)
		}
	}
	must(b, f.Close())
}

// writeRecord writes an answer as a gzip member of its own.
func writeRecord(b *testing.B, f io.Writer, address, kind, data string) {
	b.Helper()
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(data), data)
	w := gzip.NewWriter(f)
	_, err := fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-05T01:02:03Z\r\n"+
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(answer), answer)
	must(b, err)
	must(b, w.Close())
}

func writeBareZip(b *testing.B, dir string, n int) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "pages.zip"))
	w := zip.NewWriter(f)
	for i := range n {
		e, err := w.Create(fmt.Sprintf("%d/%05d.html", i/1000, i))
		must(b, err)
		_, err = io.WriteString(e, inventedPage(i, ""))
		must(b, err)
	}
	must(b, w.Close())
	must(b, f.Close())
}

func writeBareTar(b *testing.B, dir string, n int) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "pages.tar.zst"))
	z, err := zstd.NewWriter(f)
	must(b, err)
	w := tar.NewWriter(z)
	for i := range n {
		page := inventedPage(i, "")
		must(b, w.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d/%05d.html", i/1000, i), Mode: 0o644, Size: int64(len(page))}))
		_, err := io.WriteString(w, page)
		must(b, err)
	}
	must(b, w.Close())
	must(b, z.Close())
	must(b, f.Close())
}

func writeBareWARC(b *testing.B, dir string, n int) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "pages.warc.gz"))
	for i := range n {
		writeRecord(b, f, fmt.Sprintf("https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe%05d", i), "text/html", inventedPage(i, ""))
	}
	must(b, f.Close())
}

func newFile(b *testing.B, name string) *os.File {
	b.Helper()
	must(b, os.MkdirAll(filepath.Dir(name), 0o755))
	f, err := os.Create(name)
	must(b, err)
	return f
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
