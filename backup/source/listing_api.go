package source

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"wxbackup/convert/item"
)

// apiListing is what the platform's own interface answered, as it came:
// freepublish/batchget, freepublish/getarticle, draft/batchget, draft/get,
// material/batchget_material and material/get_material, one answer, several in
// an array, or one a line. Its marks are news_item, and item_count beside
// total_count; an error is known by the errcode it begins with.
var apiListing = listing{format: item.FormatAPI, matches: isAnswer, read: readAnswers}

// beginsWithError matches an answer that is an error, alone or in an array.
var beginsWithError = regexp.MustCompile(`^\s*\[?\s*\{\s*"errcode"\s*:\s*-?\d`)

func isAnswer(_ string, head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
	if !startsWith(head, "{", "[") {
		return false
	}
	return bytes.Contains(head, []byte(`"news_item"`)) || beginsWithError.Match(head) ||
		bytes.Contains(head, []byte(`"item_count"`)) && bytes.Contains(head, []byte(`"total_count"`))
}

// answers reads answers one after the other.
type answers struct {
	json *json.Decoder
	text *itemReader
	emit func(name string, content any) error
	// told is the interface that the file's name tells, "" for none.
	told item.NewsKind
	// messages and articles were read so far.
	messages, articles int
	// refused is the first error among the answers.
	refused error
}

func readAnswers(f *blob, name string, emit func(name string, content any) error) error {
	text, err := f.items()
	if err != nil {
		return err
	}
	a := answers{json: json.NewDecoder(text), text: text, emit: emit, told: toldKind(name)}
	for {
		text.next()
		err := a.value(0)
		switch {
		case errors.Is(err, io.EOF) && a.refused == nil && a.articles == 0:
			return errNoArticle
		case errors.Is(err, io.EOF):
			return a.refused
		case err != nil:
			return err
		}
	}
}

// toldKind reads the name that users give to the file of an answer.
func toldKind(name string) item.NewsKind {
	name = strings.ToLower(path.Base(name))
	switch {
	case strings.Contains(name, "draft"), strings.Contains(name, "草稿"):
		return item.NewsDraft
	case strings.Contains(name, "publish"):
		return item.NewsPublished
	case strings.Contains(name, "material"), strings.Contains(name, "素材"):
		return item.NewsMaterial
	}
	return ""
}

// maxAnswerDepth is how deep a message stands: in the list of an answer, in an
// array of answers.
const maxAnswerDepth = 4

var errTooNested = errors.New("answer is nested deeper than any")

func (a *answers) value(depth int) error {
	if depth > maxAnswerDepth {
		return errTooNested
	}
	token, err := a.json.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		return a.array(depth)
	case json.Delim('{'):
		return a.object(depth)
	}
	return nil
}

func (a *answers) array(depth int) error {
	for a.json.More() {
		a.text.next()
		if err := a.value(depth + 1); err != nil {
			return unfinished(err)
		}
	}
	_, err := a.json.Token()
	return unfinished(err)
}

// object reads an answer or a message; a message has what an answer with one
// message has.
func (a *answers) object(depth int) error {
	var m message
	for a.json.More() {
		key, err := a.json.Token()
		if err != nil {
			return unfinished(err)
		}
		if key == "item" {
			err = a.value(depth + 1)
		} else {
			var field json.RawMessage
			if err = a.json.Decode(&field); err == nil {
				m.take(key, field)
			}
		}
		if err != nil {
			return unfinished(err)
		}
	}
	if _, err := a.json.Token(); err != nil {
		return unfinished(err)
	}
	return a.message(&m)
}

// unfinished tells a file that ends inside a value from one that ends.
func unfinished(err error) error {
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) || errors.As(err, &syntax) && syntax.Msg == "unexpected EOF" {
		return io.ErrUnexpectedEOF
	}
	return err
}

// message is what an object of an answer says.
type message struct {
	articleID, mediaID string
	created, updated   json.RawMessage
	news               []json.RawMessage
	code               int64
	text               string
}

// take takes a field. One of another type than the interface gives it is left
// out: others than the platform write such files, too.
func (m *message) take(key json.Token, field json.RawMessage) {
	switch key {
	case "article_id":
		_ = json.Unmarshal(field, &m.articleID)
	case "media_id":
		_ = json.Unmarshal(field, &m.mediaID)
	case "create_time":
		m.created = field
	case "update_time":
		m.updated = field
	case "news_item":
		_ = json.Unmarshal(field, &m.news)
	case "content":
		m.takeContent(field)
	case "errcode":
		_ = json.Unmarshal(field, &m.code)
	case "errmsg":
		_ = json.Unmarshal(field, &m.text)
	}
}

// takeContent takes the content of a message. Its times are those of the
// articles; the time outside repeats the later one.
func (m *message) takeContent(field json.RawMessage) {
	var content map[string]json.RawMessage
	if json.Unmarshal(field, &content) != nil {
		return
	}
	for _, key := range []string{"create_time", "update_time", "news_item"} {
		if value, ok := content[key]; ok {
			m.take(key, value)
		}
	}
}

func (a *answers) message(m *message) error {
	if m.code != 0 && len(m.news) == 0 && a.refused == nil {
		a.refused = fmt.Errorf("interface answered with error %d: %s", m.code, m.text)
	}
	if len(m.news) == 0 {
		return nil
	}
	a.messages++
	kind := m.kind(a.told)
	for i, news := range m.news {
		a.articles++
		name := strconv.Itoa(a.messages) + "." + strconv.Itoa(i+1)
		err := a.emit(name, item.News{
			Kind: kind, ID: m.articleID + m.mediaID, CreateTime: m.created, UpdateTime: m.updated, Index: i + 1, Item: news,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// kind tells which interface answered. Published articles have an article_id
// or say whether they were deleted. Drafts and materials both have a media_id;
// a draft has addresses that hold for a while only, or the type of its
// articles.
func (m *message) kind(told item.NewsKind) item.NewsKind {
	if m.articleID != "" {
		return item.NewsPublished
	}
	kind := told
	for _, news := range m.news {
		var n map[string]json.RawMessage
		if json.Unmarshal(news, &n) != nil {
			continue
		}
		if isTemporary(n["url"]) {
			return item.NewsDraft
		}
		if kind == "" {
			kind = kindOfNews(n)
		}
	}
	switch {
	case kind != "":
		return kind
	case m.mediaID != "":
		return item.NewsMaterial
	}
	return item.NewsPublished
}

func isTemporary(address json.RawMessage) bool {
	return bytes.Contains(address, []byte("tempkey=")) || bytes.Contains(address, []byte("preview=1"))
}

func kindOfNews(n map[string]json.RawMessage) item.NewsKind {
	switch {
	case n["is_deleted"] != nil:
		return item.NewsPublished
	case n["article_type"] != nil || len(n["url"]) <= len(`""`):
		return item.NewsDraft
	}
	return ""
}
