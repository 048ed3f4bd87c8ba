package page

import (
	"encoding/json"
	"testing"

	"wxbackup/internal/golden"
)

// TestGolden compares testdata/cases/*/page.html with article.json, the facts,
// and body.html, the raw body.
func TestGolden(t *testing.T) {
	golden.Cases(t, "testdata/cases", func(t *testing.T, c *golden.Case) {
		p, err := Parse(c.Read(t, "page.html"))
		if err != nil {
			t.Fatal(err)
		}
		facts, err := json.MarshalIndent(p.Article, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		c.Equal(t, "article.json", append(facts, '\n'))
		c.Equal(t, "body.html", []byte(rendered(t, p.Body)+"\n"))
	})
}
