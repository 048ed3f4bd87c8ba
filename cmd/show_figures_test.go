package cmd

import (
	"strings"
	"testing"

	"wxbackup/article"
)

func TestFiguresNameWhatThereIsToMeasure(t *testing.T) {
	f := article.Fidelity{TextIn: 1234, TextKept: 1230, TextAdded: 2, ImagesIn: 3, ImagesOut: 4, BoldAdded: 1, MathIn: 2, MathOut: 1}
	want := "text 1,230 of 1,234 characters kept, 2 added\n" +
		"bold 0 of 0 letters kept, 1 added\n" +
		"images 3 of 3 pictures kept, 1 added\n" +
		"math 1 of 2 formulas kept\n"
	var b strings.Builder
	for _, figure := range figures(f) {
		b.WriteString(figure.name + " " + figure.note() + "\n")
	}
	if b.String() != want {
		t.Errorf("figures\n%swant\n%s", b.String(), want)
	}
}

func TestEmbedsAreShownWithWhereTheyAre(t *testing.T) {
	assets := []article.Asset{{SHA256: "ab12", Ext: ".mp3"}, {URL: "https://cdn.example.com/film"}}
	for url, want := range map[string]string{
		"":                     "audio: 🔊 声",
		"https://a.example/v/": "audio: 🔊 声 https://a.example/v/",
		"asset:0":              "audio: 🔊 声 assets/ab/ab12.mp3",
		"asset:1":              "audio: 🔊 声 https://cdn.example.com/film",
		"asset:9":              "audio: 🔊 声 asset:9",
	} {
		if got := embedNote(article.Embed{Kind: "audio", Text: "🔊 声", URL: url}, assets); got != want {
			t.Errorf("%q is shown as %q, want %q", url, got, want)
		}
	}
}
