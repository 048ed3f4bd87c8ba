package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/net/html/charset"

	"wxbackup/convert/item"
)

// rssListing is a feed in RSS 2.0, with the full text of its articles or
// without. Its mark is the rss element. Of any feed, the entries about other
// things than the platform's articles are left out.
var rssListing = listing{
	format:  item.FormatRSS,
	matches: func(_ string, head []byte) bool { return isXML(head) && bytes.Contains(head, []byte("<rss")) },
	read:    readFeed,
}

// atomListing is a feed in Atom. Its marks are the feed element and the
// format's namespace.
var atomListing = listing{
	format: item.FormatAtom,
	matches: func(_ string, head []byte) bool {
		return isXML(head) && bytes.Contains(head, []byte("<feed")) && bytes.Contains(head, []byte("http://www.w3.org/2005/Atom"))
	},
	read: readFeed,
}

// isXML keeps texts about feeds apart from feeds.
func isXML(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
	return startsWith(head, "<?xml", "<rss", "<feed", "<!--")
}

// atomNamespace is the space of Atom's names; those of RSS have none.
const atomNamespace = "http://www.w3.org/2005/Atom"

// feed reads the entries of a feed one after the other.
type feed struct {
	xml   *xml.Decoder
	text  *itemReader
	emit  func(name string, content any) error
	entry item.FeedEntry
	// depth counts the elements around: those of the feed itself stand at
	// channelDepth in RSS and at feedDepth in Atom.
	depth int
	count feedCount
}

const (
	feedDepth    = 1
	channelDepth = 2
)

// feedCount counts the entries of a feed, and those that are articles.
type feedCount struct{ entries, articles int }

func readFeed(f *blob, _ string, emit func(name string, content any) error) error {
	text := newItemReader(withoutControls{io.NewSectionReader(f, 0, f.size)})
	r := feed{xml: xml.NewDecoder(text), text: text, emit: emit}
	r.xml.Strict, r.xml.Entity, r.xml.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	for {
		err := r.step()
		switch {
		case errors.Is(err, io.EOF) && r.depth > 0:
			return io.ErrUnexpectedEOF
		case errors.Is(err, io.EOF) && r.count.articles == 0:
			return errNoArticle
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return unfinished(err)
		}
	}
}

// step reads on to the next start or end of an element.
func (r *feed) step() error {
	token, err := r.xml.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		r.depth--
	}
	return nil
}

func (r *feed) start(t xml.StartElement) error {
	isOwn := t.Name.Space == "" || t.Name.Space == atomNamespace
	isOfFeed := r.depth == feedDepth || r.depth == channelDepth
	switch name := t.Name.Local; {
	case !isOwn:
		return unfinished(r.xml.Skip())
	case isOfFeed && name == "title":
		return r.ofFeed(&t, &r.entry.Feed)
	case isOfFeed && name == "generator":
		return r.ofFeed(&t, &r.entry.Generator)
	case isOfFeed && (name == "item" || name == "entry"):
		return r.article(&t)
	case r.depth >= channelDepth:
		return unfinished(r.xml.Skip())
	}
	r.depth++
	return nil
}

// ofFeed reads a text of the feed; the first one counts.
func (r *feed) ofFeed(t *xml.StartElement, to *string) error {
	var s string
	if err := r.xml.DecodeElement(&s, t); err != nil {
		return unfinished(err)
	}
	if *to == "" {
		*to = s
	}
	return nil
}

func (r *feed) article(t *xml.StartElement) error {
	r.text.next()
	var inside struct {
		XML string `xml:",innerxml"`
	}
	if err := r.xml.DecodeElement(&inside, t); err != nil {
		return fmt.Errorf("reading entry %d: %w", r.count.entries+1, unfinished(err))
	}
	r.entry.XML = inside.XML
	return r.count.hand(r.entry, r.emit)
}

// hand hands on an entry that is about an article.
func (c *feedCount) hand(e item.FeedEntry, emit func(name string, content any) error) error {
	c.entries++
	if !e.NamesArticle() {
		return nil
	}
	c.articles++
	return emit(strconv.Itoa(c.entries), e)
}

// withoutControls leaves out the control characters that no XML may hold and
// that tools copy from articles all the same.
type withoutControls struct{ r io.Reader }

func (w withoutControls) Read(buf []byte) (int, error) {
	n, err := w.r.Read(buf)
	kept := buf[:0]
	for _, c := range buf[:n] {
		if c >= ' ' || c == '\t' || c == '\n' || c == '\r' {
			kept = append(kept, c)
		}
	}
	return len(kept), err
}
