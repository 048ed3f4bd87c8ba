package markdown

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

func parseBody(t *testing.T, body string) *html.Node {
	t.Helper()
	root, err := clean.Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestRenderLeavesTheTreeAsItWas(t *testing.T) {
	for _, name := range Names() {
		d, _ := Named(name)
		t.Run(name, func(t *testing.T) { checkTreeStays(t, d.WithGuessedHeadings()) })
	}
}

func checkTreeStays(t *testing.T, d Dialect) {
	t.Helper()
	for seed := range uint64(200) {
		root := (&author{randomChoices(seed)}).body()
		before, err := clean.Bytes(root)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := NewRenderer(d).Render(root, imageTarget); err != nil {
			t.Fatal(err)
		}
		after, err := clean.Bytes(root)
		if err != nil {
			t.Fatal(err)
		}
		if string(before) != string(after) {
			t.Fatalf("seed %d: the tree changed\nbefore %s\nafter  %s", seed, before, after)
		}
	}
}

func TestRendererIsReusable(t *testing.T) {
	for _, name := range Names() {
		d, _ := Named(name)
		t.Run(name, func(t *testing.T) { checkReusable(t, d) })
	}
}

func checkReusable(t *testing.T, d Dialect) {
	t.Helper()
	r := NewRenderer(d)
	for seed := range uint64(200) {
		root := (&author{randomChoices(seed)}).body()
		again, err := r.Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := NewRenderer(d).Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		if string(again) != string(fresh) {
			t.Fatalf("seed %d: a used renderer writes\n%s\na new one\n%s", seed, again, fresh)
		}
	}
}

func TestRenderedBytesOutliveTheNextRender(t *testing.T) {
	r := NewRenderer(GFM())
	first, err := r.Render(parseBody(t, "<p>甲</p>"), imageTarget)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Render(parseBody(t, "<p>乙</p>"), imageTarget); err != nil {
		t.Fatal(err)
	}
	if string(first) != "甲\n" {
		t.Errorf("the first document became %q", first)
	}
}

func TestRenderRefusesAnImageThatIsNoAsset(t *testing.T) {
	r := NewRenderer(GFM())
	for _, body := range []string{`<p><img src="https://example.com/x.png"></p>`, `<p><a href="/u"><img></a></p>`} {
		if _, err := r.Render(parseBody(t, body), imageTarget); err == nil || !strings.Contains(err.Error(), "names no asset") {
			t.Errorf("rendering %s: error %v", body, err)
		}
	}
	if _, err := r.Render(parseBody(t, "<p>甲</p>"), imageTarget); err != nil {
		t.Errorf("an error outlived its body: %v", err)
	}
}

func TestRenderOfNothingIsNothing(t *testing.T) {
	for _, body := range []string{"", " \n ", "<p></p>", "<p><br></p>", "<p><strong> </strong></p>", "<table></table>"} {
		if got, err := NewRenderer(GFM()).Render(parseBody(t, body), imageTarget); err != nil || len(got) != 0 {
			t.Errorf("rendering %q: %q, %v", body, got, err)
		}
	}
}

// The converter reserves these characters for its own escaping.
func TestReservedCharactersOfTheConverterSurvive(t *testing.T) {
	got, err := NewRenderer(GFM()).Render(parseBody(t, "<p>甲\a乙\uf002丙</p><pre>\a\uf002\n\n\n\nx</pre>"), imageTarget)
	if err != nil {
		t.Fatal(err)
	}
	if want := "甲\a乙\uf002丙\n\n```\n\a\uf002\n\n\n\nx\n```\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
