package emit

import (
	"slices"
	"strings"
	"testing"
)

func TestListsAreCutAtLinesAndBytes(t *testing.T) {
	lines := []string{"aaaa", "bb", strings.Repeat("c", 40), "d", "e", "f", "g"}
	for _, l := range []list{{}, {mostLines: 3}, {mostBytes: 20}, {mostLines: 2, mostBytes: 16}, {mostBytes: 1}} {
		l.name, l.ext, l.head, l.foot, l.lines = "x", ".txt", "<\n", ">\n", lines
		var got []string
		for i, f := range l.files() {
			inside := strings.TrimSuffix(strings.TrimPrefix(string(f.Data), l.head), l.foot)
			part := strings.Split(strings.TrimSuffix(inside, "\n"), "\n")
			if l.mostLines > 0 && len(part) > l.mostLines || l.mostBytes > 0 && len(f.Data) > l.mostBytes && len(part) > 1 {
				t.Errorf("%+v: file %d has %d lines, %d bytes", l, i, len(part), len(f.Data))
			}
			got = append(got, part...)
		}
		if !slices.Equal(got, lines) {
			t.Errorf("%+v: got %q", l, got)
		}
	}
	if files := (list{name: "x"}).files(); files != nil {
		t.Errorf("an empty list has files %v", files)
	}
}
