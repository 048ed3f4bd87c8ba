package source_test

import (
	"testing"

	"wxbackup/backup/source"
)

func TestKindByNameAndFirstBytes(t *testing.T) {
	tarHead := string(tarred(t, tarEntry{name: "a.html", content: page}))
	zipHead := string(pack(t, entry{name: "a.html", content: page}))
	warc := warcResponse("https://mp.weixin.qq.com/s/x", "text/html", page)
	gz := func(s string) string { return string(gzipped(t, []byte(s))) }
	zst := func(s string) string { return string(zstded(t, []byte(s))) }
	for _, c := range []struct{ name, content, want string }{
		{"a.html", "whatever", "page"},
		{"a.jpg", page, ""},
		{"第1.5期", page, "page"},
		{"第1.5期", "text", ""},
		{"a.zip", zipHead, "zip"},
		{"a.zip", string(pack(t)), "zip"},
		{"A.ZIP", "broken", "zip"},
		{"a", zipHead, "zip"},
		{"a.zip", tarHead, "tar"},
		{"a.xlsx", zipHead, ""},
		{"a.epub", zipHead, ""},
		{"a.tar", tarHead, "tar"},
		{"a.tar", "old, without a mark", "tar"},
		{"a", tarHead, "tar"},
		{"a.tar.gz", gz(tarHead), "tar.gz"},
		{"A.TGZ", gz(tarHead), "tar.gz"},
		{"a (1)", gz(tarHead), "tar.gz"},
		{"a.tar.gz", tarHead, "tar"},
		{"a.tar.gz", gz("not marked"), "tar.gz"},
		{"a.gz", gz("log"), ""},
		{"a.html.gz", gz(page), ""},
		{"a.tar.zst", zst(tarHead), "tar.zst"},
		{"a.html.zst", zst(page), ""},
		{"a.warc.zst", zst(warc), ""},
		{"a.mhtml", mhtml("https://a/", page, "", ""), "mhtml"},
		{"a.MHT", mhtml("https://a/", page, "", ""), "mhtml"},
		{"a.mht", page, "page"},
		{"a.mht", "broken", "mhtml"},
		{"保存的网页", mhtml("https://a/", page, "", ""), "mhtml"},
		{"a.eml", mhtml("https://a/", page, "", ""), ""},
		{"a.docx", zipHead, "docx"},
		{"a.wacz", zipHead, "wacz"},
		{"a.webarchive", "bplist00", "webarchive"},
		{"a.webarchive", `<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"><plist><string>text/html</string>`, "webarchive"},
		{"a.webarchive", page, "page"},
		{"a", "bplist00", ""},
		{"a.warc", warc, "warc"},
		{"a.warc.gz", gz(warc), "warc"},
		{"a.gz", gz(warc), "warc"},
		{"a", warc, "warc"},
		{"a.warc.gz", gz("broken"), "warc"},
		{"", "", ""},
	} {
		if got := source.KindOf(c.name, []byte(c.content)); got != c.want {
			t.Errorf("%q beginning with %.20q is %q, want %q", c.name, c.content, got, c.want)
		}
	}
}

// What a name promises is kept to where the first bytes say nothing: who
// imports a broken archive is told of it.
func TestBrokenFilesAreReportedByTheirKind(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.tar": "x", "b.tar.gz": "\x1f\x8bx", "c.tar.zst": "x", "d.tgz": "", "e.gz": "text",
	})
	got := events(t, dir, dir)
	for i, start := range []string{
		"unreadable a.tar: opening tar: ", "unreadable b.tar.gz: opening tar.gz: ", "unreadable c.tar.zst: opening tar.zst: ",
		"unreadable d.tgz: opening tar.gz: ", "skipped e.gz: not a page",
	} {
		if i >= len(got) || len(got[i]) < len(start) || got[i][:len(start)] != start {
			t.Errorf("events %q, want number %d to begin with %q", got, i, start)
		}
	}
}
