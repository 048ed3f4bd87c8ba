package fidelity

import (
	"math/rand/v2"
	"slices"
	"testing"

	"wxbackup/article"
)

// Figures and differences are two answers to one question: wherever a copy is
// damaged, both name what is missing or neither does.
func TestDifferencesAgreeWithTheFigures(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	raw, reader := Raw(parse(t, body)), NewReader()
	for range 5000 {
		damaged := damage(r, []rune(whole))
		rendered := reader.Markdown([]byte(string(damaged)))
		f, losses := Compare(raw, rendered, cards)
		found := map[string]bool{}
		for _, d := range Differences(raw, rendered, cards) {
			found[d.What] = true
			if d.Page == d.Markdown {
				t.Fatalf("%q: %+v is no difference", string(damaged), d)
			}
		}
		for what, whole := range map[string]bool{
			"text": f.TextKept == f.TextIn && f.TextAdded == 0, "bold": f.BoldKept == f.BoldIn && f.BoldAdded == 0,
			"code": f.CodeLinesOut == f.CodeLinesIn, "cell": f.CellsOut == f.CellsIn,
			"math": f.MathOut == f.MathIn, "embed": f.EmbedsOut == f.EmbedsIn,
		} {
			if found[what] == whole {
				t.Fatalf("%q: %s differs %v, its figures are whole %v: %+v", string(damaged), what, found[what], whole, f)
			}
		}
		if f.Whole() != (len(losses) == 0) {
			t.Fatalf("%q: %d losses, figures %+v", string(damaged), len(losses), f)
		}
	}
}

// damage takes a part of a text out and puts another part of it elsewhere.
func damage(r *rand.Rand, text []rune) []rune {
	from := r.IntN(len(text))
	part := slices.Clone(text[from : from+min(r.IntN(12), len(text)-from)])
	text = slices.Delete(slices.Clone(text), from, from+len(part))
	if r.IntN(3) > 0 {
		text = slices.Insert(text, r.IntN(len(text)+1), part...)
	}
	return text
}

// Every figure that is not whole has a loss that names it.
func TestEveryFigureHasItsLoss(t *testing.T) {
	raw := Raw(parse(t, body))
	_, losses := Compare(raw, Content{}, cards)
	var codes []article.LossCode
	for _, loss := range losses {
		codes = append(codes, loss.Code)
	}
	want := []article.LossCode{
		article.LossText, article.LossBold, article.LossImage, article.LossLink,
		article.LossCodeLine, article.LossCell, article.LossMath, article.LossEmbed,
	}
	if !slices.Equal(codes, want) {
		t.Errorf("an empty copy loses %v, want %v", codes, want)
	}
}
