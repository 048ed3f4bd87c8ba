package emit

import (
	"strings"
	"testing"

	"wxbackup/redirect"
)

// longPaths has paths that fit into a line of the map alone but not with their
// target, and one that does not fit at all.
func longPaths() redirect.Input {
	long := strings.Repeat("很长的标题", 18)
	return redirect.Input{
		BaseURL:  "https://www.example.com/",
		Articles: []redirect.Article{{ID: "a", Path: "/" + long + "/"}, {ID: "b", Path: "/b/"}},
		Former: []redirect.FormerPath{
			{ID: "a", Path: "/旧/" + long + "/"},
			{ID: "a", Path: "/旧;" + long + "/"},
			{ID: "b", Path: "/" + strings.Repeat(long, 2) + "/"},
		},
	}
}

func TestApacheSplitsRowsThatAreTooLongForOneLine(t *testing.T) {
	m := build(t, longPaths())
	out := emit(t, "apache", m)
	for line := range strings.Lines(string(out.Files[1].Data)) {
		if len(line) > apacheMaxLine {
			t.Errorf("a line has %d bytes: %.40s", len(line), line)
		}
	}
	if len(out.Unserved) != 1 || out.Unserved[0].Count != 1 || out.Unserved[0].Rules[0].ID != "b" {
		t.Errorf("unserved are %+v, want the one path that no line can hold", out.Unserved)
	}
	s, o := startApache(t, out.Files, includeApache, nil), newOracle(m)
	for _, former := range longPaths().Former[:2] {
		for _, target := range pathForms(former.Path) {
			if a, want := s.get(t, target), o.answer(mirror, target); want.status != 301 || a.location != want.location {
				t.Errorf("%.60s: %d %q, want %d %q", target, a.status, a.location, want.status, want.location)
			}
		}
	}
}
