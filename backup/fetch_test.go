package backup_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup"
	"wxbackup/backup/fetch"
	"wxbackup/store"
)

func TestFetchGivesEveryArticleWhatItLacks(t *testing.T) {
	a, export := create(t), lackingExport(t, 30)
	importInto(t, a, export)
	n := newNetwork(t, cdn)
	f := n.fetchInto(t, a, fetchOptions(), 90+1+5, 0)
	if f.summary.Articles != 30 || f.summary.Lacking != 96 || f.summary.NeedsLook() {
		t.Errorf("summary %+v", f.summary)
	}
	asked := n.Asked()
	slices.Sort(asked)
	if unique := slices.Compact(slices.Clone(asked)); len(unique) != 96 || len(asked) != 96 {
		t.Errorf("%d requests for %d things, want 96", len(asked), len(unique))
	}
	for id, l := range articles(t, a) {
		if lack := missing(l); len(lack) > 0 {
			t.Errorf("%s lacks %q", id, lack)
		}
		if strings.Contains(l.Copy, "](http") || strings.Count(l.Copy, "](../../assets/") != 5 || len(l.Record.Losses) > 0 {
			t.Errorf("%s: losses %v, copy\n%s", id, l.Record.Losses, l.Copy)
		}
	}
	assertWhole(t, a)
	n.fetchInto(t, a, fetchOptions(), 0, 0)
	if got := importInto(t, a, export); got.summary.Articles != (backup.ArticleCounts{Unchanged: 30}) {
		t.Errorf("import after fetch: %+v", got.summary)
	}
	b := assertReindexes(t, a)
	n.fetchInto(t, b, fetchOptions(), 0, 0)
	if n := len(n.Asked()); n != 96 {
		t.Errorf("%d requests after all was there", n-96)
	}
}

// What comes with later pages of an article must not take from it what was
// fetched, and their journal must bring it back.
func TestFetchStaysWithLaterImports(t *testing.T) {
	p := newPost(1)
	p.body += `<mpvoice name="报站" voice_encode_fileid="VOICE1"></mpvoice>` + img(cdnURL(11), "") + img("https://img.example.com/a.png", "")
	later := p
	later.captured += 1000
	later.body += img(cdnURL(12), "") + "<p>又记：雨停了。</p>"
	a := create(t)
	importInto(t, a, tree{"a.html": p.page()}.export(t))
	n := newNetwork(t, cdn)
	n.fetchInto(t, a, fetchOptions(), 2, 1)
	importInto(t, a, tree{"b.html": later.page()}.export(t))
	l := load(t, a, p.id())
	if got := missing(l); !slices.Equal(got, []string{"https://img.example.com/a.png", cdnURL(12)}) || len(l.Record.Losses) > 0 {
		t.Errorf("missing %q, losses %v", got, l.Record.Losses)
	}
	again := assertReindexes(t, a)
	n.fetchInto(t, again, fetchOptions(), 1, 1)
	assertReindexes(t, again)
}

// Bytes that came with another article's export are not asked for.
func TestFetchTakesWhatTheArchiveHas(t *testing.T) {
	p, q := newPost(1), newPost(2)
	const emblem = "https://res.wx.qq.com/emblem.png"
	p.body += img(emblem, "emblem.png")
	q.body += img(emblem, "")
	a := create(t)
	importInto(t, a, tree{"p/p.html": p.page(), "p/emblem.png": picture(3), "q/q.html": q.page()}.export(t))
	n := newNetwork(t, cdn)
	f := n.fetchInto(t, a, fetchOptions(), 0, 0)
	if f.summary.Known != 1 || len(n.Asked()) > 0 || len(missing(load(t, a, q.id()))) > 0 {
		t.Errorf("summary %+v, asked %v", f.summary, n.Asked())
	}
	assertReindexes(t, a)
}

func TestFetchRemembersWhatIsGone(t *testing.T) {
	p := newPost(1)
	p.body += img(cdnURL(1), "") + img(cdnURL(2), "") + img(cdnURL(3), "")
	a := create(t)
	importInto(t, a, tree{"a.html": p.page()}.export(t))
	var back atomic.Bool
	n := newNetwork(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case back.Load() || strings.Contains(r.URL.Path, cdnID(1)):
			cdnPicture(w, r)
		case strings.Contains(r.URL.Path, cdnID(2)):
			w.WriteHeader(http.StatusGone)
		default:
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	f := n.fetchInto(t, a, fetchOptions(), 1, 2)
	if want := map[fetch.Reason]int{fetch.Gone: 1, fetch.ServerError: 1}; !cmp.Equal(want, f.summary.Failed) || !f.summary.NeedsLook() {
		t.Errorf("failed %v", f.summary.Failed)
	}
	asked := len(n.Asked())
	f = n.fetchInto(t, a, fetchOptions(), 0, 2)
	for _, request := range n.Asked()[asked:] {
		if strings.Contains(request, cdnID(2)) || strings.Contains(request, cdnID(1)) {
			t.Errorf("asked again for %q", request)
		}
	}
	if i := slices.IndexFunc(f.outcomes, func(o backup.FetchOutcome) bool { return o.Earlier }); i < 0 || f.outcomes[i].Reason != fetch.Gone {
		t.Errorf("outcomes %+v", f.outcomes)
	}
	back.Store(true)
	n.fetchInto(t, a, fetchOptions(), 1, 1)
	opts := fetchOptions()
	opts.Again = true
	n.fetchInto(t, a, opts, 1, 0)
	n.fetchInto(t, a, fetchOptions(), 0, 0)
	assertReindexes(t, a)
}

func TestFetchOfOneAccount(t *testing.T) {
	p := newPost(1)
	p.body += img(cdnURL(1), "")
	other := strings.ReplaceAll(newPost(2).page(), "慢火车札记", "快火车札记")
	other = strings.Replace(other, "</p>", "</p>"+img(cdnURL(1), "")+img(cdnURL(2), ""), 1)
	a := create(t)
	importInto(t, a, tree{"a.html": p.page(), "b.html": other}.export(t))
	n := newNetwork(t, cdn)
	opts := fetchOptions()
	opts.Account = "慢火车札记"
	n.fetchInto(t, a, opts, 1, 0)
	if got := missing(load(t, a, newPost(2).id())); !slices.Equal(got, []string{cdnURL(2)}) {
		t.Errorf("the other account lacks %q", got)
	}
	assertReindexes(t, a)
}

func TestFetchAsksNobodyElse(t *testing.T) {
	p := newPost(1)
	p.body += img("https://img.example.com/a.png", "") + img("http://127.0.0.1/b.png", "") + img("https://inside.qpic.cn/c.png", "") +
		img("https://mmbiz.qpic.cn/away.png", "") + img("", "lost/d.png")
	a := create(t)
	importInto(t, a, tree{"a.html": p.page()}.export(t))
	n := newNetwork(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://img.example.com/a.png", http.StatusMovedPermanently)
	})
	n.Lead("inside.qpic.cn", "192.168.1.1")
	f := n.fetchInto(t, a, fetchOptions(), 0, 4)
	if want := map[fetch.Reason]int{fetch.HostNotAllowed: 3, fetch.PrivateAddress: 1}; !cmp.Equal(want, f.summary.Failed) || f.summary.NoAddress != 1 {
		t.Errorf("summary %+v", f.summary)
	}
	looked := n.Looked()
	slices.Sort(looked)
	if !slices.Equal(looked, []string{"inside.qpic.cn", "mmbiz.qpic.cn"}) {
		t.Errorf("looked up %v", looked)
	}
	for _, asked := range n.Asked() {
		if !strings.HasPrefix(asked, "mmbiz.qpic.cn/") {
			t.Errorf("asked %q", asked)
		}
	}
}

func TestFetchDryRun(t *testing.T) {
	a := create(t)
	importInto(t, a, lackingExport(t, 5))
	a.Close()
	before := read(t, a.Dir())
	ro, err := store.OpenReadOnly(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	n := newNetwork(t, cdn)
	opts := fetchOptions()
	opts.DryRun = true
	f := n.fetchInto(t, ro, opts, 0, 0)
	if f.summary.Planned != 21 || len(f.outcomes) != 21 || len(n.Asked())+len(n.Looked())+len(n.Dialed()) > 0 {
		t.Errorf("summary %+v, asked %v", f.summary, n.Asked())
	}
	if diff := cmp.Diff(before, read(t, a.Dir())); diff != "" {
		t.Errorf("the archive changed:\n%s", diff)
	}
}

// undisturbed is the archive after one fetch to the end.
func undisturbed(t *testing.T, export string) *store.Archive {
	t.Helper()
	a := create(t)
	importInto(t, a, export)
	n := newNetwork(t, cdn)
	if f, err := n.tryFetch(t.Context(), a, fetchOptions()); err != nil || f.summary.NeedsLook() {
		t.Fatalf("%+v, %v", f.summary, err)
	}
	return a
}

// Interrupted anywhere, and run again: the same archive, and nothing is asked
// for again that was told to be fetched.
func TestFetchInterrupted(t *testing.T) {
	export := lackingExport(t, 30)
	want := undisturbed(t, export)
	for _, after := range []int32{1, 70} {
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			a := create(t)
			importInto(t, a, export)
			ctx, cancel := context.WithCancel(t.Context())
			var asked atomic.Int32
			n := newNetwork(t, func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == after {
					cancel()
				}
				cdn(w, r)
			})
			first, err := n.tryFetch(ctx, a, fetchOptions())
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("error %v", err)
			}
			if min := int(after) - 8; first.summary.Fetched < min || first.summary.Fetched != len(first.outcomes) {
				t.Errorf("kept %d of %d", first.summary.Fetched, after)
			}
			before := len(n.Asked())
			second, err := n.tryFetch(t.Context(), a, fetchOptions())
			if err != nil || first.summary.Fetched+second.summary.Fetched != 96 {
				t.Fatalf("%+v, then %+v, %v", first.summary, second.summary, err)
			}
			for _, o := range first.outcomes {
				if slices.Contains(n.Asked()[before:], strings.TrimPrefix(o.URL, "https://")) {
					t.Errorf("asked again for %q", o.URL)
				}
			}
			assertSame(t, want, a)
			assertWhole(t, a)
		})
	}
}

// A run that died after it wrote the journal and before it committed: the
// bytes are there, and nobody is asked for them.
func TestFetchGoesOnAfterTheJournal(t *testing.T) {
	export := lackingExport(t, 5)
	want := undisturbed(t, export)
	a := create(t)
	importInto(t, a, export)
	a.Close()
	index, err := os.ReadFile(filepath.Join(a.Dir(), "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := store.Open(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	n := newNetwork(t, cdn)
	n.fetchInto(t, b, fetchOptions(), 21, 0)
	b.Close()
	if err := os.WriteFile(filepath.Join(a.Dir(), "index.db"), index, 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	f := n.fetchInto(t, c, fetchOptions(), 0, 0)
	if f.summary.Known != 21 || len(n.Asked()) != 21 {
		t.Errorf("summary %+v, %d requests", f.summary, len(n.Asked()))
	}
	assertSame(t, want, c)
}
