package source_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/item"
)

// toldItem is what a walk found in a listing, and what package item reads of
// it.
type toldItem struct {
	Path, Format string
	// Facts are those of the article that are not empty, as JSON.
	Facts string
	Trust article.Trust
	Form  article.Form
	Body  string
	Error string
}

// toldBy reads every item below a path.
func toldBy(t *testing.T, dir string) []toldItem {
	t.Helper()
	var all []toldItem
	for _, d := range documents(t, dir) {
		src, err := d.Read(nil)
		if err != nil {
			t.Fatal(err)
		}
		got := toldItem{Path: strings.TrimPrefix(d.Path, dir+"/"), Format: d.Format}
		d.Close()
		s, err := item.Parse(src)
		if err != nil {
			got.Error = rootOf(err).Error()
			all = append(all, got)
			continue
		}
		got.Facts, got.Trust, got.Form, got.Body = factsOf(t, s.Article), s.Trust, s.Form, insideHTML(t, s.Body)
		all = append(all, got)
	}
	return all
}

func rootOf(err error) error {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err
}

// factsOf is an article as JSON, without what is empty.
func factsOf(t *testing.T, a article.Article) string {
	t.Helper()
	src, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var facts map[string]any
	if err := json.Unmarshal(src, &facts); err != nil {
		t.Fatal(err)
	}
	delete(facts, "fidelity")
	delete(facts, "key")
	for name, value := range facts {
		if value == "" || value == nil {
			delete(facts, name)
		}
	}
	if !a.Key.IsZero() {
		facts["key"] = a.Key.String()
	}
	var lines []string
	for _, name := range sortedNames(facts) {
		lines = append(lines, fmt.Sprintf("%s: %v", name, facts[name]))
	}
	return strings.Join(lines, "\n")
}

func sortedNames(facts map[string]any) []string {
	names := map[string]string{}
	for name := range facts {
		names[name] = ""
	}
	return sortedKeys(names)
}

func insideHTML(t *testing.T, root *html.Node) string {
	t.Helper()
	if root == nil {
		return ""
	}
	var b strings.Builder
	for c := range root.ChildNodes() {
		if err := html.Render(&b, c); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// lines joins what a fact is on each line.
func lines(facts ...string) string { return strings.Join(facts, "\n") }

// complaints is what a walk says of files that it does not read whole.
func complaints(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for _, e := range events(t, dir, dir) {
		if strings.HasPrefix(e, "skipped ") || strings.HasPrefix(e, "unreadable ") {
			all = append(all, e)
		}
	}
	return all
}

// hintsOf are the hints of every document below a path.
func hintsOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	hints := map[string][]string{}
	for _, d := range documents(t, path) {
		hints[d.Path] = d.Hints
		d.Close()
	}
	return hints
}
