package cmd

import (
	"wxbackup/article"
	"wxbackup/links"
)

// linkedArticleLine is what `links --json` prints of an article, the IDs of
// those that link to it and of those that it links to.
type linkedArticleLine struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	URL        string   `json:"url"`
	Account    string   `json:"account"`
	Published  string   `json:"published"`
	LinkedFrom []string `json:"linked_from"`
	LinksTo    []string `json:"links_to"`
}

// linkLine is what it prints of the links of one article to one place. To is
// an ID, empty outside; Host is empty inside.
type linkLine struct {
	Type  string     `json:"type"`
	From  string     `json:"from"`
	Kind  links.Kind `json:"kind"`
	To    string     `json:"to"`
	URL   string     `json:"url"`
	Host  string     `json:"host"`
	Text  string     `json:"text"`
	Count int        `json:"count"`
}

// linkedMissingLine is what it prints of an article that is missing; its fields
// are some of those of `list --missing --json`.
type linkedMissingLine struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	URL        string   `json:"url"`
	Account    string   `json:"account"`
	Biz        string   `json:"biz"`
	Published  string   `json:"published"`
	LinkedFrom []string `json:"linked_from"`
}

type hostLine struct {
	Type     string `json:"type"`
	Host     string `json:"host"`
	Articles int    `json:"articles"`
	Links    int    `json:"links"`
}

// linkSummaryLine is the last line. Inside, Foreign and Outside count links, one
// for each article that has some and each place; the others count articles and
// hosts.
type linkSummaryLine struct {
	Type     string `json:"type"`
	Articles int    `json:"articles"`
	Inside   int    `json:"inside"`
	Missing  int    `json:"missing"`
	Foreign  int    `json:"foreign"`
	Outside  int    `json:"outside"`
	Hosts    int    `json:"hosts"`
	Orphans  int    `json:"orphans"`
	DeadEnds int    `json:"dead_ends"`
}

func linkCounts(g *links.Graph) linkSummaryLine {
	kinds := map[links.Kind]int{}
	for _, e := range g.Links {
		kinds[e.Kind]++
	}
	return linkSummaryLine{
		Type: "link_summary", Articles: len(g.Articles), Inside: kinds[links.Inside], Missing: len(g.Missing()),
		Foreign: kinds[links.Foreign], Outside: kinds[links.Outside], Hosts: len(g.Hosts()),
		Orphans: len(g.Orphans()), DeadEnds: len(g.DeadEnds()),
	}
}

// tellLinks prints links for machines: one list, or all there is.
func (a *app) tellLinks(g *links.Graph, opts linksOptions) error {
	for _, line := range linkLines(g, opts) {
		if err := a.ui.JSON(line); err != nil {
			return err
		}
	}
	return nil
}

func linkLines(g *links.Graph, opts linksOptions) []any {
	switch {
	case opts.orphans:
		return linkedArticleLines(g.Orphans())
	case opts.deadEnds:
		return linkedArticleLines(g.DeadEnds())
	case opts.missing:
		return linkedMissingLines(g.Missing())
	case opts.outside:
		return hostLines(g.Hosts())
	}
	lines := linkedArticleLines(g.Articles)
	for _, e := range g.Links {
		lines = append(lines, linkLine{"link", e.From.ID, e.Kind, targetID(e), e.URL, e.Host, e.Text, e.Count})
	}
	lines = append(lines, linkedMissingLines(g.Missing())...)
	lines = append(lines, hostLines(g.Hosts())...)
	return append(lines, linkCounts(g))
}

func linkedArticleLines(articles []*links.Article) []any {
	var lines []any
	for _, a := range articles {
		lines = append(lines, linkedArticleLine{
			"linked_article", a.ID, a.Title, a.URL, a.Account, fullDate(a.Published), articleIDs(a.LinkedFrom), articleIDs(a.LinksTo),
		})
	}
	return lines
}

func linkedMissingLines(missing []*links.Article) []any {
	var lines []any
	for _, m := range missing {
		lines = append(lines, linkedMissingLine{
			"missing_article", m.ID, m.Title, m.URL, m.Account, article.PadBiz(m.Key.Biz), fullDate(m.Published), articleIDs(m.LinkedFrom),
		})
	}
	return lines
}

func hostLines(hosts []links.Host) []any {
	var lines []any
	for _, h := range hosts {
		lines = append(lines, hostLine{"outside_host", h.Name, h.Articles, h.Links})
	}
	return lines
}

func articleIDs(articles []*links.Article) []string {
	ids := make([]string, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	return ids
}

// targetID is the ID of what a link leads to; "" outside.
func targetID(e *links.Edge) string {
	if e.To == nil {
		return ""
	}
	return e.To.ID
}
