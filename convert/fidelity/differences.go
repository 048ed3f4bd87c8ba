package fidelity

import "strings"

// Difference is one place where a page and its Markdown show something else.
type Difference struct {
	// What differs: text, bold, image, link, code, cell, math or embed.
	What string `json:"what"`
	// Page and Markdown are what each of them has there, "" for nothing.
	Page     string `json:"page"`
	Markdown string `json:"markdown"`
	// Before and After are the text around, of text and bold only.
	Before string `json:"before"`
	After  string `json:"after"`
}

// Differences lists all differences between the raw body's content and the
// Markdown's, those of one kind together and in reading order. cards are as
// for Compare. Pictures are the same when their names are: see RenameImages.
// Text that differs within a cell, a line of code or a formula shows twice: by
// itself, and as the whole that it belongs to.
func Differences(raw, rendered Content, cards []Card) []Difference {
	rest, found := rendered.without(cards, raw.Text)
	var list []Difference
	list = append(list, textDifferences(&raw, &rest)...)
	list = append(list, boldDifferences(&raw, &rendered)...)
	list = append(list, named("image", raw.Images, rendered.Images)...)
	list = append(list, named("link", raw.Links, withoutLinks(rendered.Links, cards))...)
	list = append(list, changed("code", &raw, &rendered, codeChanges(&raw, &rendered))...)
	list = append(list, changed("cell", &raw, &rendered, changes(&raw, raw.Cells, &rendered, rendered.Cells))...)
	list = append(list, changed("math", &raw, &rendered, changes(&raw, raw.Math, &rendered, rendered.Math))...)
	return append(list, embedDifferences(raw.Embeds, cards, found)...)
}

// RenameImages gives every picture the name by which it is compared.
func (c *Content) RenameImages(name func(source string) string) {
	renamed := make([]string, len(c.Images))
	for i, source := range c.Images {
		renamed[i] = name(source)
	}
	c.Images = renamed
}

// letters is how many equal letters between two differences of a text do not
// part them: scattered ones come from chance.
const letters = 2

func textDifferences(raw, rendered *Content) []Difference {
	var list []Difference
	for _, h := range hunks(raw.Text, rendered.Text, letters) {
		list = append(list, Difference{
			What: "text", Page: raw.between(h.a), Markdown: rendered.between(h.b),
			Before: raw.before(h.a.Start), After: raw.after(h.a.End),
		})
	}
	return list
}

// boldDifferences lists the bold that was lost, then the bold that was added.
func boldDifferences(raw, rendered *Content) []Difference {
	var list []Difference
	out := rendered.boldText()
	for _, h := range hunks(raw.boldText(), out, 0) {
		for _, s := range raw.stretches(raw.Bold[h.a.Start:h.a.End]) {
			list = append(list, Difference{What: "bold", Page: raw.between(s), Before: raw.before(s.Start), After: raw.after(s.End)})
		}
	}
	for _, h := range hunks(raw.boldable(), out, 0) {
		for _, s := range rendered.stretches(rendered.Bold[h.b.Start:h.b.End]) {
			list = append(list, Difference{What: "bold", Markdown: rendered.between(s), Before: rendered.before(s.Start), After: rendered.after(s.End)})
		}
	}
	return list
}

// stretches are the parts of the text whose letters are at the given places,
// with the marks between them.
func (c *Content) stretches(places []int) []Span {
	var list []Span
	for _, at := range places {
		if n := len(list); n > 0 && !hasLetter(c.Text[list[n-1].End:at]) {
			list[n-1].End = at + 1
			continue
		}
		list = append(list, Span{at, at + 1})
	}
	return list
}

func hasLetter(text []rune) bool {
	for _, r := range text {
		if countsAsBold(r) {
			return true
		}
	}
	return false
}

// named lists what only one of two rows has. What stands in the place of
// something else is one difference with it.
func named(what string, in, out []string) []Difference {
	var list []Difference
	for _, h := range hunks(in, out, 0) {
		list = append(list, pairs(what, in[h.a.Start:h.a.End], out[h.b.Start:h.b.End])...)
	}
	return list
}

// changed lists what changed among parts of one kind.
func changed(what string, raw, rendered *Content, changes []change) []Difference {
	var list []Difference
	for _, c := range changes {
		list = append(list, pairs(what, raw.spaced(c.lost), rendered.spaced(c.extra))...)
	}
	return list
}

func pairs(what string, in, out []string) []Difference {
	list := make([]Difference, max(len(in), len(out)))
	for i := range list {
		list[i] = Difference{What: what, Page: at(in, i), Markdown: at(out, i)}
	}
	return list
}

func at(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// withoutLinks leaves out, once for each card, where it leads.
func withoutLinks(links []string, cards []Card) []string {
	made := map[string]int{}
	for _, card := range cards {
		made[card.Link]++
	}
	var rest []string
	for _, href := range links {
		if made[href] > 0 {
			made[href]--
			continue
		}
		rest = append(rest, href)
	}
	return rest
}

// embedDifferences lists the cards that were not found, and the embeds that
// have none.
func embedDifferences(embeds []string, cards []Card, found []bool) []Difference {
	var list []Difference
	for i, card := range cards {
		if !found[i] {
			list = append(list, Difference{What: "embed", Page: card.Text})
		}
	}
	for _, name := range embeds[min(len(cards), len(embeds)):] {
		list = append(list, Difference{What: "embed", Page: name})
	}
	return list
}

// around is how many characters of the text around a difference are shown.
const around = 20

func (c *Content) before(place int) string { return c.between(Span{max(place-around, 0), place}) }

func (c *Content) after(place int) string {
	return c.between(Span{place, min(place+around, len(c.Text))})
}

// spaced are the texts of spans, with white space.
func (c *Content) spaced(spans []Span) []string {
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = c.between(s)
	}
	return texts
}

// between is a part of the text as a reader sees it, in one line: white space
// of any width is one space.
func (c *Content) between(s Span) string {
	var b strings.Builder
	from := s.Start
	for _, gap := range c.gapsIn(s) {
		b.WriteString(string(c.Text[from:gap]))
		b.WriteByte(' ')
		from = gap
	}
	b.WriteString(string(c.Text[from:s.End]))
	return b.String()
}
