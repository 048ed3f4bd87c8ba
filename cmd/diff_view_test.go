package cmd

import (
	"strings"
	"testing"

	"wxbackup/convert/fidelity"
	"wxbackup/internal/ui"
)

func viewed(v diffView, d fidelity.Difference) string {
	var b strings.Builder
	v.write(&b, d)
	return b.String()
}

var changed = fidelity.Difference{What: "text", Before: "清晨离开小站，", Page: "雾还没有散", Markdown: "fog", After: "。目送最后一节车厢"}

func TestADifferenceIsTwoLinesUnderEachOther(t *testing.T) {
	tests := []struct {
		name string
		diff fidelity.Difference
		want string
	}{
		{"text", changed, "" +
			"text   page      清晨离开小站，[-雾还没有散-]。目送最后一节车厢\n" +
			"       Markdown  清晨离开小站，{+fog+}       。目送最后一节车厢\n"},
		{"text lost", fidelity.Difference{What: "text", Before: "甲", Page: "乙", After: "丙"}, "" +
			"text   page      甲[-乙-]丙\n" +
			"       Markdown  甲      丙\n"},
		{"bold lost", fidelity.Difference{What: "bold", Before: "甲", Page: "乙", After: "丙"}, "" +
			"bold   page      甲[-乙-]丙\n" +
			"       Markdown  (not bold)\n"},
		{"a picture added", fidelity.Difference{What: "image", Markdown: "a.png"}, "" +
			"image  page      (none)\n" +
			"       Markdown  {+a.png+}\n"},
		{"control characters", fidelity.Difference{What: "embed", Page: "甲\x1b[31m\n乙"}, "" +
			"embed  page      [-甲 [31m 乙-]\n" +
			"       Markdown  (none)\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := viewed(diffView{}, test.diff); got != test.want {
				t.Errorf("shown as\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestColourTakesThePlaceOfSigns(t *testing.T) {
	want := "" +
		"text   page      清晨离开小站，\x1b[31m雾还没有散\x1b[0m。目送最后一节车厢\n" +
		"       Markdown  清晨离开小站，\x1b[32mfog\x1b[0m       。目送最后一节车厢\n"
	if got := viewed(diffView{colour: true}, changed); got != want {
		t.Errorf("shown as\n%q\nwant\n%q", got, want)
	}
}

func TestADifferenceFitsTheTerminal(t *testing.T) {
	long := changed
	long.Page, long.Markdown = strings.Repeat("很长的一段", 30), strings.Repeat("a long part ", 30)
	for width := headWidth + minRoom; width < 120; width++ {
		for _, v := range []diffView{{width: width}, {width: width, colour: true}} {
			for _, d := range []fidelity.Difference{changed, long} {
				for line := range strings.Lines(uncoloured(viewed(v, d))) {
					if got := ui.Width(strings.TrimSuffix(line, "\n")); got > width {
						t.Fatalf("a line of %d columns on a terminal of %d: %s", got, width, line)
					}
				}
			}
		}
	}
}

func TestWhatDiffersIsShownOnANarrowTerminal(t *testing.T) {
	got := viewed(diffView{width: headWidth + minRoom}, changed)
	want := "" +
		"text   page      ，[-雾还没有…-]。目…\n" +
		"       Markdown  ，{+fog+}      。目…\n"
	if got != want {
		t.Errorf("shown as\n%swant\n%s", got, want)
	}
}

func uncoloured(s string) string {
	return strings.NewReplacer("\x1b[31m", "", "\x1b[32m", "", "\x1b[0m", "").Replace(s)
}
