package markdown

import (
	"slices"
	"testing"
)

func TestDialectsAreFoundByTheirNames(t *testing.T) {
	want := map[string]Dialect{
		"gfm": GFM(), "hugo": Hugo(), "hexo": Hexo(), "jekyll": Jekyll(), "vitepress": VitePress(), "astro": Astro(),
	}
	names := Names()
	if len(names) != len(want) || names[0] != "gfm" {
		t.Errorf("names are %q", names)
	}
	for _, name := range names {
		if d, ok := Named(name); !ok || d != want[name] {
			t.Errorf("Named(%q) = %+v, %v, want %+v", name, d, ok, want[name])
		}
	}
	for _, name := range []string{"", "GFM", "zola", "hugo "} {
		if slices.Contains(names, name) {
			t.Errorf("%q is a name", name)
		}
		if d, ok := Named(name); ok || d != (Dialect{}) {
			t.Errorf("Named(%q) = %+v, %v", name, d, ok)
		}
	}
}

func TestMathIsForAstroAlone(t *testing.T) {
	for _, name := range Names() {
		d, _ := Named(name)
		if changed := d.WithMath() != d; changed != (name == "astro") {
			t.Errorf("WithMath changes %s: %v", name, changed)
		}
	}
}

func TestFormulasThatDelimitersHold(t *testing.T) {
	for _, c := range []struct {
		latex  string
		dollar bool
		pair   bool
	}{
		{`E=mc^2`, true, true},
		{`a\\`, true, true},
		{`|x|`, true, true},
		{`a\`, false, false},
		{`a\\\`, false, false},
		{`5\$`, false, false},
		{`\text{$a$}`, false, false},
		{`a~~b`, true, false},
		{"a`b", true, false},
		{``, false, false},
	} {
		if got := dollars.holds(c.latex); got != c.dollar {
			t.Errorf("dollars hold %q: %v", c.latex, got)
		}
		if got := pairs.holds(c.latex); got != c.pair {
			t.Errorf("pairs hold %q: %v", c.latex, got)
		}
		if noMath.holds(c.latex) {
			t.Errorf("a dialect without math holds %q", c.latex)
		}
	}
}

func TestPipesOfLaTeXBecomeCommands(t *testing.T) {
	for latex, want := range map[string]string{
		`x`:             `x`,
		`|x|`:           `\vert x\vert`,
		`\|x\|+1`:       `\Vert x\Vert +1`,
		`a\\|b`:         `a\\\vert b`,
		`a\\\|b`:        `a\\\Vert b`,
		`\left|x\right`: `\left\vert x\right`,
	} {
		if got := withoutPipes(latex); got != want {
			t.Errorf("withoutPipes(%q) = %q, want %q", latex, got, want)
		}
	}
}

func TestBlockFormulasHaveNoEmptyLines(t *testing.T) {
	for latex, want := range map[string]string{
		"x":                "x",
		"\n\nx \n\n \ny\n": "x\ny",
		"a\r\n\r\nb":       "a\nb",
		" \n ":             "",
	} {
		if got := blockFormula(latex); got != want {
			t.Errorf("blockFormula(%q) = %q, want %q", latex, got, want)
		}
	}
}

func TestEmojiOfVitePress(t *testing.T) {
	for rest, want := range map[string]bool{
		"smile:": true, ")": true, "-)": true, "100:": true, "1st_place:": true, "+1:": true,
		"": false, " x": false, "30": false, "30 ": false, "中": false, "8080/x": false,
	} {
		if got := beginsEmoji(rest); got != want {
			t.Errorf("a colon before %q begins an emoji: %v", rest, got)
		}
	}
}
