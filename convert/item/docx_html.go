package item

import (
	"html"
	"slices"
	"strconv"
	"strings"
)

// docx writes the content of a Word document as HTML.
type docx struct {
	links    map[string]string
	headings map[string]int
	html     strings.Builder
	// boxes are the text boxes of the paragraph being written, which follow it.
	boxes [][]xmlNode
}

// blocks writes paragraphs, tables and what holds them.
func (d *docx) blocks(nodes []xmlNode) {
	for i := range nodes {
		switch n := &nodes[i]; n.XMLName.Local {
		case "p":
			d.paragraph(n)
		case "tbl":
			d.table(n)
		case "sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent":
			d.blocks(n.Nodes)
		}
	}
}

// paragraph writes a paragraph as what its style says it is. Items of lists are
// paragraphs.
func (d *docx) paragraph(p *xmlNode) {
	tags := []string{"p"}
	style := styleOf(p)
	switch level, ok := d.level(p); {
	case ok:
		tags[0] = "h" + strconv.Itoa(max(level, 1))
	case style == "SourceCode":
		tags[0] = "pre"
	case style == "BlockText", style == "Quote":
		tags = []string{"blockquote", "p"}
	}
	d.wrapped(tags, p.Nodes)
	for len(d.boxes) > 0 {
		box := d.boxes[0]
		d.boxes = d.boxes[1:]
		d.blocks(box)
	}
}

// level is the level of a heading; it is false for any other block.
func (d *docx) level(p *xmlNode) (level int, ok bool) {
	if p.XMLName.Local != "p" {
		return 0, false
	}
	level, ok = d.headings[styleOf(p)]
	return level, ok
}

func styleOf(p *xmlNode) string { return p.child("pPr").child("pStyle").attr("val") }

func (d *docx) table(table *xmlNode) {
	d.html.WriteString("<table>")
	for i := range table.Nodes {
		if row := &table.Nodes[i]; row.XMLName.Local == "tr" {
			d.row(row)
		}
	}
	d.html.WriteString("</table>\n")
}

func (d *docx) row(row *xmlNode) {
	d.html.WriteString("<tr>")
	for i := range row.Nodes {
		cell := &row.Nodes[i]
		if cell.XMLName.Local != "tc" {
			continue
		}
		d.html.WriteString("<td")
		if span, err := strconv.Atoi(cell.child("tcPr").child("gridSpan").attr("val")); err == nil && span > 1 {
			d.html.WriteString(` colspan="` + strconv.Itoa(span) + `"`)
		}
		d.html.WriteString(">")
		d.blocks(cell.Nodes)
		d.html.WriteString("</td>")
	}
	d.html.WriteString("</tr>")
}

// wrapped writes what stands in a line inside elements.
func (d *docx) wrapped(tags []string, nodes []xmlNode) {
	for _, tag := range tags {
		d.html.WriteString("<" + tag + ">")
	}
	d.inline(nodes)
	for _, tag := range slices.Backward(tags) {
		d.html.WriteString("</" + tag + ">")
	}
}

// inline writes what stands in a line. Deleted text, properties and the codes
// of fields are not shown.
func (d *docx) inline(nodes []xmlNode) {
	for i := range nodes {
		switch n := &nodes[i]; n.XMLName.Local {
		case "r":
			d.wrapped(marksOf(n), n.Nodes)
		case "t":
			d.html.WriteString(html.EscapeString(n.Text))
		case "br", "cr":
			d.html.WriteString("<br>")
		case "tab":
			d.html.WriteString(" ")
		case "noBreakHyphen":
			d.html.WriteString("-")
		case "hyperlink":
			d.link(n)
		case "drawing", "pict", "object":
			d.picture(n)
		case "AlternateContent":
			d.inline(n.child("Choice").Nodes)
		case "pPr", "rPr", "del", "moveFrom":
		default:
			d.inline(n.Nodes)
		}
	}
}

// marksOf are the elements for the look of a run that shows anything.
func marksOf(run *xmlNode) []string {
	look := run.child("rPr")
	if !visible(textIn(run.Nodes)) {
		return nil
	}
	var tags []string
	for _, mark := range [...][2]string{{"b", "strong"}, {"i", "em"}, {"strike", "s"}} {
		if isOn(look.child(mark[0])) {
			tags = append(tags, mark[1])
		}
	}
	switch look.child("vertAlign").attr("val") {
	case "superscript":
		tags = append(tags, "sup")
	case "subscript":
		tags = append(tags, "sub")
	}
	if look.child("rStyle").attr("val") == "VerbatimChar" {
		tags = append(tags, "code")
	}
	return tags
}

// isOn reports whether a property is there and not switched off.
func isOn(n *xmlNode) bool {
	switch n.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return n.XMLName.Local != ""
}

func (d *docx) link(n *xmlNode) {
	target := d.links[n.attr("id")]
	if !isWeb(target) {
		d.inline(n.Nodes)
		return
	}
	d.html.WriteString(`<a href="` + html.EscapeString(target) + `">`)
	d.inline(n.Nodes)
	d.html.WriteString("</a>")
}

// picture writes the picture of a drawing, and keeps its text boxes for after
// the paragraph. pandoc keeps the picture's address in its description.
func (d *docx) picture(n *xmlNode) {
	if box := n.find("txbxContent"); box != nil {
		d.boxes = append(d.boxes, box.Nodes)
	}
	src := ""
	if blip := n.find("blip"); blip != nil {
		src = d.links[blip.attr("embed")]
		if src == "" {
			src = d.links[blip.attr("link")]
		}
	} else if data := n.find("imagedata"); data != nil {
		src = d.links[data.attr("id")]
	}
	if src == "" {
		return
	}
	d.html.WriteString(`<img src="` + html.EscapeString(src) + `"`)
	if about := n.find("cNvPr"); about != nil && isWeb(about.attr("descr")) {
		d.html.WriteString(` data-src="` + html.EscapeString(about.attr("descr")) + `"`)
	}
	if about := n.find("docPr"); about != nil && !isWeb(about.attr("descr")) {
		d.html.WriteString(` alt="` + html.EscapeString(about.attr("descr")) + `"`)
	}
	d.html.WriteString(">")
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
