package item

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"

	"wxbackup/article"
)

// maxDOCXDepth is how deep the elements of a document may stand in each other:
// those of a table in a table have a depth of about 30.
const maxDOCXDepth = 256

var errDOCXDepth = errors.New("document is nested too deep")

// readDOCX reads a Word document that a program made of an article: its main
// part, its relationships and its styles, as the file has them. Where the
// program kept the names of the page's elements as bookmarks, as pandoc does,
// they tell what is the article; else all is.
func readDOCX(item json.RawMessage) (*Statement, error) {
	var file struct{ Name, Document, Relationships, Styles string }
	if err := json.Unmarshal(item, &file); err != nil {
		return nil, err
	}
	var root xmlNode
	if err := xml.Unmarshal([]byte(file.Document), &root); err != nil {
		return nil, fmt.Errorf("reading document: %w", err)
	}
	if root.isDeeper(maxDOCXDepth) {
		return nil, errDOCXDepth
	}
	d := docx{links: docxLinks(file.Relationships), headings: docxHeadings(file.Styles)}
	t := &text{article: article.Article{
		Title:   d.title(root.child("body")),
		Author:  oneLine(textIn(root.bookmark("js_author_name"))),
		Account: oneLine(textIn(root.bookmark("profileBt"))),
	}}
	body := root.bookmark("js_content")
	if body == nil {
		body = root.child("body").Nodes
	}
	d.blocks(body)
	if err := t.parseHTML(d.html.String()); err != nil {
		return nil, err
	}
	if first := t.body.first(); first != nil && t.article.Title != "" && oneLine(textOf(first)) == t.article.Title {
		t.body.root.RemoveChild(first)
	}
	if t.article.Title == "" {
		t.article.Title = oneLine(strings.TrimSuffix(file.Name, path.Ext(file.Name)))
	}
	return t.statement()
}

// docxLinks are the targets of a document's relationships by their ids.
func docxLinks(src string) map[string]string {
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
		}
	}
	// A document without them, or with damaged ones, has its text all the same.
	_ = xml.Unmarshal([]byte(src), &relations)
	links := map[string]string{}
	for _, r := range relations.Relationship {
		links[r.ID] = strings.TrimPrefix(r.Target, "/word/")
	}
	return links
}

// docxHeadings are the levels of the styles of headings, 0 for the title's.
// Styles have names in every language; the names of their kinds are English.
func docxHeadings(src string) map[string]int {
	headings := map[string]int{
		"Title": 0, "Heading1": 1, "Heading2": 2, "Heading3": 3, "Heading4": 4, "Heading5": 5, "Heading6": 6,
	}
	var styles xmlNode
	_ = xml.Unmarshal([]byte(src), &styles)
	for i := range styles.Nodes {
		style := &styles.Nodes[i]
		name := strings.ToLower(style.child("name").attr("val"))
		switch level, ok := strings.CutPrefix(name, "heading "); {
		case name == "title":
			headings[style.attr("styleId")] = 0
		case ok && len(level) == 1 && "1" <= level && level <= "6":
			headings[style.attr("styleId")] = int(level[0] - '0')
		}
	}
	return headings
}

// title is the first paragraph with the style of a title, else the first
// heading.
func (d *docx) title(body *xmlNode) string {
	heading := ""
	for i := range body.Nodes {
		p := &body.Nodes[i]
		level, ok := d.level(p)
		words := oneLine(textIn(p.Nodes))
		switch {
		case !ok || words == "":
		case level == 0:
			return words
		case heading == "":
			heading = words
		}
	}
	return heading
}

// xmlNode is any element. Of names only the part without namespace is looked
// at: the standard has two sets of namespaces for the same elements.
type xmlNode struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []xmlNode  `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n *xmlNode) isDeeper(depth int) bool {
	if depth == 0 {
		return true
	}
	for i := range n.Nodes {
		if n.Nodes[i].isDeeper(depth - 1) {
			return true
		}
	}
	return false
}

func (n *xmlNode) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child is the first child of a name, an empty element where there is none.
func (n *xmlNode) child(name string) *xmlNode {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == name {
			return &n.Nodes[i]
		}
	}
	return &xmlNode{}
}

// find is the first element of a name below n, in the order of the document;
// nil for none.
func (n *xmlNode) find(name string) *xmlNode {
	for i := range n.Nodes {
		c := &n.Nodes[i]
		if c.XMLName.Local == name {
			return c
		}
		if found := c.find(name); found != nil {
			return found
		}
	}
	return nil
}

// bookmark is what stands between the ends of a bookmark, where both have one
// parent; nil for none.
func (n *xmlNode) bookmark(name string) []xmlNode {
	nodes, _ := n.findBookmark(name)
	return nodes
}

func (n *xmlNode) findBookmark(name string) (nodes []xmlNode, found bool) {
	for i := range n.Nodes {
		c := &n.Nodes[i]
		if c.XMLName.Local == "bookmarkStart" && c.attr("name") == name {
			return until(n.Nodes[i+1:], c.attr("id")), true
		}
		if nodes, found = c.findBookmark(name); found {
			return nodes, true
		}
	}
	return nil, false
}

// until are the nodes before the end of the bookmark with an id.
func until(nodes []xmlNode, id string) []xmlNode {
	for i := range nodes {
		if nodes[i].XMLName.Local == "bookmarkEnd" && nodes[i].attr("id") == id {
			return nodes[:i]
		}
	}
	return nil
}

// textIn is the text of the nodes.
func textIn(nodes []xmlNode) string {
	var b strings.Builder
	for i := range nodes {
		if n := &nodes[i]; n.XMLName.Local == "t" {
			b.WriteString(n.Text)
		} else {
			b.WriteString(textIn(n.Nodes))
		}
	}
	return b.String()
}
