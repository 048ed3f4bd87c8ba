package fidelity

import (
	"fmt"

	"wxbackup/article"
)

// Compare measures the Markdown's content against the raw body's. cards are
// what stands for embeds, in order: their text does not count as added. Every
// difference that the figures show is named by a loss.
func Compare(raw, rendered Content, cards []Card) (article.Fidelity, []article.Loss) {
	rest, found := rendered.without(cards, raw.Text)
	text := diff(raw.Text, rest.Text)
	bold, boldAdded := compareBold(&raw, &rendered)
	links, lostLink := keptLinks(raw.Links, rendered.Links)
	embeds, lostCard := keptCards(cards, found)
	code, codeWhere := measure(codeChanges(&raw, &rendered), &raw, &rendered, len(raw.Code))
	cells, cellWhere := measure(changes(&raw, raw.Cells, &rendered, rendered.Cells), &raw, &rendered, len(raw.Cells))
	math, mathWhere := measure(changes(&raw, raw.Math, &rendered, rendered.Math), &raw, &rendered, len(raw.Math))
	f := article.Fidelity{
		TextIn: len(raw.Text), TextKept: text.kept, TextAdded: len(rest.Text) - text.kept,
		ImagesIn: len(raw.Images), ImagesOut: len(rendered.Images),
		LinksIn: len(raw.Links), LinksOut: links,
		CodeLinesIn: len(raw.Code), CodeLinesOut: code,
		BoldIn: len(raw.Bold), BoldKept: bold.kept, BoldAdded: boldAdded,
		CellsIn: len(raw.Cells), CellsOut: cells,
		MathIn: len(raw.Math), MathOut: math,
		EmbedsIn: len(raw.Embeds), EmbedsOut: embeds,
	}
	var l ledger
	l.lose(article.LossText, f.TextIn, f.TextKept, "%d of %d characters kept", text.lost)
	l.lose(article.LossTextAdded, 0, f.TextAdded, "%[1]d characters added", text.added)
	l.lose(article.LossBold, f.BoldIn, f.BoldKept, "%d of %d bold letters kept", bold.lost)
	l.lose(article.LossBold, 0, f.BoldAdded, "%[1]d bold letters added", bold.added)
	l.lose(article.LossImage, f.ImagesIn, f.ImagesOut, "%d of %d pictures kept", "")
	l.lose(article.LossLink, f.LinksIn, f.LinksOut, "%d of %d links kept", lostLink)
	l.lose(article.LossCodeLine, f.CodeLinesIn, f.CodeLinesOut, "%d of %d lines of code kept", codeWhere)
	l.lose(article.LossCell, f.CellsIn, f.CellsOut, "%d of %d cells kept", cellWhere)
	l.lose(article.LossMath, f.MathIn, f.MathOut, "%d of %d formulas kept", mathWhere)
	l.lose(article.LossEmbed, f.EmbedsIn, f.EmbedsOut, "%d of %d embeds kept", lostCard)
	return f, l.losses
}

// ledger collects losses.
type ledger struct{ losses []article.Loss }

// lose notes a loss where two figures differ.
func (l *ledger) lose(code article.LossCode, in, out int, what, where string) {
	if in != out {
		l.losses = append(l.losses, article.Loss{Code: code, What: fmt.Sprintf(what, out, in), Where: where})
	}
}

// excerpt is the beginning of a part of the text.
func (c *Content) excerpt(s Span) string { return excerpt(c.Text[s.Start:s.End]) }

// keptLinks counts the destinations that are found again, each as often as it
// is there, for links of cards stand for none of the page's. first is the
// first one that is not.
func keptLinks(in, out []string) (kept int, first string) {
	left := map[string]int{}
	for _, destination := range out {
		left[destination]++
	}
	for _, destination := range in {
		switch {
		case left[destination] > 0:
			left[destination]--
			kept++
		case first == "":
			first = excerpt([]rune(destination))
		}
	}
	return kept, first
}

// keptCards counts the cards that were found; first is the first one that was
// not.
func keptCards(cards []Card, found []bool) (kept int, first string) {
	for i, card := range cards {
		switch {
		case found[i]:
			kept++
		case first == "":
			first = excerpt([]rune(card.Text))
		}
	}
	return kept, first
}
