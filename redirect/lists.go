package redirect

import (
	"slices"
	"strings"

	"wxbackup/article"
)

// The reasons why a row of a list is strange.
const (
	reasonNoAddress  = "the first cell is no address that a rule can stand for"
	reasonNoArticle  = "no cell names an article of the archive"
	reasonTwo        = "the cells name different articles"
	reasonNoTarget   = "the second cell is neither an article of the archive nor an address without query"
	reasonNoBaseURL  = "the site's address is not known; publish with --base-url first"
	reasonOwnAddress = "the old address is the new one"
)

// lists reads the owner's lists: aliases first, for rows of old addresses may
// use them.
func (b *builder) lists(in Input) {
	if len(in.Aliases)+len(in.Legacy) == 0 {
		return
	}
	known := namesOf(in.Articles)
	b.aliases(in.Aliases, known)
	for _, row := range in.Legacy {
		if reason := b.legacy(row, known); reason != "" {
			b.report.Strange = append(b.report.Strange, Strange{row, reason})
		}
	}
}

// aliases takes the rows again and again until none of them adds a name, so
// that their order does not matter.
func (b *builder) aliases(rows []Row, known names) {
	for learned := true; learned; {
		learned = false
		rows = slices.DeleteFunc(slices.Clone(rows), func(row Row) bool {
			used := b.alias(row, known)
			learned = learned || used
			return used
		})
	}
	for _, row := range rows {
		b.report.Strange = append(b.report.Strange, Strange{row, reasonNoArticle})
	}
}

// alias makes all names of a row claims of the article that one of them names;
// false when none is known yet.
func (b *builder) alias(row Row, known names) bool {
	owner, found := -1, false
	var fresh []string
	for _, cell := range row.Cells {
		i, ok := known.find(cell)
		switch {
		case ok && found && i != owner:
			b.report.Strange = append(b.report.Strange, Strange{row, reasonTwo})
			return true
		case ok:
			owner, found = i, true
		default:
			fresh = append(fresh, namesIn(cell)...)
		}
	}
	if !found {
		return false
	}
	for _, name := range fresh {
		known[name] = owner
		b.claims = append(b.claims, claim{source: sourceOfName(name), end: owner, listed: true})
	}
	return true
}

func sourceOfName(name string) Source {
	if key, err := article.ParseKey(name); err == nil {
		return Source{Key: key}
	}
	return Source{ShortID: name}
}

// legacy makes a claim of a row: old address, new one. It gives the reason why
// it cannot.
func (b *builder) legacy(row Row, known names) (reason string) {
	source, ok := b.site.oldAddress(row.Cells[0])
	if !ok {
		return reasonNoAddress
	}
	to := ""
	if len(row.Cells) > 1 {
		to = row.Cells[1]
	}
	i, reason := b.listedEnd(row, to, known)
	if reason != "" {
		return reason
	}
	target := b.ends[i].target
	switch {
	case source.Host != "" && strings.HasPrefix(target, "/"):
		return reasonNoBaseURL
	case target != "" && b.site.isAt(source, target):
		return reasonOwnAddress
	}
	b.claims = append(b.claims, claim{source: source, end: i, listed: true})
	return ""
}

// listedEnd is where the second cell of a row leads: the number of an end.
func (b *builder) listedEnd(row Row, cell string, known names) (i int, reason string) {
	if isGone(cell) {
		return b.addEnd(end{}), ""
	}
	if i, ok := known.find(cell); ok {
		return i, ""
	}
	target, path, ok := b.site.newAddress(cell)
	if !ok {
		return 0, reasonNoTarget
	}
	if id, live := b.live[path]; live {
		return b.addEnd(end{id, target}), ""
	}
	if path != "" {
		b.report.Unseen = append(b.report.Unseen, Unseen{row, target})
	}
	return b.addEnd(end{target: target}), ""
}

func isGone(cell string) bool {
	return cell == "" || cell == "410" || strings.EqualFold(cell, "gone")
}

func (b *builder) addEnd(e end) int {
	b.ends = append(b.ends, e)
	return len(b.ends) - 1
}

func (b *builder) noteListed(s Source) {
	if b.listed == nil {
		b.listed = map[Source]bool{}
	}
	b.listed[s] = true
}
