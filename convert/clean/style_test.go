package clean

import (
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestStyleReadsTheLastDeclarationOfAProperty(t *testing.T) {
	tests := map[string]string{
		"color: red":                      "red",
		" COLOR : Red !important ":        "Red",
		"\n\tcolor:red;":                  "red",
		"color: red; color: blue":         "blue",
		"cOlOr: red":                      "red",
		"background-color: red":           "",
		"colored: red":                    "",
		"color red":                       "",
		"color":                           "",
		"":                                "",
		"margin: 0;color: red;padding: 0": "red",
		"color: url(a:b)":                 "url(a:b)",
	}
	for declarations, want := range tests {
		n := element(atom.P, html.Attribute{Key: "style", Val: declarations})
		if got := style(n, "color"); got != want {
			t.Errorf("color in %q is %q, want %q", declarations, got, want)
		}
	}
}
