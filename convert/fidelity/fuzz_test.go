package fidelity

import (
	"strings"
	"testing"
)

// Whatever a page or a copy holds, both can be read and compared, and what
// differs stands where the differences say.
func FuzzAnyPageCanBeComparedWithAnyCopy(f *testing.F) {
	f.Add(body, whole)
	f.Add(`<ol><li>1. 甲<ul><li>• 乙</li></ul></li></ol>`, "1. 甲\n   - 乙\n")
	f.Add(`<table><tr><td>甲<td data-formula="x"><tr><th style="font-weight:bold">乙`, "| 甲 | $x$ |\n| - | - |\n| 乙 |")
	f.Add(`<mpvoice><p>甲<mpvoice><pre><code>a<code>b`, "🔊 声甲🔊 声\n\n    a\n    b\n")
	f.Fuzz(func(t *testing.T, page, copied string) {
		raw, rendered := Raw(parse(t, strings.ToValidUTF8(page, ""))), NewReader().Markdown([]byte(copied))
		figures, losses := Compare(raw, rendered, cards)
		if figures.Whole() != (len(losses) == 0) {
			t.Errorf("figures %+v, losses %v", figures, losses)
		}
		if figures.TextKept > figures.TextIn || figures.TextAdded < 0 || figures.BoldKept > figures.BoldIn || figures.BoldAdded < 0 {
			t.Errorf("figures that cannot be: %+v", figures)
		}
		Differences(raw, rendered, cards)
		if figures, losses := Compare(raw, raw, nil); len(losses) > 0 && figures.EmbedsIn == 0 {
			t.Errorf("a page differs from itself: %v", losses)
		}
	})
}
