package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func resource(address, mediaType, content string) dictionary {
	return dictionary{
		{"WebResourceData", []byte(content)},
		{"WebResourceURL", address},
		{"WebResourceMIMEType", mediaType},
		{"WebResourceTextEncodingName", "UTF-8"},
		{"WebResourceFrameName", ""},
		{"WebResourceResponse", []byte("bplist00 of the response")},
	}
}

// safariArchive is a page with a picture and a frame, as Safari saves it.
func safariArchive() dictionary {
	return dictionary{
		{"WebMainResource", resource(shortAddress, "text/html", "<html>慢火车</html>")},
		{"WebSubresources", []any{
			resource("https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&from=appmsg", "image/png", "\x89PNG\x00\xff"),
			resource("https://mmbiz.qpic.cn/慢", "image/jpeg", strings.Repeat("jpeg", 1000)),
			dictionary{{"WebResourceURL", "https://a.example/no-data"}, {"WebResourceCount", 3}, {"WebResourceOther", true}},
		}},
		{"WebSubframeArchives", []any{
			dictionary{
				{"WebMainResource", resource("https://v.qq.com/frame", "text/html", "<html>frame")},
				{"WebSubresources", []any{resource("https://v.qq.com/poster", "image/png", "poster")}},
			},
			dictionary{{"WebSubframeArchives", []any{}}},
		}},
	}
}

func plistForms(value any) map[string]string {
	return map[string]string{
		"binary":        string(writeBinaryPlist(value, 2, 4)),
		"binary, large": string(writeBinaryPlist(value, 8, 8)),
		"XML":           writeXMLPlist(value),
		"XML, CRLF":     crlf(writeXMLPlist(value)),
	}
}

func TestWebArchive(t *testing.T) {
	for name, content := range plistForms(safariArchive()) {
		b := openBundle(t, openWebArchive, content)
		if b.damage != nil {
			t.Errorf("%s: damage %v", name, b.damage)
		}
		if diff := cmp.Diff([]string{shortAddress}, addressesOf(b)); diff != "" {
			t.Errorf("%s: addresses (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff([]string{"<html>慢火车</html>"}, readPages(t, b)); diff != "" {
			t.Errorf("%s: pages (-want +got):\n%s", name, diff)
		}
		for address, want := range map[string]string{
			shortAddress: "<html>慢火车</html>",
			"https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&amp;from=appmsg": "\x89PNG\x00\xff",
			"https://mmbiz.qpic.cn/慢":                                          strings.Repeat("jpeg", 1000),
			"https://v.qq.com/frame":                                           "<html>frame",
			"https://v.qq.com/poster":                                          "poster",
		} {
			if got := readPart(t, b, address); got != want {
				t.Errorf("%s: part %s = %.100q, want %.100q", name, address, got, want)
			}
		}
		for _, address := range []string{"https://a.example/no-data", "https://none.example/", ""} {
			if _, err := b.part(address); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: part %q: %v, want ErrNotExist", name, address, err)
			}
		}
	}
}

func TestWebArchivesWithoutAPage(t *testing.T) {
	for name, value := range map[string]any{
		"picture": dictionary{{"WebMainResource", resource("https://a.example/a.png", "image/png", "PNG")}},
		"no main": dictionary{{"WebSubresources", []any{}}},
		"no data": dictionary{{"WebMainResource", dictionary{{"WebResourceURL", shortAddress}}}},
		"list":    []any{"x", 1},
		"text":    "x",
	} {
		for form, content := range plistForms(value) {
			if _, err := openWebArchive(strings.NewReader(content), int64(len(content))); !errors.Is(err, errNoPage) {
				t.Errorf("%s, %s: %v, want errNoPage", name, form, err)
			}
		}
	}
}

func TestBrokenWebArchives(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "text": "no list at all", "page": "<!DOCTYPE html><html><body>x", "only a head": "bplist00",
		"zeros": "bplist00" + strings.Repeat("\x00", 64), "XML": "<?xml version=\"1.0\"?><plist><dict><key>WebMainResource</key><array></dict>",
	} {
		if _, err := openWebArchive(strings.NewReader(content), int64(len(content))); err == nil || errors.Is(err, errNoPage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An XML list that is cut has what precedes the cut.
func TestWebArchiveThatIsCut(t *testing.T) {
	whole := writeXMLPlist(safariArchive())
	page := strings.Index(whole, "</data>") + len("</data>")
	for end := page; end < len(whole)-len("</plist>\n"); end += 13 {
		b := openBundle(t, openWebArchive, whole[:end])
		if !errors.Is(b.damage, io.ErrUnexpectedEOF) && end < strings.LastIndex(whole, "</dict>") {
			t.Errorf("%d bytes: damage %v", end, b.damage)
		}
		if got := readPages(t, b)[0]; got != "<html>慢火车</html>" {
			t.Errorf("%d bytes: page %q", end, got)
		}
	}
	if _, err := openWebArchive(strings.NewReader(whole), int64(page-20)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut in the page: %v", err)
	}
}

// objectsOf is a binary list of objects as they are given.
func objectsOf(objects ...string) string {
	b := "bplist00"
	var table []byte
	for _, object := range objects {
		table = append(table, byte(len(b)))
		b += object
	}
	trailer := append([]byte{0, 0, 0, 0, 0, 0, 1, 1}, bigEndian(len(objects), 8)...)
	trailer = append(append(trailer, bigEndian(0, 8)...), bigEndian(len(b), 8)...)
	return b + string(table) + string(trailer)
}

func TestHostileBinaryPlists(t *testing.T) {
	wide := strings.Repeat("\x00", 14)
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"list in itself":       {objectsOf("\xa1\x00"), errLargePlist},
		"dictionary in itself": {objectsOf("\xd1\x00\x00"), errLargePlist},
		"circle":               {objectsOf("\xa1\x01", "\xa1\x00"), errLargePlist},
		"twice and twice":      {objectsOf("\xae"+wide, "\x08"), errLargePlist},
		"no such object":       {objectsOf("\xa1\x09"), errPlist},
		"too long":             {objectsOf("\x5f\x13\x00\x00\x00\x00\xff\xff\xff\xff"), errPlist},
		"negative length":      {objectsOf("\x5f\x13\xff\xff\xff\xff\xff\xff\xff\xff"), errPlist},
		"length of no number":  {objectsOf("\x5f\x51"), errPlist},
		"length of 16 bytes":   {objectsOf("\x5f\x14" + strings.Repeat("\x00", 16)), errPlist},
		"unknown kind":         {objectsOf("\xf0"), errPlist},
	} {
		if _, err := readPlist(strings.NewReader(c.content), int64(len(c.content))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestHostileXMLPlists(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"deep":          {"<plist>" + strings.Repeat("<array>", 1000), errLargePlist},
		"long":          {"<plist><array>" + strings.Repeat("<true/>", maxPlist/plistCost+1), errLargePlist},
		"much text":     {"<plist><array>" + strings.Repeat("<string>"+strings.Repeat("x", maxPlistText)+"</string>", maxPlist/maxPlistText+1), errLargePlist},
		"crossed":       {"<plist><array><string></array></string>", errPlist},
		"long tag":      {"<plist><" + strings.Repeat("x", 1<<20) + ">", io.ErrUnexpectedEOF},
		"no end of tag": {"<plist><array", io.ErrUnexpectedEOF},
	} {
		if _, err := readPlist(strings.NewReader(c.content), int64(len(c.content))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestLongTextsOfAPlistAreLeftOut(t *testing.T) {
	for name, content := range plistForms([]any{strings.Repeat("x", maxPlistText+1), strings.Repeat("慢", maxPlistText), "short"}) {
		v, err := readPlist(strings.NewReader(content), int64(len(content)))
		if err != nil || len(v.list) != 3 || v.list[0].text != "" || v.list[1].text != "" || v.list[2].text != "short" {
			t.Errorf("%s: %d items, %v", name, len(v.list), err)
		}
	}
}

// Whatever a list holds, both forms of it come back.
func TestRandomPlistsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 300 {
		value := randomValue(r, 0)
		want := fmt.Sprint(shownValue(value))
		for name, content := range plistForms(value) {
			got, err := readPlist(strings.NewReader(content), int64(len(content)))
			if err != nil {
				t.Fatalf("%s of %s: %v", name, want, err)
			}
			if shown := fmt.Sprint(shownRead(t, got, content)); shown != want {
				t.Fatalf("%s reads\n%s, want\n%s", name, shown, want)
			}
		}
	}
}

func randomValue(r *rand.Rand, depth int) any {
	kinds := 6
	if depth > 3 {
		kinds = 4
	}
	switch r.IntN(kinds) {
	case 0:
		return strings.Repeat([]string{"a", "慢", "<&\">", "𝒳"}[r.IntN(4)], 1+r.IntN(30))
	case 1:
		return []byte(randomText(r, 300) + "x")
	case 2:
		return r.IntN(1 << 40)
	case 3:
		return true
	case 4:
		list := make([]any, r.IntN(20))
		for i := range list {
			list[i] = randomValue(r, depth+1)
		}
		return list
	}
	var d dictionary
	for i := range r.IntN(5) {
		d = append(d, entryOf{fmt.Sprint("key", i), randomValue(r, depth+1)})
	}
	return d
}

// shownValue is what a reader is to find of a value: numbers are passed over.
func shownValue(value any) any {
	switch v := value.(type) {
	case string:
		return v
	case []byte:
		return fmt.Sprintf("data %x", v)
	case []any:
		var items []any
		for _, item := range v {
			items = append(items, shownValue(item))
		}
		return items
	case dictionary:
		items := map[string]any{}
		for _, e := range v {
			items[e.key] = shownValue(e.value)
		}
		if len(items) > 0 {
			return items
		}
	}
	return []any(nil)
}

func shownRead(t *testing.T, v plistValue, content string) any {
	t.Helper()
	switch {
	case v.text != "":
		return v.text
	case v.data != nil:
		data, err := io.ReadAll(v.data.open(strings.NewReader(content)))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("data %x", data)
	case len(v.dict) > 0:
		items := map[string]any{}
		for key, item := range v.dict {
			items[key] = shownRead(t, item, content)
		}
		return items
	}
	var items []any
	for _, item := range v.list {
		items = append(items, shownRead(t, item, content))
	}
	return items
}

func FuzzWebArchive(f *testing.F) {
	f.Add(writeBinaryPlist(safariArchive(), 1, 2))
	f.Add([]byte(writeXMLPlist(safariArchive())))
	f.Fuzz(func(t *testing.T, content []byte) {
		drain(t, openWebArchive, content, "https://v.qq.com/poster")
		v, err := readPlist(bytes.NewReader(content), int64(len(content)))
		if n := countValues(v); n > maxPlist/plistCost+1 {
			t.Errorf("%d values, %v", n, err)
		}
	})
}

func countValues(v plistValue) int {
	n := 1
	for _, item := range v.list {
		n += countValues(item)
	}
	for _, item := range v.dict {
		n += countValues(item)
	}
	return n
}
