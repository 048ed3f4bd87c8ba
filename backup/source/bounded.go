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
// were saved on Windows are in GB18030: text of which the beginning is that
// and no UTF-8. Text with a damaged letter is neither.
func textOf(f *blob) *bounded {
	r := bufio.NewReaderSize(io.NewSectionReader(f, 0, f.size), maxTextHead)
	b := &bounded{r: r}
	b.next()
	head, err := r.Peek(maxTextHead)
	switch {
	case bytes.HasPrefix(head, byteOrderMark):
		_, _ = r.Discard(len(byteOrderMark))
	case !begins(head, err != nil, utf8.Valid) && begins(head, err != nil, isGB18030):
		b.r = simplifiedchinese.GB18030.NewDecoder().Reader(r)
	}
	return b
}

// maxTextHead is how many bytes tell an encoding: of a table mostly in Latin
// letters, the first Chinese ones can be far down.
const maxTextHead = 64 << 10

// begins reports whether a beginning is in an encoding; a letter may be cut off
// at its end, where it is not the whole text.
func begins(head []byte, whole bool, in func([]byte) bool) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if in(head[:len(head)-cut]) {
			return true
		}
		if whole {
			break
		}
	}
	return false
}

func isGB18030(text []byte) bool {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
	return err == nil && !bytes.ContainsRune(decoded, utf8.RuneError)
}

// newCSV reads the rows of a text, whatever their length and quotes.
func newCSV(text io.Reader) *csv.Reader {
	r := csv.NewReader(text)
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, false
	return r
}
