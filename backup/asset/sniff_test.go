package asset_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"wxbackup/backup/asset"
)

// media are small files of each type, made by encoders or by hand from the
// type's specification.
func media(t *testing.T) map[string][]byte {
	t.Helper()
	picture := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.Black, color.White})
	encode := func(encode func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	return map[string][]byte{
		".png":  encode(func(b *bytes.Buffer) error { return png.Encode(b, picture) }),
		".jpg":  encode(func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) }),
		".gif":  encode(func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) }),
		".webp": webp(t),
		".bmp":  bitmap(),
		".svg":  []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0"/></svg>`),
		".mp3":  append([]byte("ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x64"), make([]byte, 64)...),
		".mp4":  append([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2avc1mp41"), make([]byte, 32)...),
	}
}

// webp is a lossless picture of one pixel.
func webp(t *testing.T) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// bitmap is a header of 54 bytes and one pixel.
func bitmap() []byte {
	return append([]byte("BM\x3a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"+
		"\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x18\x00"), make([]byte, 28)...)
}

func TestSniff(t *testing.T) {
	for ext, data := range media(t) {
		if got, err := asset.Sniff(data); err != nil || got != ext {
			t.Errorf("%s: Sniff = %q, %v", ext, got, err)
		}
	}
	bare := append([]byte("\xff\xfb\x90\x64\x00"), make([]byte, 100)...)
	if got, err := asset.Sniff(bare); err != nil || got != ".mp3" {
		t.Errorf("MP3 without a tag: Sniff = %q, %v", got, err)
	}
	smallest := "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"
	if got, err := asset.Sniff([]byte(smallest)); err != nil || got != ".gif" {
		t.Errorf("GIF of %d bytes: Sniff = %q, %v", len(smallest), got, err)
	}
	declared := `<?xml version="1.0" encoding="utf-8"?>` + "\n<!-- drawn -->\n" + string(media(t)[".svg"])
	if got, err := asset.Sniff([]byte(declared)); err != nil || got != ".svg" {
		t.Errorf("SVG after a declaration: Sniff = %q, %v", got, err)
	}
}

func TestSniffRefusesWhatIsNoMedia(t *testing.T) {
	for name, data := range map[string]string{
		"empty":           "",
		"too short":       "\x89PNG\r\n\x1a\n",
		"error page":      "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>not found</body></html>",
		"page with a svg": `<html><body><svg xmlns="http://www.w3.org/2000/svg"></svg></body></html>`,
		"JSON":            `{"errcode":-1,"errmsg":"system error, try again later"}`,
		"text":            strings.Repeat("慢火车", 20),
		"script":          "window.webpackJsonp=function(){return 'GIF89a'};void 0;",
		"zeros":           strings.Repeat("\x00", 64),
		"PDF":             "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer",
		"zip":             "PK\x03\x04\x14\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 40),
	} {
		if got, err := asset.Sniff([]byte(data)); !errors.Is(err, asset.ErrNoMedia) || got != "" {
			t.Errorf("%s: Sniff = %q, %v, want ErrNoMedia", name, got, err)
		}
	}
}

// The extension ends up in a file name.
func FuzzSniff(f *testing.F) {
	f.Add([]byte("RIFF\x00\x00\x00\x00WAVEfmt 0123456789abcdef"))
	f.Add([]byte("#!AMR\n0123456789abcdef0123456789"))
	f.Add([]byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ext, err := asset.Sniff(data)
		if err != nil {
			return
		}
		name, dotted := strings.CutPrefix(ext, ".")
		if !dotted || name == "" || len(name) > 8 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("Sniff(%q) = %q, which is no extension", data, ext)
		}
	})
}
