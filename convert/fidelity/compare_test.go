package fidelity

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// body has one of everything that is compared.
const body = `<p>第一段的文字</p><p><img src="a.png"><a href="https://a.example/">链接</a></p><pre>code one<br>code two</pre>` +
	`<p>最后一段</p><mpvoice name="声"></mpvoice>`

// whole is the Markdown of body, cards the text of its card.
const (
	whole = "第一段的文字\n\n![](a.png)[链接](https://a.example/)\n\n```\ncode one\ncode two\n```\n\n最后一段\n\n🔊 声\n"
	cards = "🔊 声"
)

func TestWholeMarkdownLosesNothing(t *testing.T) {
	figures, losses := Compare(Raw(parse(t, body)), NewReader().Markdown([]byte(whole)), cards)
	if !figures.Whole() || losses != nil {
		t.Errorf("%+v, losses %v", figures, losses)
	}
	if figures.TextIn != 26 || figures.ImagesIn != 1 || figures.LinksIn != 1 || figures.CodeLinesIn != 2 {
		t.Errorf("the figures are of something else: %+v", figures)
	}
}

// Markdown that was broken on purpose loses exactly what was broken.
func TestCompareNamesEachLoss(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []article.Loss
	}{
		{"text lost", "一段的文", "一文", []article.Loss{{Code: article.LossText, What: "24 of 26 characters kept", Where: "段的"}}},
		{"text out of order", "第一段的文字", "一第段的文字", []article.Loss{
			{Code: article.LossText, What: "25 of 26 characters kept", Where: "第一"},
			{Code: article.LossTextAdded, What: "1 characters added", Where: "一第"},
		}},
		{"text added", "最后一段", "最后**一**段，**“完”**了", []article.Loss{{Code: article.LossTextAdded, What: "9 characters added", Where: "，**“完”**了"}}},
		{"a picture lost", "![](a.png)", "", []article.Loss{{Code: article.LossImage, What: "0 of 1 pictures kept"}}},
		{"a picture twice", "![](a.png)", "![](a.png)![](a.png)", []article.Loss{{Code: article.LossImage, What: "2 of 1 pictures kept"}}},
		{"a link lost", "[链接](https://a.example/)", "链接", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept"}}},
		{"a link that leads elsewhere", "https://a.example/", "https://a.example/b", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept"}}},
		{"another link in a lost one's place", "[链接](https://a.example/)", "链接 [](https://b.example/)", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept"}}},
		{"lines of code joined", "code one\n", "code one ", []article.Loss{{Code: article.LossCodeLine, What: "1 of 2 lines of code kept"}}},
		{"code as text", "```\ncode one\ncode two\n```", "code one\ncode two", []article.Loss{{Code: article.LossCodeLine, What: "0 of 2 lines of code kept"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Replace(whole, test.old, test.new, 1)
			_, losses := Compare(Raw(parse(t, body)), NewReader().Markdown([]byte(broken)), cards)
			if diff := cmp.Diff(test.want, losses, cmp.FilterPath(isWhere, cmp.Comparer(beginAlike))); diff != "" {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
		})
	}
}

// isWhere selects the field that shows the text from the first difference to
// the last: how it begins is enough.
func isWhere(path cmp.Path) bool { return path.Last().String() == ".Where" }

func beginAlike(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

func TestCardsAreNoAddedText(t *testing.T) {
	figures, _ := Compare(Raw(parse(t, body)), NewReader().Markdown([]byte(whole)), "")
	if want := 2; figures.TextAdded != want {
		t.Errorf("without the card's text %d characters count as added, want %d", figures.TextAdded, want)
	}
}
