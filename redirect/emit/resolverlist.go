package emit

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"wxbackup/article"
	"wxbackup/redirect"
)

// resolverListRows is how many old addresses a page of the list has: few enough
// for a phone, and below the thousand links that search engines advise.
const resolverListRows = 500

// listRow is one old address and where it leads; Target is empty for what is
// gone.
type listRow struct{ Old, Target, New string }

// listPage is a page of the list, or its table of contents when Page is zero.
type listPage struct {
	Page, Pages    int
	Previous, Next string
	Rows           []listRow
	Index          []listRange
	Policy         string
	Style          template.CSS
}

// listRange is one line of the table of contents.
type listRange struct {
	Number            int
	Name, First, Last string
}

// resolverList are pages for readers without scripts: all old addresses, in the
// order of the rules.
func resolverList(m redirect.Map) ([]File, error) {
	style, err := resolverSource("style.css")
	if err != nil {
		return nil, err
	}
	text, err := template.ParseFS(resolverSources, "resolver/list.html")
	if err != nil {
		return nil, fmt.Errorf("reading list: %w", err)
	}
	var files []File
	for _, page := range listPages(m) {
		page.Style, page.Policy = template.CSS(style), "default-src 'none'; "+stylePolicy(style)
		var out bytes.Buffer
		if err := text.Execute(&out, page); err != nil {
			return nil, fmt.Errorf("writing list: %w", err)
		}
		files = append(files, File{Name: "resolver/s/list/" + listName(page.Page), Data: out.Bytes()})
	}
	return files, nil
}

// listPages are the table of contents and the pages.
func listPages(m redirect.Map) []listPage {
	contents, pages := listPage{}, (len(m.Rules)+resolverListRows-1)/resolverListRows
	all := make([]listPage, 1, pages+1)
	for n := 1; n <= pages; n++ {
		rules := m.Rules[(n-1)*resolverListRows : min(n*resolverListRows, len(m.Rules))]
		page := listPage{Page: n, Pages: pages, Previous: listName(n - 1), Next: listName(n + 1)}
		for _, rule := range rules {
			page.Rows = append(page.Rows, listRow{oldAddress(rule.Source), rule.Target, readable(rule.Target)})
		}
		contents.Index = append(contents.Index, listRange{n, listName(n), page.Rows[0].Old, page.Rows[len(rules)-1].Old})
		all = append(all, page)
	}
	all[0] = contents
	return all
}

func listName(page int) string {
	if page == 0 {
		return "index.html"
	}
	return fmt.Sprintf("%d.html", page)
}

// oldAddress is the source as readers find it in an old link.
func oldAddress(s redirect.Source) string {
	if s.Kind() == redirect.Long {
		return strings.TrimPrefix(article.LongURL(s.Key, ""), "https://"+article.Host)
	}
	address := s.Host + s.URLPath()
	if s.Query != "" {
		address += "?" + s.Query
	}
	return address
}

// readable is a target without its escapes, where that is text.
func readable(target string) string {
	text, err := url.PathUnescape(target)
	if err != nil || !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return target
	}
	return text
}
