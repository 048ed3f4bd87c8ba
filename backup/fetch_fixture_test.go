package backup_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup"
	"wxbackup/backup/fetch"
	"wxbackup/internal/fakecdn"
	"wxbackup/store"
)

// cdnPicture answers as the CDN does: picture n under the id of n, in any form.
func cdnPicture(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(r.URL.Path, "/")
	if len(parts) < 3 || len(parts[2]) < 4 {
		http.NotFound(w, r)
		return
	}
	n, err := strconv.Atoi(parts[2][len(parts[2])-4:])
	if err != nil {
		http.NotFound(w, r)
		return
	}
	fmt.Fprint(w, picture(n))
}

// network is a server and a client that reaches nothing but it.
type network struct {
	*fakecdn.Server
	client *fetch.Client
}

func newNetwork(t *testing.T, handler http.HandlerFunc) network {
	t.Helper()
	server := fakecdn.New(t, handler)
	return network{server, newClient(t, server.Network())}
}

// newClient is one that never really sleeps.
func newClient(t *testing.T, n fetch.Network) *fetch.Client {
	t.Helper()
	client, err := fetch.New(fetch.Options{
		Network: n, Rate: 1e6, Patience: 5 * time.Second,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// fetched is one fetch: what it told, and its summary.
type fetched struct {
	outcomes []backup.FetchOutcome
	summary  backup.FetchSummary
}

func fetchOptions() backup.FetchOptions {
	return backup.FetchOptions{Connections: 4, Tool: "test", Now: clock}
}

func (n network) tryFetch(ctx context.Context, a *store.Archive, opts backup.FetchOptions) (f fetched, err error) {
	opts.Outcome = func(o backup.FetchOutcome) { f.outcomes = append(f.outcomes, o) }
	f.summary, err = backup.Fetch(ctx, a, n.client, opts)
	return f, err
}

// fetchInto fetches and requires the numbers of what came and what failed.
func (n network) fetchInto(t *testing.T, a *store.Archive, opts backup.FetchOptions, wantFetched, wantFailed int) fetched {
	t.Helper()
	f, err := n.tryFetch(t.Context(), a, opts)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, k := range f.summary.Failed {
		failed += k
	}
	if f.summary.Fetched != wantFetched || failed != wantFailed {
		t.Fatalf("summary %+v, outcomes %+v, want %d and %d", f.summary, f.outcomes, wantFetched, wantFailed)
	}
	return f
}

// lackingExport is articles without their pictures: pictures of their own, one
// that all show, in several forms of address, and a recording.
func lackingExport(t *testing.T, count int) string {
	files := tree{}
	for i := range count {
		p := newPost(i)
		for k := range 3 {
			p.body += img(cdnURL(100+3*i+k), "")
		}
		form := []string{"https://mmbiz.qpic.cn/mmbiz_png/%s/640?wx_fmt=png", "http://mmbiz.qpic.cn/mmbiz_png/%s/0", "//mmbiz.qpic.cn/mmbiz_png/%s/300?tp=webp"}[i%3]
		p.body += img(fmt.Sprintf(form, cdnID(7)), "")
		p.body += fmt.Sprintf(`<mpvoice name="报站" play_length="61000" voice_encode_fileid="VOICE%d"></mpvoice>`, i%5)
		files[fmt.Sprintf("%03d.html", i)] = p.page()
	}
	return files.export(t)
}

// cdn answers for lackingExport.
func cdn(w http.ResponseWriter, r *http.Request) {
	if id := r.URL.Query().Get("mediaid"); id != "" {
		fmt.Fprint(w, "#!AMR\n"+strings.Repeat(id, 40))
		return
	}
	cdnPicture(w, r)
}

// settled are the files of an archive with the lines of its journals sorted and
// without their times: what must be the same however a run got there.
func settled(t *testing.T, a *store.Archive) tree {
	t.Helper()
	files := content(t, a)
	for name, data := range files {
		if filepath.Ext(name) != ".jsonl" {
			continue
		}
		var lines []string
		for line := range strings.Lines(data) {
			var fields map[string]any
			if err := json.Unmarshal([]byte(line), &fields); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			delete(fields, "time")
			sorted, err := json.Marshal(fields)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(sorted))
		}
		slices.Sort(lines)
		files[name] = strings.Join(lines, "\n")
	}
	return files
}

// assertSame requires that two archives hold the same.
func assertSame(t *testing.T, want, got *store.Archive) {
	t.Helper()
	if diff := cmp.Diff(articles(t, want), articles(t, got)); diff != "" {
		t.Errorf("articles:\n%s", diff)
	}
	if diff := cmp.Diff(settled(t, want), settled(t, got)); diff != "" {
		t.Errorf("files:\n%s", diff)
	}
}

// missing are the addresses of what an article lacks.
func missing(l logical) []string {
	var list []string
	for _, asset := range l.Record.Assets {
		if asset.Missing() {
			list = append(list, asset.URL)
		}
	}
	return list
}
