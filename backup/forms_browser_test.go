package backup_test

import (
	"bytes"
	"fmt"
	"maps"
	"mime/quotedprintable"
	"slices"
	"strings"
	"testing"
)

// Browsers save a page with its files beside it, or in one file.

func completeForm(name func(n int) string) form {
	return form{
		write:  func(_ *testing.T, p rawPage) tree { return p.complete(name) },
		losses: []loss{others},
	}
}

// complete is the page with a folder of files, which name names.
func (p rawPage) complete(name func(n int) string) tree {
	const folder = "页面_files"
	d := p.rendered()
	files, local := tree{}, map[string]string{}
	pictures := p.pictures
	for _, img := range d.Find("img[src]").EachIter() {
		address := img.AttrOr("src", "")
		if pictures[address] == "" {
			continue
		}
		if local[address] == "" {
			local[address] = "./" + folder + "/" + name(len(local))
			files[local[address][2:]] = pictures[address]
		}
		img.SetAttr("src", local[address])
	}
	d.Find("script[src]").SetAttr("src", "./"+folder+"/index.js.下载")
	address := p.address()
	files["页面.html"] = fmt.Sprintf("<!DOCTYPE html>\n<!-- saved from url=(%04d)%s -->\n", len(address), address) + render(d.Find("html"))
	return files
}

// chromeName counts files of one name in brackets, firefoxName in the name.
func chromeName(n int) string {
	if n == 0 {
		return "640"
	}
	return fmt.Sprintf("640(%d)", n)
}

func firefoxName(n int) string {
	if n == 0 {
		return "640.png"
	}
	return fmt.Sprintf("640_%03d.png", n+1)
}

// chromeMHTML is the page as Chrome saves it in one file: without scripts, its
// HTML as quoted-printable.
func chromeMHTML(_ *testing.T, p rawPage) tree {
	const boundary = "----MultipartBoundary--kd0sWm4hTq8Zr1XeVyA----"
	s := p.shown()
	d := p.rendered()
	d.Find("script, noscript").Remove()
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: \r\nDate: Wed, 4 Jun 2025 18:20:11 -0000\r\nMIME-Version: 1.0", s.address)
	line("Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"%s\"\r\n\r\n", boundary)
	line("--%s\r\nContent-Type: text/html\r\nContent-ID: <frame-0@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: %s\r\n", boundary, s.address)
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(strings.ReplaceAll(render(d.Selection), "\n", "\r\n")))
	_ = w.Close()
	for _, address := range slices.Sorted(maps.Keys(s.parts)) {
		line("\r\n--%s\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: %s\r\n\r\n%s", boundary, address, base64Lines(s.parts[address]))
	}
	line("\r\n--%s--", boundary)
	return tree{"page.mhtml": b.String()}
}
