package emit

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

// Cloudflare reads lists only in an account. The test reads the file as its
// documents say: no header, a source is host and path without query, both are
// compared exactly, no source comes twice, a target is a whole address.
func bulkHostOf(t *testing.T, file []byte, asks []hostAsk) []hostAnswer {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	answers := make(map[string]hostAnswer)
	for _, row := range rows {
		if len(row) != 7 || row[2] != "301" || strings.Join(row[3:], "") != strings.Repeat("FALSE", 4) {
			t.Errorf("the row is %q", row)
		}
		if strings.Contains(row[0], "?") || strings.HasPrefix(row[0], "/") || answers[row[0]].Status != 0 || !strings.HasPrefix(row[1], "https://") {
			t.Errorf("%q leads to %q", row[0], row[1])
		}
		answers[row[0]] = hostAnswer{301, row[1]}
	}
	given := make([]hostAnswer, len(asks))
	for i, ask := range asks {
		path, _, _ := strings.Cut(ask.Target, "?")
		given[i] = hostAnswer{Status: 404}
		if a, ok := answers[ask.Host+asSent(t, path)]; ok {
			given[i] = a
		}
	}
	return given
}

func TestBulkRedirectsAnswerByTheRules(t *testing.T) {
	testHost(t, "cloudflare-bulk", "cloudflare-bulk/redirects-1.csv", build(t, thousands(300)), bulkHostOf)
}

func TestBulkRedirectsSayWhatTheyNeedToKnow(t *testing.T) {
	for name, tt := range map[string]struct {
		in     redirect.Input
		mirror string
		reason string
		count  int
	}{
		"no mirror host":          {manyArticles(3), "", "--mirror", 3},
		"no address of the site":  {hostile(), mirror, "--base-url", 13},
		"keys, whatever is known": {manyArticles(3), mirror, "no query", 3},
	} {
		out, err := formatOf(t, "cloudflare-bulk").Emit(build(t, tt.in), Settings{Mirror: tt.mirror})
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, u := range out.Unserved {
			if strings.Contains(u.Reason, tt.reason) {
				count += u.Count
			}
		}
		if count != tt.count {
			t.Errorf("%s: %d rules, want %d: %+v", name, count, tt.count, out.Unserved)
		}
	}
}

// Files have 10,000 rows at most, the first of which matter most.
func TestBulkRedirectsAreSplit(t *testing.T) {
	out := emit(t, "cloudflare-bulk", build(t, manyArticles(3500)))
	var rows []int
	for _, f := range out.Files[:len(out.Files)-1] {
		rows = append(rows, bytes.Count(f.Data, []byte("\n")))
	}
	if len(rows) != 2 || rows[0] != bulkMaxRows || rows[1] != 4*3500-bulkMaxRows {
		t.Errorf("the files have %d rows", rows)
	}
	if first := string(out.Files[0].Data); strings.Count(first, "/s/") != 3500 {
		t.Errorf("the first file has %d short addresses, want all", strings.Count(first, "/s/"))
	}
}

func TestBulkRedirectFilesOfASmallArchive(t *testing.T) {
	for _, f := range emit(t, "cloudflare-bulk", build(t, manyArticles(2))).Files {
		golden.Equal(t, filepath.Join("testdata", "small", filepath.FromSlash(f.Name)), f.Data)
	}
}
