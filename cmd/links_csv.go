package cmd

import (
	"strconv"

	"wxbackup/links"
)

// linkRows is a table of all links, or of the list asked for, under its
// heading.
func linkRows(g *links.Graph, opts linksOptions) [][]string {
	switch {
	case opts.orphans:
		return linkedArticleRows(g.Orphans())
	case opts.deadEnds:
		return linkedArticleRows(g.DeadEnds())
	case opts.missing:
		return linkedMissingRows(g.Missing())
	case opts.outside:
		return hostRows(g.Hosts())
	}
	rows := [][]string{{"from", "from_url", "kind", "to", "to_url", "host", "text", "count", "from_id", "to_id"}}
	for _, e := range g.Links {
		rows = append(rows, []string{
			e.From.Title, e.From.URL, string(e.Kind), targetTitle(e), e.URL, e.Host, e.Text, strconv.Itoa(e.Count), e.From.ID, targetID(e),
		})
	}
	return rows
}

func linkedArticleRows(articles []*links.Article) [][]string {
	rows := [][]string{{"title", "url", "account", "published", "linked_from", "links_to", "id"}}
	for _, a := range articles {
		rows = append(rows, []string{
			a.Title, a.URL, a.Account, csvTime(a.Published), strconv.Itoa(len(a.LinkedFrom)), strconv.Itoa(len(a.LinksTo)), a.ID,
		})
	}
	return rows
}

// linkedMissingRows have a row for each link to a missing article, so that a
// spreadsheet can sort by either end.
func linkedMissingRows(missing []*links.Article) [][]string {
	rows := [][]string{{"title", "url", "account", "published", "linked_from", "linked_from_url"}}
	for _, m := range missing {
		for _, from := range m.LinkedFrom {
			rows = append(rows, []string{m.Title, m.URL, m.Account, csvTime(m.Published), from.Title, from.URL})
		}
	}
	return rows
}

func hostRows(hosts []links.Host) [][]string {
	rows := [][]string{{"host", "articles", "links"}}
	for _, h := range hosts {
		rows = append(rows, []string{h.Name, strconv.Itoa(h.Articles), strconv.Itoa(h.Links)})
	}
	return rows
}

func targetTitle(e *links.Edge) string {
	if e.To == nil {
		return ""
	}
	return e.To.Title
}
