package cmd

import (
	"cmp"
	"fmt"
	"math"

	"wxbackup/internal/ui"
	"wxbackup/links"
)

// showLinks prints links for people: one list, or a summary.
func (a *app) showLinks(g *links.Graph, opts linksOptions) {
	switch {
	case opts.orphans:
		a.ui.Table(linkedTable("orphan", g.Orphans()))
	case opts.deadEnds:
		a.ui.Table(linkedTable("dead end", g.DeadEnds()))
	case opts.missing:
		a.ui.Table(missingTable(g.Missing(), math.MaxInt))
	case opts.outside:
		a.ui.Table(hostTable(g.Hosts()))
	default:
		a.showLinkSummary(g, opts.top)
	}
}

// showLinkSummary prints what there is, and the first of each.
func (a *app) showLinkSummary(g *links.Graph, top int) {
	linked, missing, hosts := g.MostLinked(), g.Missing(), g.Hosts()
	a.ui.Table(countTable(g))
	if n := min(top, len(linked)); n > 0 {
		a.ui.Resultf("")
		a.ui.Table(linkedTable("most linked", linked[:n]))
	}
	if n := min(top, len(missing)); n > 0 {
		a.ui.Resultf("")
		a.ui.Table(missingTable(missing[:n], top))
	}
	if n := min(top, len(hosts)); n > 0 {
		a.ui.Resultf("")
		a.ui.Table(hostTable(hosts[:n]))
	}
}

// countTable says how much there is of each, and how to see all of it.
func countTable(g *links.Graph) *ui.Table {
	count := linkCounts(g)
	t := ui.NewTable(ui.Column{Name: "links"}, ui.Column{Name: "count", Right: true}, ui.Column{Shrink: true})
	row := func(name string, n int, remark string) { t.Row(name, ui.Count(int64(n)), remark) }
	row("articles", count.Articles, "in the archive")
	row("inside", count.Inside, "links from one article to another")
	row("missing", count.Missing, "articles linked to and not in the archive (--missing)")
	row("foreign", count.Foreign, "links to articles of other accounts")
	row("outside", count.Outside, fmt.Sprintf("links to %s (--outside)", quantity(count.Hosts, "host")))
	row("orphans", count.Orphans, "articles that no other links to (--orphans)")
	row("dead ends", count.DeadEnds, "articles that link to no other of the archive (--dead-ends)")
	return t
}

// linkedTable has a row for each article, with how many link to it and how many
// it links to.
func linkedTable(heading string, articles []*links.Article) *ui.Table {
	t := ui.NewTable(ui.Column{Name: "from", Right: true}, ui.Column{Name: "to", Right: true},
		ui.Column{Name: "date"}, ui.Column{Name: "id"}, ui.Column{Name: heading, Shrink: true})
	for _, a := range articles {
		t.Row(ui.Count(int64(len(a.LinkedFrom))), ui.Count(int64(len(a.LinksTo))), shortDate(a.Published), a.ID, a.Title)
	}
	return t
}

// missingTable has a row for each article that is missing, and under it one for
// each of the first top articles in which a link to it stands.
func missingTable(missing []*links.Article, top int) *ui.Table {
	t := ui.NewTable(ui.Column{Name: "from", Right: true}, ui.Column{Name: "missing", Shrink: true}, ui.Column{Name: "id"})
	for _, m := range missing {
		t.Row(ui.Count(int64(len(m.LinkedFrom))), cmp.Or(m.Title, "(no title)"), m.ID)
		shown := m.LinkedFrom[:min(top, len(m.LinkedFrom))]
		for _, from := range shown {
			t.Row("", "in "+from.Title, from.ID)
		}
		if more := len(m.LinkedFrom) - len(shown); more > 0 {
			t.Row("", fmt.Sprintf("in %s more", ui.Count(int64(more))))
		}
	}
	return t
}

func hostTable(hosts []links.Host) *ui.Table {
	t := ui.NewTable(ui.Column{Name: "articles", Right: true}, ui.Column{Name: "links", Right: true}, ui.Column{Name: "outside"})
	for _, h := range hosts {
		t.Row(ui.Count(int64(h.Articles)), ui.Count(int64(h.Links)), h.Name)
	}
	return t
}
