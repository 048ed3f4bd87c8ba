package emit

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

func TestResolverFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "resolver", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

// resolverSite is what the README says to put onto a host, and a front page of
// the owner's that loads the script.
func resolverSite(t testing.TB, m redirect.Map) map[string][]byte {
	t.Helper()
	site := map[string][]byte{"/index.html": []byte(`<!DOCTYPE html><title>home</title><script src="/s/resolver.js" defer></script>`)}
	for _, f := range files(t, "resolver", m) {
		site[strings.TrimPrefix(f.Name, "resolver")] = f.Data
	}
	return site
}

// isState reports whether a page says what a server would answer; the states
// of what nobody knows are several.
func isState(a answer, state string) bool {
	switch a.status {
	case http.StatusMovedPermanently:
		return state == "found"
	case http.StatusGone:
		return state == "gone"
	}
	return slices.Contains([]string{"unknown", "preview", "empty", ""}, state)
}

// The list has every rule once, in order, on pages of a bearable size that lead
// from one to the next.
func TestResolverListsEveryRuleForReadersWithoutScripts(t *testing.T) {
	m := build(t, thousands(700))
	site := resolverSite(t, m)
	var rows [][2]string
	for page := "1.html"; page != ""; {
		data := site["/s/list/"+page]
		links, next := listLinks(t, data)
		if len(links) > 1000 || len(data) > 256<<10 || !strings.Contains(string(site["/s/list/index.html"]), `href="`+page+`"`) {
			t.Errorf("%s: %d links, %d bytes, or not in the contents", page, len(links), len(data))
		}
		rows, page = append(rows, links...), next
	}
	if len(rows) != len(m.Rules) {
		t.Fatalf("%d rows, want %d", len(rows), len(m.Rules))
	}
	for i, rule := range m.Rules {
		if rows[i] != [2]string{oldAddress(rule.Source), rule.Target} {
			t.Errorf("row %d is %q, want %v to %q", i, rows[i], rule.Source, rule.Target)
		}
	}
}

// listLinks reads the rows of a page of the list, and the page after it.
func listLinks(t testing.TB, page []byte) (rows [][2]string, next string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data == "code":
			rows = append(rows, [2]string{n.Data, ""})
		case n.Data == "a" && n.Parent.Data == "li":
			rows[len(rows)-1][1] = n.Attr[0].Val
		case n.Data == "a" && strings.HasPrefix(n.FirstChild.Data, "下一页"):
			next = n.Attr[0].Val
		}
	}
	return rows, next
}
