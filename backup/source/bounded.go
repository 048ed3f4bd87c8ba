package source

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// bounded is a reader of which no item can take more than MaxSize.
type bounded struct {
	r    io.Reader
	left int64
}

// Read fails with ErrTooLarge where an item does not end.
func (b *bounded) Read(buf []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := b.r.Read(buf[:min(int64(len(buf)), b.left)])
	b.left -= int64(n)
	return n, err
}

// next begins another item.
func (b *bounded) next() { b.left = MaxSize }

var byteOrderMark = []byte("\xef\xbb\xbf")

// textOf is the text of a file as UTF-8, without a mark before it. Tables that
// were saved on Windows are in GB18030: text of which the beginning is no
// UTF-8 is taken for that.
func textOf(f *blob) *bounded {
	r := bufio.NewReaderSize(io.NewSectionReader(f, 0, f.size), maxTextHead)
	b := &bounded{r: r}
	b.next()
	head, err := r.Peek(maxTextHead)
	switch {
	case bytes.HasPrefix(head, byteOrderMark):
		_, _ = r.Discard(len(byteOrderMark))
	case !startsAsUTF8(head, err != nil):
		b.r = simplifiedchinese.GB18030.NewDecoder().Reader(r)
	}
	return b
}

// maxTextHead is how many bytes tell an encoding: of a table mostly in Latin
// letters, the first Chinese ones can be far down.
const maxTextHead = 64 << 10

// startsAsUTF8 allows for a letter cut off at the end of a beginning.
func startsAsUTF8(head []byte, whole bool) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
		if whole {
			break
		}
	}
	return false
}

// newCSV reads the rows of a text, whatever their length and quotes.
func newCSV(text io.Reader) *csv.Reader {
	r := csv.NewReader(text)
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, false
	return r
}
