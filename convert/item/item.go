package item

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// ErrUnknown says that an item is of a format that nothing reads.
var ErrUnknown = errors.New("item of an unknown format")

// ErrNothing says that an item names no article: an empty row, a test.
var ErrNothing = errors.New("item names no article")

// Statement is what one item says of its article.
type Statement struct {
	Article article.Article
	Trust   article.Trust
	// Form is FormNone where Body is nil.
	Form article.Form
	// Body holds the raw body as the children of a div, as in page.Page.
	Body *html.Node
	// Comments are what readers wrote under the article.
	Comments []article.Comment
}

// mark is how the bytes of every item begin.
const mark = `{"wxbackup_item":`

// Seal makes the bytes that the archive keeps of an item: an envelope with the
// format and, as JSON, what the tool wrote. Maps get sorted keys; of a
// json.RawMessage only the white space around its values changes.
func Seal(format string, content any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(struct {
		Format string `json:"wxbackup_item"`
		Item   any    `json:"item"`
	}{format, content})
	if err != nil {
		return nil, fmt.Errorf("sealing item of %s: %w", format, err)
	}
	return b.Bytes(), nil
}

// Is reports whether bytes are those of an item and not of a page.
func Is(src []byte) bool { return bytes.HasPrefix(src, []byte(mark)) }

// readers read the items of the formats.
var readers = map[string]func(item json.RawMessage) (*Statement, error){
	FormatGetmsg:   readGetmsg,
	FormatLinkCSV:  readLink,
	FormatLinkXLSX: readLink,
	FormatQWD:      readQWD,
	FormatWAECSV:   readWAETable,
	FormatWAE:      readWAE,
	FormatWAEXLSX:  readWAETable,
	FormatWXDown:   readWXDown,
	"qwd-md":       markdown(readQWDMarkdown),
	"wae-md":       markdown(readWAEMarkdown),
	"w2m-md":       markdown(readW2M),
	"jw-md":        markdown(readJW),
	"xwd-md":       markdown(readXWD),
	"md":           markdown(readFrontMatter),
	"docx-text":    readDOCX,
	FormatAPI:      readNews,
	FormatRSS:      readFeedEntry,
	FormatAtom:     readFeedEntry,
	FormatJSONFeed: readFeedEntry,
	FormatMetadata: readMetadata,
	FormatRecords:  readRecord,
}

// Parse reads what Seal made. It fails with ErrUnknown or ErrNothing,
// or where an item is not what its format promises.
func Parse(src []byte) (*Statement, error) {
	var e struct {
		Format string          `json:"wxbackup_item"`
		Item   json.RawMessage `json:"item"`
	}
	if err := json.Unmarshal(src, &e); err != nil {
		return nil, fmt.Errorf("reading item: %w", err)
	}
	read := readers[e.Format]
	if read == nil {
		return nil, fmt.Errorf("reading item of %q: %w", e.Format, ErrUnknown)
	}
	s, err := read(e.Item)
	if err != nil {
		return nil, fmt.Errorf("reading item of %q: %w", e.Format, err)
	}
	return s, nil
}
