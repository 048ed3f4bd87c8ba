package item

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// maxFrontMatter is the size, in bytes, above which front matter is none.
const maxFrontMatter = 64 << 10

var errFrontMatter = errors.New("no front matter")

// readFrontMatter reads Markdown of any tool that puts the article's address,
// and what else it knows, into YAML before the text.
func readFrontMatter(t *text) error {
	head, rest, ok := strings.Cut(strings.TrimPrefix(t.source, "---\n"), "\n---")
	if !ok || len(head) > maxFrontMatter {
		return errFrontMatter
	}
	var facts map[string]any
	if err := yaml.Unmarshal([]byte(head), &facts); err != nil {
		return fmt.Errorf("reading front matter: %w", err)
	}
	_, t.source = cutLine(rest)
	if err := t.parse(); err != nil {
		return err
	}
	t.readFrontMatter(facts)
	if title := t.body.first(); title != nil && title.Data == "h1" &&
		(t.article.Title == "" || oneLine(textOf(title)) == t.article.Title) {
		t.article.Title = t.body.takeTitle()
	}
	if t.article.URL == "" {
		return ErrNothing
	}
	return nil
}

func (t *text) readFrontMatter(facts map[string]any) {
	a := &t.article
	a.Title = fact(facts, "title")
	a.Author = fact(facts, "author", "作者")
	a.Account = fact(facts, "account", "公众号")
	a.Digest = fact(facts, "description", "digest", "summary")
	a.Published = parseTime(fact(facts, "date", "published", "publish_time", "created"))
	a.Tags = factList(facts["tags"])
	for _, name := range append([]string{"url", "link", "source_url", "source", "original"}, slices.Sorted(maps.Keys(facts))...) {
		if a.URL == "" {
			t.setAddress(fact(facts, name))
		}
	}
}

// fact is the first of the names that has a text, in one line.
func fact(facts map[string]any, names ...string) string {
	for _, name := range names {
		switch v := facts[name].(type) {
		case string:
			return oneLine(v)
		case time.Time:
			return v.Format(time.RFC3339)
		}
	}
	return ""
}

func factList(v any) []string {
	if s, ok := v.(string); ok {
		v = []any{s}
	}
	values, _ := v.([]any)
	var list []string
	for _, value := range values {
		if s, ok := value.(string); ok {
			list = append(list, oneLine(s))
		}
	}
	return list
}
