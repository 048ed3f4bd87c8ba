package fidelity

import (
	"fmt"

	"wxbackup/article"
)

// Compare measures the Markdown's content against the raw body's. cards is
// the text that stands for embeds: it was made, not carried over, and does not
// count as added. Every difference that figures show is named by a loss.
func Compare(raw, rendered Content, cards string) (article.Fidelity, []article.Loss) {
	var made Content
	made.addText(cards)
	d := diff(raw.Text, rendered.Text)
	f := article.Fidelity{
		TextIn:       len(raw.Text),
		TextKept:     d.kept,
		TextAdded:    max(len(rendered.Text)-d.kept-len(made.Text), 0),
		ImagesIn:     raw.Images,
		ImagesOut:    rendered.Images,
		LinksIn:      len(raw.Links),
		LinksOut:     keptLinks(raw.Links, rendered.Links),
		CodeLinesIn:  raw.CodeLines,
		CodeLinesOut: rendered.CodeLines,
	}
	return f, losses(f, d)
}

// keptLinks counts the destinations that are found again, each as often as it
// is there: links of cards stand for none of the page's.
func keptLinks(in, out []string) int {
	left := map[string]int{}
	for _, destination := range out {
		left[destination]++
	}
	kept := 0
	for _, destination := range in {
		if left[destination] > 0 {
			left[destination]--
			kept++
		}
	}
	return kept
}

func losses(f article.Fidelity, d difference) []article.Loss {
	var list []article.Loss
	lose := func(code article.LossCode, in, out int, what, where string) {
		if in != out {
			list = append(list, article.Loss{Code: code, What: fmt.Sprintf(what, out, in), Where: where})
		}
	}
	lose(article.LossText, f.TextIn, f.TextKept, "%d of %d characters kept", d.lost)
	lose(article.LossTextAdded, 0, f.TextAdded, "%[1]d characters added", d.added)
	lose(article.LossImage, f.ImagesIn, f.ImagesOut, "%d of %d pictures kept", "")
	lose(article.LossLink, f.LinksIn, f.LinksOut, "%d of %d links kept", "")
	lose(article.LossCodeLine, f.CodeLinesIn, f.CodeLinesOut, "%d of %d lines of code kept", "")
	return list
}
