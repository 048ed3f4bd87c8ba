package fidelity

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// body has one of everything that is compared.
const body = `<p>第一段的<strong>粗体</strong>字</p><p><img src="a.png"><a href="https://a.example/">链接</a></p>` +
	`<pre>code one<br>code two</pre><table><tr><td>左</td><td>右</td></tr><tr><td>甲</td><td></td></tr></table>` +
	`<p>设<span data-formula="a^2"><svg><text>a</text></svg></span>为</p><p>最后一段</p><mpvoice name="声"></mpvoice>`

// whole is the Markdown of body.
const whole = "第一段的**粗体**字\n\n![](a.png)[链接](https://a.example/)\n\n```\ncode one\ncode two\n```\n\n" +
	"|  |  |\n| --- | --- |\n| 左 | 右 |\n| 甲 |  |\n\n设$a^2$为\n\n最后一段\n\n🔊 声\n"

// cards are those of body.
var cards = []Card{{Text: "🔊 声"}}

func TestWholeMarkdownLosesNothing(t *testing.T) {
	figures, losses := Compare(Raw(parse(t, body)), NewReader().Markdown([]byte(whole)), cards)
	if !figures.Whole() || losses != nil {
		t.Errorf("%+v, losses %v", figures, losses)
	}
	want := article.Fidelity{
		TextIn: 35, TextKept: 35, ImagesIn: 1, ImagesOut: 1, LinksIn: 1, LinksOut: 1, CodeLinesIn: 2, CodeLinesOut: 2,
		BoldIn: 2, BoldKept: 2, CellsIn: 3, CellsOut: 3, MathIn: 1, MathOut: 1, EmbedsIn: 1, EmbedsOut: 1,
	}
	if diff := cmp.Diff(want, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

// Markdown that was broken on purpose loses exactly what was broken.
func TestCompareNamesEachLoss(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []article.Loss
	}{
		{"text lost", "一段的", "一", []article.Loss{{Code: article.LossText, What: "33 of 35 characters kept", Where: "段的"}}},
		{"text out of order", "第一段的", "一第段的", []article.Loss{
			{Code: article.LossText, What: "34 of 35 characters kept", Where: "第一"},
			{Code: article.LossTextAdded, What: "1 characters added", Where: "一第"},
		}},
		{"text added", "最后一段", "最后一段，**“完”了", []article.Loss{{Code: article.LossTextAdded, What: "7 characters added", Where: "，**“完”了"}}},
		{"bold lost", "**粗体**", "粗体", []article.Loss{{Code: article.LossBold, What: "0 of 2 bold letters kept", Where: "粗体"}}},
		{"bold added", "最后一段", "**最后**一段", []article.Loss{{Code: article.LossBold, What: "2 bold letters added", Where: "最后"}}},
		{"bold on other words", "**粗体**字", "粗**体字**", []article.Loss{
			{Code: article.LossBold, What: "1 of 2 bold letters kept", Where: "粗"},
			{Code: article.LossBold, What: "1 bold letters added", Where: "体字"},
		}},
		{"a picture lost", "![](a.png)", "", []article.Loss{{Code: article.LossImage, What: "0 of 1 pictures kept"}}},
		{"a picture twice", "![](a.png)", "![](a.png)![](a.png)", []article.Loss{{Code: article.LossImage, What: "2 of 1 pictures kept"}}},
		{"a link lost", "[链接](https://a.example/)", "链接", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept", Where: "https://a.example/"}}},
		{"a link that leads elsewhere", "https://a.example/", "https://a.example/b", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept", Where: "https://a.example/"}}},
		{"another link in a lost one's place", "[链接](https://a.example/)", "链接 [](https://b.example/)", []article.Loss{{Code: article.LossLink, What: "0 of 1 links kept", Where: "https://a.example/"}}},
		{"lines of code joined", "code one\n", "code one ", []article.Loss{{Code: article.LossCodeLine, What: "0 of 2 lines of code kept", Where: "codeone"}}},
		{"text as code", "最后一段", "    最后一段", []article.Loss{{Code: article.LossCodeLine, What: "3 of 2 lines of code kept", Where: "最后一段"}}},
		{"code as text", "```\ncode one\ncode two\n```", "code one\ncode two", []article.Loss{{Code: article.LossCodeLine, What: "0 of 2 lines of code kept", Where: "codeone"}}},
		{"cells joined", "| 左 | 右 |", "| 左 右 |", []article.Loss{{Code: article.LossCell, What: "1 of 3 cells kept", Where: "左"}}},
		{"a cell in two", "| 左 | 右 |\n| 甲 |  |", "| 左 | 右 |\n| | |\n| 甲 |", nil},
		{"a table as text", "|  |  |\n| --- | --- |\n| 左 | 右 |\n| 甲 |  |", "左 右\n\n甲", []article.Loss{{Code: article.LossCell, What: "0 of 3 cells kept", Where: "左"}}},
		{"a formula as text", "$a^2$", "a^2", []article.Loss{{Code: article.LossMath, What: "0 of 1 formulas kept", Where: "a^2"}}},
		{"a formula cut in two", "$a^2$", "$a$$^2$", []article.Loss{{Code: article.LossMath, What: "0 of 1 formulas kept", Where: "a^2"}}},
		{"an embed lost", "🔊 声", "", []article.Loss{{Code: article.LossEmbed, What: "0 of 1 embeds kept", Where: "🔊 声"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Replace(whole, test.old, test.new, 1)
			if broken == whole {
				t.Fatalf("there is no %q to break", test.old)
			}
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
	figures, _ := Compare(Raw(parse(t, body)), NewReader().Markdown([]byte(whole)), nil)
	if want := 2; figures.TextAdded != want || figures.EmbedsOut != 0 {
		t.Errorf("without the card %d characters count as added, %d embeds as kept; want %d and 0", figures.TextAdded, figures.EmbedsOut, want)
	}
}

// A heading that holds blocks is written as paragraphs. What is bold in it is
// no bold that was added, and none that has to be kept.
func TestBoldInHeadingsMayStayOrGo(t *testing.T) {
	raw := Raw(parse(t, "<p><b>甲</b></p><h2><p>乙<b>丙</b></p></h2><p>丁</p>"))
	for md, want := range map[string]int{
		"**甲**\n\n## 乙丙\n\n丁": 0, "**甲**\n\n乙**丙**\n\n丁": 0, "**甲**\n\n**乙丙**\n\n丁": 0, "**甲**\n\n乙**丙**\n\n**丁**": 1,
	} {
		figures, losses := Compare(raw, NewReader().Markdown([]byte(md)), nil)
		if figures.BoldIn != 1 || figures.BoldKept != 1 || figures.BoldAdded != want {
			t.Errorf("%q: %d of %d letters bold, %d added, want 1 of 1 and %d (%v)", md, figures.BoldKept, figures.BoldIn, figures.BoldAdded, want, losses)
		}
	}
}
