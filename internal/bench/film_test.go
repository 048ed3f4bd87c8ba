package bench

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// filmSize is more than any memory an import may take.
const filmSize = 2 << 30

// filmAddress is where the page of a film says that it is.
const (
	filmAddress = "https://mpvideo.qpic.cn/0bc3/film.f10002.mp4"
	filmPage    = "https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe99999"
)

// film reads a film of filmSize bytes: noise behind the head of an MP4 file.
func film() io.Reader {
	noise := make([]byte, 16<<10)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	head := "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
	return io.LimitReader(io.MultiReader(bytes.NewReader([]byte(head)), &repeated{data: noise}), filmSize)
}

// repeated gives the same bytes again and again.
type repeated struct {
	data []byte
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, r.data[r.at:])
	r.at = (r.at + n) % len(r.data)
	return n, nil
}

// pageWithFilm is a page that plays a film from src.
func pageWithFilm(src string) string {
	return inventedPage(0, fmt.Sprintf(`<p><video src="%s" controls></video></p>`, src))
}

// BenchmarkMemoryOfAFilm is the anonymous memory of an import of one page with
// a film of 2 GB, from each form; films that are missing would not count.
func BenchmarkMemoryOfAFilm(b *testing.B) {
	program := build(b)
	for _, f := range []struct {
		name  string
		write func(b *testing.B, dir string)
	}{
		{"plain", writePlainFilm},
		{"zip", writeZippedFilm},
		{"tar.gz", writeTarredFilm},
		{"mhtml", writeMHTMLFilm},
		{"warc", writeWARCFilm},
	} {
		b.Run(f.name, func(b *testing.B) {
			export := b.TempDir()
			f.write(b, export)
			for b.Loop() {
				archive := b.TempDir()
				b.ReportMetric(float64(anonymous(b, importing(b, program, archive, []string{export})))/(1<<20), "MB")
				b.ReportMetric(0, "ns/op")
				requireFilm(b, archive)
			}
		})
	}
}

func requireFilm(b *testing.B, archive string) {
	b.Helper()
	films, err := filepath.Glob(filepath.Join(archive, "wxarchive", "assets", "*", "*.mp4"))
	must(b, err)
	if len(films) != 1 {
		b.Fatalf("the archive has the films %q", films)
	}
	info, err := os.Stat(films[0])
	must(b, err)
	if info.Size() != filmSize {
		b.Fatalf("the film has %d bytes", info.Size())
	}
}

func writePlainFilm(b *testing.B, dir string) {
	b.Helper()
	must(b, writeFile(filepath.Join(dir, "a.html"), pageWithFilm("videos/film.mp4")))
	f := newFile(b, filepath.Join(dir, "videos", "film.mp4"))
	_, err := io.Copy(f, film())
	must(b, err)
	must(b, f.Close())
}

func writeZippedFilm(b *testing.B, dir string) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "a.zip"))
	w := zip.NewWriter(f)
	for name, content := range map[string]io.Reader{
		"a.html": bytes.NewReader([]byte(pageWithFilm("videos/film.mp4"))), "videos/film.mp4": film(),
	} {
		e, err := w.Create(name)
		must(b, err)
		_, err = io.Copy(e, content)
		must(b, err)
	}
	must(b, w.Close())
	must(b, f.Close())
}

func writeTarredFilm(b *testing.B, dir string) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "a.tar.gz"))
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	page := pageWithFilm("videos/film.mp4")
	must(b, w.WriteHeader(&tar.Header{Name: "a.html", Mode: 0o644, Size: int64(len(page))}))
	_, err := io.WriteString(w, page)
	must(b, err)
	must(b, w.WriteHeader(&tar.Header{Name: "videos/film.mp4", Mode: 0o644, Size: filmSize}))
	_, err = io.Copy(w, film())
	must(b, err)
	must(b, w.Close())
	must(b, z.Close())
	must(b, f.Close())
}

func writeMHTMLFilm(b *testing.B, dir string) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "a.mhtml"))
	_, err := fmt.Fprintf(f, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %[1]s\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n"+
		"--x\r\nContent-Type: text/html\r\nContent-Location: %[1]s\r\n\r\n%[2]s\r\n"+
		"--x\r\nContent-Type: video/mp4\r\nContent-Transfer-Encoding: base64\r\nContent-Location: %[3]s\r\n\r\n",
		filmPage, pageWithFilm(filmAddress), filmAddress)
	must(b, err)
	encoder := base64.NewEncoder(base64.StdEncoding, &broken{w: f})
	_, err = io.Copy(encoder, film())
	must(b, err)
	must(b, encoder.Close())
	_, err = io.WriteString(f, "\r\n--x--\r\n")
	must(b, err)
	must(b, f.Close())
}

// broken breaks what is written into lines of 76 characters.
type broken struct {
	w      io.Writer
	column int
}

func (l *broken) Write(p []byte) (int, error) {
	var lines bytes.Buffer
	for rest := p; len(rest) > 0; {
		n := min(len(rest), 76-l.column)
		lines.Write(rest[:n])
		rest, l.column = rest[n:], l.column+n
		if l.column == 76 {
			lines.WriteString("\r\n")
			l.column = 0
		}
	}
	_, err := l.w.Write(lines.Bytes())
	return len(p), err
}

func writeWARCFilm(b *testing.B, dir string) {
	b.Helper()
	f := newFile(b, filepath.Join(dir, "a.warc.gz"))
	writeRecord(b, f, filmPage, "text/html", pageWithFilm(filmAddress))
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n", filmSize)
	w := gzip.NewWriter(f)
	_, err := fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\n"+
		"Content-Length: %d\r\n\r\n%s", filmAddress, len(head)+filmSize, head)
	must(b, err)
	_, err = io.Copy(w, film())
	must(b, err)
	_, err = io.WriteString(w, "\r\n\r\n")
	must(b, err)
	must(b, w.Close())
	must(b, f.Close())
}
