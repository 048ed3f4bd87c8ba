package markdown

import "testing"

func TestLiquidLeavesCodeAndFormulasAlone(t *testing.T) {
	jekyll := Jekyll()
	for raw, want := range map[string]string{
		"`x`":              "`x`",
		"`{ x }`":          "`{ x }`",
		"`{{ x }}`":        "{% raw %}`{{ x }}`{% endraw %}",
		"`{% x %}`":        "{% raw %}`{% x %}`{% endraw %}",
		"`{{ x`":           "`{{ \"{\" }}{{ \"{\" }} x`", // the expression would take the end of raw
		"`{% endraw %}`":   "`{{ \"{\" }}% endraw %}`",
		"$$\\frac{{a}}b$$": "{% raw %}$$\\frac{{a}}b$${% endraw %}",
	} {
		if got := string(jekyll.rawTemplate([]byte("前"+raw), len("前"))); got != "前"+want {
			t.Errorf("rawTemplate of %q is %q, want %q", raw, got, want)
		}
	}
	hugo := Hugo()
	if got := string(hugo.rawTemplate([]byte("`{{ x }}`"), 0)); got != "`{{ x }}`" {
		t.Errorf("without Liquid, code becomes %q", got)
	}
}

func TestKramdownDestinations(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.com/x_y?z=1&b=2#c": "https://a.com/x_y?z=1&b=2#c",
		"https://a.com/(a b)|c":       "https://a.com/%28a%20b%29%7Cc",
		"https://a.com/&copy;":        "https://a.com/&amp;copy;",
		"https://a.com/~me/a~~b":      "https://a.com/~me/a%7E~b",
		"../图 1.png":                  "../图%201.png",
		"{{x}}":                       "%7B%7Bx%7D%7D",
	} {
		if got := string(appendKramdownDestination(nil, address)); got != want {
			t.Errorf("destination of %q is %q, want %q", address, got, want)
		}
	}
}

func TestLinesThatBeginABlock(t *testing.T) {
	for line, want := range map[string]bool{
		"- a": true, "+": true, "* * *": true, "---": true, "===": true, "> a": true, "# a": true, "1. a": true,
		"```": true, "~~~x": true, "<div": true, "|-|": true, ": a": true, "___": true,
		"-1": false, "= b": false, "+b": false, "*b*": false, "#1": false, "1.5": false, "< a": false,
		"`a`": false, "|x|": false, `\frac`: false, "_1": false, "a": false,
	} {
		if got := beginsBlock(line); got != want {
			t.Errorf("%q begins a block: %v", line, got)
		}
	}
}
