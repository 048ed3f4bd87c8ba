package cmd_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// TestLinksAsCSV has a title that a spreadsheet would compute, and an article
// of another account.
func TestLinksAsCSV(t *testing.T) {
	r, _ := lackingExport(t)
	data := r.run(0, "links", "--format", "csv")
	table, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !marked || bytes.Count(table, []byte("\r\n")) != 5 || bytes.Count(table, []byte("\n")) != 5 {
		t.Errorf("the table is not UTF-8 with a mark, with 5 lines as Windows ends them: %q", data)
	}
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	from, fromID := article.CleanURL(newStation(1).address()), stationBiz+":2650000001:1"
	short := "Kd0_sWm4hTq8Zr1Xe-0007"
	want := [][]string{
		{"from", "from_url", "kind", "to", "to_url", "host", "text", "count", "from_id", "to_id"},
		{"第1站", from, "missing", "'=1+1 站", article.CleanURL(newStation(5).address()), "", "上一站", "1", fromID, stationBiz + ":2650000005:1"},
		{"第1站", from, "missing", "下一班车", article.CleanURL(newStation(400).address()), "", "下一班车", "1", fromID, stationBiz + ":2650000400:1"},
		{"第1站", from, "missing", "短的", article.ShortURL(short), "", "短的", "1", fromID, short},
		{
			"第1站", from, "foreign", "别人的", article.LongURL(article.Key{Biz: "MzA1MTE1MTE1MQ", Mid: 7, Idx: 1}, strings.Repeat("0", 32)), "", "别人的", "1",
			fromID, "MzA1MTE1MTE1MQ:7:1",
		},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}
