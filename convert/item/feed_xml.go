package item

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// element is one element of an entry. Its name keeps the prefix as its space:
// the entry stands here without the feed around it, which says what prefixes
// mean.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Inside   string     `xml:",innerxml"`
	Elements []element  `xml:",any"`
}

// readXMLEntry reads what stands inside the item of an RSS feed or the entry
// of an Atom feed; their elements have different names.
func readXMLEntry(src string) (*told, error) {
	d := xml.NewDecoder(strings.NewReader("<entry>" + src + "</entry>"))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var entry element
	if err := d.Decode(&entry); err != nil {
		return nil, fmt.Errorf("reading entry: %w", err)
	}
	t := &told{}
	dates := map[string]string{}
	for i := range entry.Elements {
		e := &entry.Elements[i]
		if name := e.name(); name == "pubDate" || name == "published" || name == "updated" || name == "dc:date" {
			dates[name] = e.Text
			continue
		}
		t.take(e)
	}
	t.published = cmp.Or(dates["pubDate"], dates["published"], dates["dc:date"], dates["updated"])
	return t, nil
}

func (t *told) take(e *element) {
	switch e.name() {
	case "id", "guid":
		t.ids = append(t.ids, e.Text)
	case "link":
		t.link(e)
	case "title":
		t.title = html.UnescapeString(e.Text)
	case "author", "dc:creator":
		t.author = cmp.Or(t.author, e.person())
	case "description", "summary":
		t.summary = e.html()
	case "content:encoded", "content":
		t.content = e.html()
	case "enclosure":
		if strings.HasPrefix(e.attr("type"), "image") {
			t.picture = cmp.Or(t.picture, e.attr("url"))
		}
	}
}

// link is the entry's own address or, in an Atom feed, a file beside it.
func (t *told) link(e *element) {
	switch rel := e.attr("rel"); {
	case rel == "" || rel == "alternate":
		t.ids = append(t.ids, cmp.Or(e.attr("href"), e.Text))
	case rel == "enclosure" && strings.HasPrefix(e.attr("type"), "image"):
		t.picture = cmp.Or(t.picture, e.attr("href"))
	}
}

func (e *element) name() string {
	if e.XMLName.Space == "" {
		return e.XMLName.Local
	}
	return e.XMLName.Space + ":" + e.XMLName.Local
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// html is the HTML in an element: as text, or as elements of its own.
func (e *element) html() string {
	if e.attr("type") == "xhtml" || len(e.Elements) > 0 {
		return e.Inside
	}
	return e.Text
}

// mailbox matches "box@host (name)", as RSS writes an author.
var mailbox = regexp.MustCompile(`^\S+@\S+\s+\((.*)\)$`)

// person is the name of an author.
func (e *element) person() string {
	for i := range e.Elements {
		if e.Elements[i].name() == "name" {
			return e.Elements[i].Text
		}
	}
	name := strings.TrimSpace(e.Text)
	if m := mailbox.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return html.UnescapeString(name)
}
