package source

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const chromeMHTML = `From: <Saved by Blink>
Snapshot-Content-Location: https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv
Subject: =?utf-8?Q?=E6=85=A2=E7=81=AB=E8=BD=A6?=
Date: Fri, 5 Jul 2024 08:30:00 +0800
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--aBcD0123----"


------MultipartBoundary--aBcD0123----
Content-Type: text/html
Content-ID: <frame-A0@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv

<!DOCTYPE html><html><body id=3D"js_content"><img src=3D"https://mmbiz.qpi=
c.cn/mmbiz_png/a/640?wx_fmt=3Dpng&amp;from=3Dappmsg">=E6=85=A2</body></html>

------MultipartBoundary--aBcD0123----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&from=appmsg

iVBORw0K
GgoAAAA=

------MultipartBoundary--aBcD0123----
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable
Content-Location: cid:css-1@mhtml.blink

@charset "utf-8";
------MultipartBoundary--aBcD0123----
Content-Type: text/html
Content-ID: <frame-B1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://v.qq.com/frame

<html>frame</html>
------MultipartBoundary--aBcD0123------
`

const chromePage = `<!DOCTYPE html><html><body id="js_content"><img src="https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&amp;from=appmsg">慢</body></html>`

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestMHTMLOfChrome(t *testing.T) {
	for name, c := range map[string]struct{ content, ending string }{
		"CRLF": {crlf(chromeMHTML), "\r\n"}, "LF": {chromeMHTML, "\n"},
	} {
		b := openBundle(t, openMHTML, c.content)
		if b.damage != nil {
			t.Errorf("%s: damage %v", name, b.damage)
		}
		if diff := cmp.Diff([]string{chromePage + c.ending}, readPages(t, b)); diff != "" {
			t.Errorf("%s: page (-want +got):\n%s", name, diff)
		}
		p := b.pages[0]
		if p.address != "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv" {
			t.Errorf("%s: address %q", name, p.address)
		}
		if want := time.Date(2024, 7, 5, 0, 30, 0, 0, time.UTC); !p.captured.Equal(want) {
			t.Errorf("%s: captured %v", name, p.captured)
		}
		for address, want := range map[string]string{
			"https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&from=appmsg":     "\x89PNG\r\n\x1a\n\x00\x00\x00",
			"https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&amp;from=appmsg": "\x89PNG\r\n\x1a\n\x00\x00\x00",
			"cid:css-1@mhtml.blink":    `@charset "utf-8";`,
			"cid:frame-B1@mhtml.blink": "<html>frame</html>",
			"https://v.qq.com/frame":   "<html>frame</html>",
		} {
			if got := readPart(t, b, address); got != want {
				t.Errorf("%s: part %s = %q, want %q", name, address, got, want)
			}
		}
		if _, err := b.part("https://mmbiz.qpic.cn/none"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: part that is not there: %v", name, err)
		}
	}
}

// The pictures precede the page, types are no types, long fields are folded
// after their names.
const quantic = `Content-Type: multipart/related;
 boundary="===============8476=="
MIME-Version: 1.0
From: <Saved by Quantic Rabbit>

--===============8476==
Content-Type: 
 image/cn/mmbiz_jpg/XjGG4txZI4GRw4uZMF9D/0?wx_fmt=jpeg
MIME-Version: 1.0
Content-Transfer-Encoding: base64
Content-Location: 
 https://mmbiz.qpic.cn/mmbiz_jpg/XjGG4txZI4GRw4uZMF9D/0?wx_fmt=jpeg

/9j/4AAQ

--===============8476==
Content-Type: text/html; charset="utf-8"
MIME-Version: 1.0
Content-Transfer-Encoding: base64

PGh0bWw+5oWiPC9odG1sPg==

--===============8476==--
`

func TestMHTMLs(t *testing.T) {
	html := "<html>\n<body>慢</body></html>"
	related := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n"
	for name, c := range map[string]struct {
		content, page, address string
		parts                  map[string]string
	}{
		"QWD": {crlf(quantic), "<html>慢</html>", "", map[string]string{
			"https://mmbiz.qpic.cn/mmbiz_jpg/XjGG4txZI4GRw4uZMF9D/0?wx_fmt=jpeg": "\xff\xd8\xff\xe0\x00\x10",
		}},
		"html-docx-js": {
			"MIME-Version: 1.0\nContent-Type: multipart/related;\n    type=\"text/html\";\n    boundary=\"----=mhtDocumentPart\"\n\n\n" +
				"------=mhtDocumentPart\nContent-Type: text/html;\n    charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable\n" +
				"Content-Location: file:///C:/fake/document.html\n\n<html class=3D\"x\">慢火车</html>\n\n" +
				"------=mhtDocumentPart\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: file:///C:/fake/image0.png\n\nAAEC\n\n" +
				"------=mhtDocumentPart--\n",
			"<html class=\"x\">慢火车</html>\n", "",
			map[string]string{"file:///C:/fake/image0.png": "\x00\x01\x02"},
		},
		"Internet Explorer": {
			"From: \"Saved by Windows Internet Explorer 8\"\nSubject: x\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"----=_NextPart_000_0000_01D0.1\"\n\n" +
				"This is a multi-part message in MIME format.\n\n------=_NextPart_000_0000_01D0.1\nContent-Type: text/html;\n\tcharset=\"gb2312\"\n" +
				"Content-Transfer-Encoding: quoted-printable\nContent-Location: http://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=a\n\n<html>=C2=FD</html>\n" +
				"------=_NextPart_000_0000_01D0.1--\n",
			"<html>\xc2\xfd</html>", "http://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=a", nil,
		},
		"text instead of the page inside": {
			related + "--b\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/plain\n\nplain\n" +
				"--inner\nContent-Type: text/html\n\n" + html + "\n--inner--\nno part\n--b\nContent-Location: a.png\n\nPNG\n--b--\nno part either",
			html, "",
			map[string]string{"a.png": "PNG"},
		},
		"inner multipart without its end": {
			related + "--b\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/html\n\n" + html +
				"\n--b\nContent-Location: a.png\n\nPNG\n--b--\n", html, "", map[string]string{"a.png": "PNG"},
		},
		"boundary of a multipart that is over": {
			related + "--b\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/html\n\n" + html +
				"\n--b\nContent-Location: a.txt\n\ntext\n--inner\nmore\n--b--\n", html, "", map[string]string{"a.txt": "text\n--inner\nmore"},
		},
		"not encoded":       {related + "--b\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n" + html + "\n--b--", html, "", nil},
		"unknown encoding":  {related + "--b\nContent-Type: text/html\nContent-Transfer-Encoding: x\n\n" + html + "\n--b--", html, "", nil},
		"encoding's case":   {related + "--b\ncontent-type: TEXT/HTML\nCONTENT-TRANSFER-ENCODING: Base64\n\nPGh0bWw+\n--b--", "<html>", "", nil},
		"blanks at the end": {related + "--b  \nContent-Type: text/html\n\n" + html + "\n--b-- \t", html, "", nil},
		"boundary's letters": {
			"Content-Type: Multipart/Related; type=\"a;b=c\"; BOUNDARY=\"(x)+_,-./:=? ;y\"\n\n--(x)+_,-./:=? ;y\nContent-Type: text/html\n\n" + html + "\n--(x)+_,-./:=? ;y--",
			html, "", nil,
		},
		"boundary without quotes": {"Content-Type: multipart/related; boundary=--=_a:b; x=y\n\n----=_a:b\nContent-Type: text/html\n\n" + html + "\n----=_a:b--", html, "", nil},
		"lines like boundaries": {
			related + "--b\nContent-Type: text/html\n\n<html>\n--bb\n-- b\n--\n--b---\n\n--b--", "<html>\n--bb\n-- b\n--\n--b---\n", "", nil,
		},
		"no multipart":     {"Content-Type: text/html\nContent-Location: https://a.example/\nContent-Transfer-Encoding: quoted-printable\n\n<html>=E6=85=A2=\n</html>", "<html>慢</html>", "https://a.example/", nil},
		"empty lines":      {"\n\n\xef\xbb\xbf" + related + "--b\nContent-Type: text/html\n\n" + html + "\n--b--", html, "", nil},
		"first of several": {related + "--b\nContent-Type: text/html\n\n<html>1\n--b\nContent-Type: text/html\n\n<html>2\n--b--", "<html>1", "", nil},
		"named start": {
			"Content-Type: multipart/related; start=\"<two>\"; boundary=b\n\n--b\nContent-Type: text/html\n\n<html>1\n--b\nContent-ID: <two>\nContent-Type: text/html\n\n<html>2\n--b--",
			"<html>2", "", nil,
		},
		"address of the page": {
			"Snapshot-Content-Location: https://a.example/2\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: https://a.example/1\n\n<html>1\n" +
				"--b\nContent-Location: https://a.example/2\nContent-Type: text/html\n\n<html>2\n--b--",
			"<html>2", "https://a.example/2", nil,
		},
		"no type at all": {related + "--b\nContent-Location: a.png\n\nPNG\n--b\n\n<!DOCTYPE html>x\n--b--", "<!DOCTYPE html>x", "", map[string]string{"a.png": "PNG"}},
		"addresses": {
			related + "--b\nContent-Type: text/html\nContent-Location: =?utf-8?Q?https://a.example/=E6=85=A2?=\n =?utf-8?Q?/=E7=81=AB?=\n\n<html>\n" +
				"--b\nContent-Location: https://a.example/one\n\t/two\n  /three\n\nfolded\n--b\nContent-Location: file:///C:/My Pictures/a.png\n\nblank\n" +
				"--b\nContent-Location: =?x-none?Q?a?=\n\nunknown\n--b\nContent-Location: https://a.example/one/two/three\n\nagain\n--b--",
			"<html>", "https://a.example/慢/火",
			map[string]string{
				"https://a.example/one/two/three": "folded", "file:///C:/My Pictures/a.png": "blank", "=?x-none?Q?a?=": "unknown",
			},
		},
		"long line":       {related + "--b\nContent-Type: text/html\n\n<html>" + strings.Repeat("x", 3*maxLine) + "\n--b--", "<html>" + strings.Repeat("x", 3*maxLine), "", nil},
		"long line, CRLF": {crlf(related + "--b\nContent-Type: text/html\n\n<html>" + strings.Repeat("x", maxLine-7) + "\n--b--"), "<html>" + strings.Repeat("x", maxLine-7), "", nil},
		"empty part":      {related + "--b\nContent-Location: a.png\n\n--b\nContent-Type: text/html\n\n<html>\n--b--", "<html>", "", map[string]string{"a.png": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			b := openBundle(t, openMHTML, c.content)
			if b.damage != nil {
				t.Errorf("damage: %v", b.damage)
			}
			if got := readPages(t, b); len(got) != 1 || strings.ReplaceAll(got[0], "\r\n", "\n") != c.page {
				t.Errorf("pages %.300q, want %.300q", got, c.page)
			}
			if got := b.pages[0].address; got != c.address {
				t.Errorf("address %q, want %q", got, c.address)
			}
			for address, want := range c.parts {
				if got := readPart(t, b, address); got != want {
					t.Errorf("part %s = %q, want %q", address, got, want)
				}
			}
		})
	}
}

func TestMHTMLThatEndsEarly(t *testing.T) {
	whole := crlf(chromeMHTML)
	for end := len(whole) - 3; end > 0; end -= 7 {
		b, err := openMHTML(strings.NewReader(whole[:end]), int64(end))
		if err != nil {
			if end > strings.Index(whole, "<!DOCTYPE") {
				t.Fatalf("the first %d bytes: %v", end, err)
			}
			continue
		}
		if !errors.Is(b.damage, io.ErrUnexpectedEOF) {
			t.Errorf("the first %d bytes: damage %v", end, b.damage)
		}
		got := readPages(t, b)[0]
		page := chromePage + "\r\n"
		if begun := strings.TrimRight(got, "-\r\n="); !strings.HasPrefix(page, begun) {
			t.Errorf("the first %d bytes: page %q", end, got)
		}
		if end > strings.Index(whole, "Content-Type: text/css") {
			readPart(t, b, "https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&from=appmsg")
		}
	}
}

func TestMHTMLWithoutAPage(t *testing.T) {
	for name, content := range map[string]string{
		"no HTML": "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/plain\n\ntext\n--b--",
		"no part": "Content-Type: multipart/related; boundary=b\n\n--b--",
		"letter":  "From: a@example.com\nSubject: x\n\nHello",
	} {
		if _, err := openMHTML(strings.NewReader(content), int64(len(content))); !errors.Is(err, errNoPage) {
			t.Errorf("%s: %v, want errNoPage", name, err)
		}
	}
	for name, content := range map[string]string{"empty": "", "rubbish": "\x00\xff", "only a header": "Content-Type: multipart/related; boundary=b\n\n"} {
		if _, err := openMHTML(strings.NewReader(content), int64(len(content))); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v, want ErrUnexpectedEOF", name, err)
		}
	}
}

func TestMHTMLHasLimits(t *testing.T) {
	var deep strings.Builder
	for i := range 10 * maxMultiparts {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	drain(t, openMHTML, []byte(deep.String()+"Content-Type: text/html\n\n<html>"))
	many := "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<html>\n" + strings.Repeat("--b\n\n", maxParts+1)
	if b := openBundle(t, openMHTML, many); !errors.Is(b.damage, errManyParts) {
		t.Errorf("damage of a message of too many parts: %v", b.damage)
	}
}

// writtenPart is a part as it was meant, whatever encoding it was written in.
type writtenPart struct {
	location, encoding, content string
}

// writeMHTML writes parts with the standard library, the page among them.
func writeMHTML(t *testing.T, parts []writtenPart) []byte {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fmt.Fprintf(&b, "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=%q\r\n\r\nPreamble\r\n", w.Boundary())
	for _, p := range parts {
		h := textproto.MIMEHeader{}
		h.Set("Content-Location", p.location)
		h.Set("Content-Transfer-Encoding", p.encoding)
		if strings.HasPrefix(p.content, "<html>") {
			h.Set("Content-Type", "text/html")
		}
		part, err := w.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		writeEncoded(t, part, p)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeEncoded(t *testing.T, w io.Writer, p writtenPart) {
	t.Helper()
	switch p.encoding {
	case "quoted-printable":
		q := quotedprintable.NewWriter(w)
		q.Binary = true
		if _, err := io.WriteString(q, p.content); err != nil {
			t.Fatal(err)
		}
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
	case "base64":
		text := base64.StdEncoding.EncodeToString([]byte(p.content))
		for len(text) > 76 {
			fmt.Fprintf(w, "%s\r\n", text[:76])
			text = text[76:]
		}
		io.WriteString(w, text)
	default:
		io.WriteString(w, p.content)
	}
}

// randomParts are a page and parts of random bytes, in random order.
func randomParts(r *rand.Rand) []writtenPart {
	encodings := []string{"quoted-printable", "base64", "8bit"}
	parts := []writtenPart{{"https://mp.weixin.qq.com/s/x", encodings[r.IntN(3)], "<html>" + randomText(r, 3000)}}
	for i := range r.IntN(6) {
		content := randomText(r, 500)
		encoding := encodings[r.IntN(2)]
		parts = append(parts, writtenPart{fmt.Sprintf("https://mmbiz.qpic.cn/%d", i), encoding, "\x00" + content})
	}
	r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return parts
}

func randomText(r *rand.Rand, most int) string {
	pieces := []string{"\r\n", "\n", "=", "==", "=3D", "=\r\n", " ", "\t", "--", "慢火车", "a", "<p>", "\xff", "\x00", ".", "From "}
	var b strings.Builder
	for b.Len() < r.IntN(most+1) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func TestRandomMHTMLsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for range 300 {
		parts := randomParts(r)
		content := writeMHTML(t, parts)
		b := openBundle(t, openMHTML, string(content))
		if b.damage != nil || len(b.pages) != 1 {
			t.Fatalf("%d pages, damage %v", len(b.pages), b.damage)
		}
		for _, p := range parts {
			if got := readPart(t, b, p.location); got != p.content {
				t.Fatalf("%s in %s = %q, want %q\n%s", p.location, p.encoding, got, p.content, content)
			}
			if strings.HasPrefix(p.content, "<html>") && readPages(t, b)[0] != p.content {
				t.Fatalf("another part is the page: %q", readPages(t, b)[0])
			}
		}
	}
}

// The standard library reads the same parts from messages that keep all rules.
func TestMHTMLIsReadAsTheStandardLibraryDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	contents := []string{crlf(chromeMHTML), crlf(quantic)}
	for range 50 {
		contents = append(contents, string(writeMHTML(t, randomParts(r))))
	}
	for _, content := range contents {
		b := openBundle(t, openMHTML, content)
		for location, want := range standardParts(t, strings.NewReader(content)) {
			got := readPages(t, b)[0]
			if location != "" {
				got = readPart(t, b, location)
			}
			if got != want {
				t.Errorf("%q = %.200q, the standard library reads %.200q", location, got, want)
			}
		}
	}
}

// standardParts are the parts by their addresses.
func standardParts(t *testing.T, content io.Reader) map[string]string {
	t.Helper()
	message, err := mail.ReadMessage(content)
	if err != nil {
		t.Fatal(err)
	}
	boundary := header{"content-type": message.Header.Get("Content-Type")}.typeParameter("boundary")
	parts := multipart.NewReader(message.Body, boundary)
	found := map[string]string{}
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = p
		switch p.Header.Get("Content-Transfer-Encoding") {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, p)
		case "quoted-printable":
			body = quotedprintable.NewReader(p)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		found[p.Header.Get("Content-Location")] = string(text)
	}
}

func TestMHTMLOfTheCorpus(t *testing.T) {
	for _, path := range corpusFiles(t, "*.mhtml") {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b := openBundle(t, openMHTML, string(content))
		if b.damage != nil {
			t.Errorf("%s: damage %v", path, b.damage)
		}
		parts := standardParts(t, bytes.NewReader(content))
		for location, want := range parts {
			got := readPages(t, b)[0]
			if location != "" {
				got = readPart(t, b, location)
			}
			if got != want {
				t.Errorf("%s: %q has %d bytes, want %d", path, location, len(got), len(want))
			}
		}
		if page := readPages(t, b)[0]; len(parts) < 10 || !strings.Contains(page, "js_content") || !strings.Contains(page, "</html>") {
			t.Errorf("%s: %d parts, page of %d bytes", path, len(parts), len(page))
		}
	}
}

// corpusFiles are files of real exports.
func corpusFiles(t *testing.T, pattern string) []string {
	t.Helper()
	corpus := os.Getenv("WXBACKUP_CORPUS")
	if corpus == "" {
		corpus = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	paths, err := filepath.Glob(filepath.Join(corpus, "wechatdownload", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("no real exports here: WXBACKUP_CORPUS names no folder that has wechatdownload/" + pattern)
	}
	return paths
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(crlf(chromeMHTML)))
	f.Add([]byte(quantic))
	f.Add([]byte("Content-Type: text/html\n\n<html>"))
	f.Fuzz(func(t *testing.T, content []byte) {
		drain(t, openMHTML, content, "cid:frame-B1@mhtml.blink", "https://v.qq.com/frame")
	})
}
