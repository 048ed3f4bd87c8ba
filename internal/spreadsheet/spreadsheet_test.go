package spreadsheet

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSVIsATableThatSpreadsheetsOpen(t *testing.T) {
	got, err := CSV([][]string{{"title", "url"}, {"一碗,面", "https://example.com/?a=1"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "\ufefftitle,url\r\n\"一碗,面\",https://example.com/?a=1\r\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCSVHasNoFormulas(t *testing.T) {
	tests := map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", "\t=1": "'=1", "\u3000-1": "'-1",
		"a\r\nb": "a b", "": "", "a=1": "a=1", "/s/-Ab": "/s/-Ab",
	}
	for cell, want := range tests {
		table, err := CSV([][]string{{"x", cell}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(table), "\ufeff"))).ReadAll()
		if err != nil || rows[0][1] != want {
			t.Errorf("%q is written as %q, %v; want %q", cell, rows, err, want)
		}
	}
}

func TestCSVLeavesTheRowsAsTheyAre(t *testing.T) {
	rows := [][]string{{"=1"}}
	if _, err := CSV(rows); err != nil || rows[0][0] != "=1" {
		t.Errorf("the row became %q, %v", rows[0], err)
	}
}
