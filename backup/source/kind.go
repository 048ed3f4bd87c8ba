package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// role is what a file is for, by its name.
type role int

const (
	document role = iota
	// packed is a container or a bundle; its first bytes say which.
	packed
	// listed is a kind of text or table that can be a listing; its first bytes
	// say.
	listed
	other
	// unknown is a name that says nothing: its first bytes have to.
	unknown
)

// roleOf judges by the extension. Titles end in anything, so an extension
// nobody knows is a part of the name.
func roleOf(name string) role {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return document
	case ".zip", ".tar", ".gz", ".tgz", ".zst", ".tzst",
		".mhtml", ".mht", ".docx", ".webarchive", ".warc", ".wacz":
		return packed
	case ".md", ".markdown", ".txt", ".csv", ".json", ".jsonl", ".ndjson", ".xlsx", ".xml", ".rss", ".atom":
		return listed
	case ".xls", ".doc", ".pdf", ".pptx", ".epub", ".eml",
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".ico", ".avif", ".heic", ".tif", ".tiff", ".dib",
		".mp3", ".m4a", ".mp4", ".mov", ".wav", ".amr", ".silk",
		".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".plist", ".yaml", ".yml", ".toml", ".log", ".db", ".sqlite",
		".7z", ".rar", ".exe", ".jar", ".apk", ".py", ".go", ".ini", ".url", ".lnk", ".download", ".tmp":
		return other
	}
	return unknown
}

// kind is what a file holds.
type kind string

const (
	kindNone       kind = ""
	kindPage       kind = "page"
	kindZip        kind = "zip"
	kindTar        kind = "tar"
	kindTarGzip    kind = "tar.gz"
	kindTarZstd    kind = "tar.zst"
	kindMHTML      kind = FormatMHTML
	kindWebArchive kind = FormatWebArchive
	kindDOCX       kind = FormatDOCX
	kindWARC       kind = FormatWARC
	kindWACZ       kind = FormatWACZ
)

// kindsByExtension is what names promise, where the first bytes do not tell.
var kindsByExtension = map[string]kind{
	".zip": kindZip, ".tar": kindTar, ".tgz": kindTarGzip, ".tar.gz": kindTarGzip,
	".tzst": kindTarZstd, ".tar.zst": kindTarZstd, ".mhtml": kindMHTML, ".mht": kindMHTML, ".docx": kindDOCX,
	".webarchive": kindWebArchive, ".warc": kindWARC, ".warc.gz": kindWARC, ".wacz": kindWACZ,
}

// promisedKind judges by the name alone.
func promisedKind(name string) kind {
	name = strings.ToLower(path.Base(name))
	ext := path.Ext(name)
	if k, ok := kindsByExtension[path.Ext(strings.TrimSuffix(name, ext))+ext]; ok {
		return k
	}
	return kindsByExtension[ext]
}

// kindOf judges by the first bytes, and by the name where they leave a choice.
func kindOf(name string, head []byte) kind {
	promised := promisedKind(name)
	switch {
	case promised == kindWebArchive && isPropertyList(head):
		return kindWebArchive
	case looksLikePage(head):
		return kindPage
	case startsWith(head, "PK\x03\x04", "PK\x05\x06"):
		if promised == kindDOCX || promised == kindWACZ {
			return promised
		}
		return kindZip
	case looksLikeTar(head):
		return kindTar
	case startsWith(head, "WARC/"):
		return kindWARC
	case bytes.Contains(head, []byte("multipart/related")):
		return kindMHTML
	}
	return promised
}

// kindUnpacked is kindOf for a compressed file: head are the first bytes of
// what was compressed.
func kindUnpacked(name string, c compression, head []byte) kind {
	switch {
	case looksLikeTar(head):
		return c.tar
	case startsWith(head, "WARC/") && c.tar == kindTarGzip:
		return kindWARC
	case looksLikePage(head):
		return kindNone
	}
	return promisedKind(name)
}

func startsWith(head []byte, starts ...string) bool {
	for _, s := range starts {
		if bytes.HasPrefix(head, []byte(s)) {
			return true
		}
	}
	return false
}

// looksLikeTar finds the mark in the header of the first entry.
func looksLikeTar(head []byte) bool {
	return len(head) > 262 && string(head[257:262]) == "ustar"
}

func isPropertyList(head []byte) bool {
	return startsWith(head, "bplist") || bytes.Contains(head, []byte("<plist")) || bytes.Contains(head, []byte("<!DOCTYPE plist"))
}

// looksLikePage judges by the first bytes of a file.
func looksLikePage(head []byte) bool {
	s := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head), "\xef\xbb\xbf"), " \t\r\n"))
	for _, start := range []string{"<!doctype html", "<html", "<!--", "<head", "<?xml"} {
		if strings.HasPrefix(s, start) {
			return strings.Contains(s, "html")
		}
	}
	return false
}

// headSize is how many bytes are read to tell a kind.
const headSize = 512

func readHead(open func() (io.ReadCloser, error)) ([]byte, error) { return readFirst(open, headSize) }

// readFirst reads so many bytes, or all where there are fewer.
func readFirst(open func() (io.ReadCloser, error), size int) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, size)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading first bytes: %w", err)
	}
	return head[:n], nil
}
