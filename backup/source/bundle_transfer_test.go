package source

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
	"testing"
	"testing/iotest"
)

func TestTransferEncodingsTolerateWhatBrowsersDo(t *testing.T) {
	for _, c := range []struct{ encoding, body, want string }{
		{"quoted-printable", "a=3Db=3db", "a=b=b"},
		{"quoted-printable", "a=\r\nb=\nc", "abc"},
		{"quoted-printable", "a= \t\r\nb=  \nc", "abc"},
		{"quoted-printable", "a\r\nb\nc", "a\r\nb\nc"},
		{"quoted-printable", "a \r\nb", "a \r\nb"},
		{"quoted-printable", "慢=E7=81=AB车", "慢火车"},
		{"quoted-printable", "a=b c=G1 d=4", "a=b c=G1 d=4"},
		{"quoted-printable", "x==3D", "x=="},
		{"quoted-printable", "= x", "= x"},
		{"quoted-printable", "a=\rb", "a=\rb"},
		{"quoted-printable", "a=", "a"},
		{"quoted-printable", "a=  ", "a"},
		{"quoted-printable", "a=4", "a=4"},
		{"quoted-printable", "=" + strings.Repeat(" ", maxPadding) + "\n", "=" + strings.Repeat(" ", maxPadding) + "\n"},
		{"quoted-printable", "", ""},
		{"Quoted-Printable", "=41", "A"},
		{"base64", "YWJj", "abc"},
		{"base64", "Y\r\nW J\tj\x00", "abc"},
		{"base64", "YW!J*j", "abc"},
		{"base64", "YWI=YWI=", "abab"},
		{"base64", "YQ==\r\nYQ==", "aa"},
		{"base64", "YWI", "ab"},
		{"base64", "YQ", "a"},
		{"base64", "YWJjZ", "abc"},
		{"base64", "", ""},
		{"7bit", "a=3D", "a=3D"},
		{"", "a=3D", "a=3D"},
		{"uuencode", "a=3D", "a=3D"},
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(c.body), "byte by byte": iotest.OneByteReader(strings.NewReader(c.body))} {
			got, err := io.ReadAll(decodeTransfer(r, c.encoding))
			if err != nil || string(got) != c.want {
				t.Errorf("%s, %s: %q = %q, %v, want %q", c.encoding, name, c.body, got, err, c.want)
			}
		}
	}
}

// What the standard library writes comes back, however it is read.
func TestTransferEncodingsOfRandomBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 200 {
		content := []byte(randomText(r, 2000))
		var quoted, binary bytes.Buffer
		for w, b := range map[*bytes.Buffer]bool{&quoted: false, &binary: true} {
			q := quotedprintable.NewWriter(w)
			q.Binary = b
			q.Write(content)
			q.Close()
		}
		plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(quoted.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			encoding, body string
			want           []byte
		}{
			{"quoted-printable", binary.String(), content},
			{"quoted-printable", quoted.String(), plain},
			{"base64", base64.StdEncoding.EncodeToString(content), content},
			{"base64", base64.RawStdEncoding.EncodeToString(content), content},
		} {
			if err := iotest.TestReader(decodeTransfer(strings.NewReader(c.body), c.encoding), c.want); err != nil {
				t.Fatalf("%s of %q: %v", c.encoding, c.body, err)
			}
		}
	}
}

func TestTransferEncodingsPassErrorsOn(t *testing.T) {
	for _, encoding := range []string{"quoted-printable", "base64", "8bit"} {
		r := decodeTransfer(io.MultiReader(strings.NewReader("YWJj"), iotest.ErrReader(io.ErrClosedPipe)), encoding)
		if got, err := io.ReadAll(r); !errors.Is(err, io.ErrClosedPipe) || len(got) == 0 {
			t.Errorf("%s: %q, %v", encoding, got, err)
		}
	}
}
