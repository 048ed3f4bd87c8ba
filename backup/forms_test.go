package backup_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/store"
)

// A page can be saved in many forms. Each is made here from the raw page as
// its tool makes it, and imported by itself: what is stored of it has to be
// what is stored of the raw page, but for what the form has lost.

// form is one way of saving a page.
type form struct {
	// write makes the files that hold the page in this form.
	write func(*testing.T, rawPage) tree
	// losses are what the form has lost of every page, ofKind of those of one
	// kind beyond that.
	losses []loss
	ofKind map[article.Kind][]loss
}

// loss is something that a form has lost, and why. forget takes it out of what
// was stored of the raw page, and out of what was stored of the form where only
// a part of it is gone.
type loss struct {
	why    string
	forget func(raw, form *reading)
}

// reading is what is stored of one page; its zero value is that of a page
// which holds no article.
type reading struct {
	Facts    map[string]string
	Body     string
	Pictures []string
	// Missing are those of the pictures that have no bytes.
	Missing []string
	// Elements are the addresses of the pictures that are elements of the page,
	// for losses to ask.
	Elements []string
}

// facts forgets some of them.
func facts(names ...string) func(raw, form *reading) {
	return func(raw, form *reading) {
		for _, name := range names {
			delete(raw.Facts, name)
			delete(form.Facts, name)
		}
	}
}

// everything forgets the whole article: the form must not hold another one.
func everything(raw, _ *reading) { *raw = reading{} }

// theBody forgets the body and its pictures, and leaves the facts.
func theBody(raw, form *reading) {
	*raw, *form = reading{Facts: raw.Facts}, reading{Facts: form.Facts}
}

// noOthers forgets whether pictures that are no elements are in the form.
func noOthers(raw, form *reading) {
	form.Missing = slices.DeleteFunc(form.Missing, func(address string) bool { return !slices.Contains(raw.Elements, address) })
	if len(form.Missing) == 0 {
		form.Missing = nil
	}
}

// others are the pictures that a form leaves out.
var others = loss{"pictures in styles and stickers are left out", noOthers}

// before forgets a fact of older pages.
func before(year, name string) func(raw, form *reading) {
	return func(raw, form *reading) {
		if raw.Facts["date"] < year {
			facts(name)(raw, form)
		}
	}
}

// clockTime is lost with the scripts of pages before 2019, which show the day
// alone.
var clockTime = loss{"pages before 2019 show the day alone", func(raw, form *reading) {
	if day, _, _ := strings.Cut(raw.Facts["date"], " "); day < "2019" && form.Facts["date"] == day+" 00:00" {
		facts("date")(raw, form)
	}
}}

// shownShare: the platform shows the beginning of a share page's original.
var shownShare = map[article.Kind][]loss{article.KindShare: {{"the original is in a script that is gone, but for its beginning", excerpt}}}

// addresses forgets those of the pictures that have none in the form.
func addresses(raw, form *reading) {
	for i := range min(len(raw.Pictures), len(form.Pictures)) {
		if form.Pictures[i] == "" {
			raw.Pictures[i] = ""
		}
	}
}

// noBytes forgets whether the pictures are in the form.
func noBytes(_, form *reading) { form.Missing = nil }

var forms = map[string]form{
	"WAE":             waeForm,
	"WAE album":       packed("合集-part01-of02.zip", "2025-06-04 标题/", waeForm),
	"WAE preview":     waePreviewForm,
	"WAE renderer":    waeRendererForm,
	"QWD":             qwdForm,
	"QWD MHTML":       qwdMHTMLForm,
	"SingleFile":      singleFileForm,
	"SingleFile URLs": singleFileURLsForm,
	"MHTML":           {write: chromeMHTML, losses: []loss{clockTime}, ofKind: shownShare},
	"webarchive":      {write: func(_ *testing.T, p rawPage) tree { return tree{"page.webarchive": webArchiveOf(p.shown())} }},
	"WARC":            {write: func(t *testing.T, p rawPage) tree { return tree{"page.warc.gz": warcGzipOf(t, p.sent())} }},
	"Chrome":          completeForm(chromeName),
	"Firefox":         completeForm(firefoxName),
}

// packed is a form in a zip archive, under a folder.
func packed(name, folder string, f form) form {
	write := f.write
	f.write = func(t *testing.T, p rawPage) tree {
		files := tree{}
		for path, data := range write(t, p) {
			files[folder+path] = data
		}
		return tree{name: zipOf(t, files)}
	}
	return f
}

func TestEveryFormOfAPageGivesTheSameArticle(t *testing.T) {
	corpus := corpusRawPages(t)
	needed, tried := map[string]bool{}, 0
	pages := slices.Concat(inventedPages(t), corpus)
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			raw := readForm(t, tree{"raw.html": p.html})
			raw.Missing, raw.Elements = nil, p.elements
			for _, name := range slices.Sorted(maps.Keys(forms)) {
				t.Run(name, func(t *testing.T) {
					tried++
					for _, why := range compareForm(t, forms[name], p, raw) {
						needed[name+": "+why] = true
					}
				})
			}
		})
	}
	// Without the corpus there is no page of before 2019.
	if len(corpus) > 0 && tried == len(pages)*len(forms) && !t.Failed() {
		assertNeeded(t, needed)
	}
}

// assertNeeded asks for a page that shows each loss.
func assertNeeded(t *testing.T, needed map[string]bool) {
	t.Helper()
	for name, f := range forms {
		for _, l := range slices.Concat(f.losses, slices.Concat(slices.Collect(maps.Values(f.ofKind))...)) {
			if !needed[name+": "+l.why] {
				t.Errorf("%s: no page has lost this: %s", name, l.why)
			}
		}
	}
}

// compareForm compares what is stored of a form with what is stored of the raw
// page, and returns the losses without which the two would differ.
func compareForm(t *testing.T, f form, p rawPage, raw reading) (needed []string) {
	t.Helper()
	got := readForm(t, f.write(t, p))
	losses := slices.Concat(f.losses, f.ofKind[article.Kind(raw.Facts["kind"])])
	if diff := difference(raw, got, losses); diff != "" {
		t.Errorf("what is stored (-raw +form):\n%s", diff)
	}
	for i := range losses {
		if difference(raw, got, slices.Delete(slices.Clone(losses), i, i+1)) != "" {
			needed = append(needed, losses[i].why)
		}
	}
	return needed
}

// difference is that between two readings but for losses.
func difference(raw, form reading, losses []loss) string {
	raw, form = raw.clone(), form.clone()
	for _, l := range losses {
		l.forget(&raw, &form)
	}
	raw.Elements = nil
	return cmp.Diff(raw, form)
}

func (r reading) clone() reading {
	r.Facts, r.Pictures, r.Missing = maps.Clone(r.Facts), slices.Clone(r.Pictures), slices.Clone(r.Missing)
	return r
}

// readForm imports files that hold one page.
func readForm(t *testing.T, files tree) reading {
	t.Helper()
	a, err := store.Create(t.TempDir() + "/archive")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	imported := importInto(t, a, files.export(t))
	if n := imported.summary.Articles.New; n > 1 || imported.summary.Unreadable > 0 {
		t.Fatalf("%d articles, outcomes %+v", n, imported.outcomes)
	}
	for _, o := range imported.outcomes {
		if o.Result == backup.New {
			r := readingOf(load(t, a, o.ID))
			assertReindexes(t, a)
			return r
		}
	}
	return reading{}
}

func readingOf(l logical) reading {
	rec := l.Record
	address := rec.URL
	if len(rec.ShortIDs) > 0 {
		address = article.ShortURL(rec.ShortIDs[0])
	}
	r := reading{Body: l.Body, Facts: map[string]string{
		"kind": string(rec.Kind), "title": rec.Title, "author": rec.Author, "account": rec.Account,
		"date": rec.Published.In(article.Zone).Format("2006-01-02 15:04"), "address": address,
	}}
	for _, asset := range rec.Assets {
		r.Pictures = append(r.Pictures, asset.URL)
		if asset.Missing() {
			r.Missing = append(r.Missing, asset.URL)
		}
	}
	return r
}
