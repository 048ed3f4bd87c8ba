package ui

import (
	"bytes"
	"strings"
	"testing"
)

func drawn(table *Table, width int) string {
	var out bytes.Buffer
	New(Options{Out: Stream{Writer: &out, Terminal: width > 0, Width: width}}).Table(table)
	return out.String()
}

func articles() *Table {
	table := NewTable(
		Column{Name: "DATE"},
		Column{Name: "TITLE", Shrink: true},
		Column{Name: "PICTURES", Right: true},
	)
	table.Row("2024-03-05", "春天的第一封信", "12")
	table.Row("2023-11-30", "a note", "3")
	return table
}

func TestTableAlignsByDisplayWidth(t *testing.T) {
	want := "" +
		"DATE        TITLE           PICTURES\n" +
		"2024-03-05  春天的第一封信        12\n" +
		"2023-11-30  a note                 3\n"
	if got := drawn(articles(), 0); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableShrinksToTheTerminal(t *testing.T) {
	got := drawn(articles(), 32)
	for line := range strings.SplitSeq(strings.TrimSuffix(got, "\n"), "\n") {
		if Width(line) > 32 {
			t.Errorf("line %q is %d columns wide, the terminal 32", line, Width(line))
		}
	}
	for _, want := range []string{"2024-03-05", "春天的第…", "12", "a note"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestTableKeepsAReadableColumnOnAnyTerminal(t *testing.T) {
	got := drawn(articles(), 5)
	if !strings.Contains(got, "春天的…") {
		t.Errorf("the title was cut below 8 columns:\n%s", got)
	}
}

func TestTableTakesRowsOfOtherLengths(t *testing.T) {
	table := NewTable(Column{Name: "A"}, Column{Name: "B"})
	table.Row("1")
	table.Row("1", "2", "3")
	if got, want := drawn(table, 0), "A  B\n1\n1  2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
