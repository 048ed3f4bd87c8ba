package page

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/net/html"
)

var startTags = []string{
	`<meta property="og:title" content='慢火车 "札记"'>`,
	`<div>`, `<div >`, `<div`, `<div id>`, `<div id=a>`, `<div id="a`, `<div id="a"class="b">`, `<div id = "a" >`,
	`<meta name="a" name="b"/>`, `<meta name="a" content="x&amp;y">`, `<META NAME="a">`, `<p ="a">`, `<p a=""">`,
	"<p a=\"1\r2\" b=\"\x00\">", `<p/a="1">`, `<p a="1"/b="2">`, `<p a="1>">`, `<p a="1" >>`, `<p a="1" a="2">`, `<`, ``,
}

func TestAttributesAreThoseOfTheTokenizer(t *testing.T) {
	for _, tag := range startTags {
		requireSameAttributes(t, []byte(tag))
	}
	if _, ok := plainAttributes([]byte(startTags[0])); !ok {
		t.Errorf("%s was not read as plain", startTags[0])
	}
}

func FuzzAttributes(f *testing.F) {
	for _, tag := range startTags {
		f.Add([]byte(tag))
	}
	f.Fuzz(func(t *testing.T, tag []byte) {
		s := scanner{src: tag}
		// The scanner gives whole tags only.
		if start, ok := s.next(); ok && !start.closing {
			requireSameAttributes(t, tag[start.start:start.end])
		}
	})
}

func requireSameAttributes(t *testing.T, tag []byte) {
	t.Helper()
	got, ok := plainAttributes(tag)
	if !ok {
		return
	}
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	if want := z.Token().Attr; !slices.Equal(got, want) {
		t.Errorf("%q: read %v, tokenizer %v", tag, got, want)
	}
}
