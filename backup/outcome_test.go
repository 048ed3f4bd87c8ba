package backup

import (
	"reflect"
	"testing"

	"wxbackup/article"
)

// A figure that is not added up would be missing from every summary.
func TestSummaryAddsUpEveryFigure(t *testing.T) {
	var f article.Fidelity
	v := reflect.ValueOf(&f).Elem()
	for i := range v.NumField() {
		v.Field(i).SetInt(int64(i + 1))
	}
	s := newSummary()
	s.add(&article.Article{Fidelity: f})
	s.add(&article.Article{Fidelity: f})
	total := reflect.ValueOf(s.Fidelity)
	for i := range total.NumField() {
		if got, want := total.Field(i).Int(), 2*int64(i+1); got != want {
			t.Errorf("%s is %d, want %d", total.Type().Field(i).Name, got, want)
		}
	}
}

func TestSummaryCountsArticlesWithLossesOnce(t *testing.T) {
	s := newSummary()
	s.add(&article.Article{Losses: []article.Loss{{Code: article.LossBold}, {Code: article.LossText}}})
	s.add(&article.Article{})
	if s.WithLosses != 1 || s.Losses[article.LossBold] != 1 || s.Losses[article.LossText] != 1 {
		t.Errorf("%d articles with losses, losses %v", s.WithLosses, s.Losses)
	}
}
