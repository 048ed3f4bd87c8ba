package emit

import (
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// Baidu's rules: each line "old new", an address in one pair only, no chains,
// and what the file says is what the rules answer.
func checkPairs(t *testing.T, m redirect.Map, out []File) (pairs int) {
	t.Helper()
	o, olds, news := newOracle(m), map[string]bool{}, map[string]bool{}
	for _, f := range out {
		if !strings.HasPrefix(path.Base(f.Name), "pairs") {
			continue
		}
		lines := linesOf(f)
		if len(lines) > 50_000 || len(f.Data) > 10_000_000 {
			t.Errorf("%s has %d lines, %d bytes", f.Name, len(lines), len(f.Data))
		}
		for _, line := range lines {
			old, to, ok := strings.Cut(line, " ")
			if !ok || strings.ContainsAny(to, " \t\r") || olds[old] || news[to] {
				t.Fatalf("%s: %q is no pair, or not the only one", f.Name, line)
			}
			olds[old], news[to] = true, true
			host := hostOf(old)
			name, _, _ := strings.Cut(host, ":")
			if a := o.answer(name, old[strings.Index(old, host)+len(host):]); a.status != 301 || a.location != to {
				t.Errorf("%s: the rules say %d %q", line, a.status, a.location)
			}
			if !strings.HasPrefix(to, m.Origin+"/") {
				t.Errorf("%s leads off the site", line)
			}
		}
		pairs += len(lines)
	}
	for old := range olds {
		if news[old] {
			t.Errorf("%s is old and new", old)
		}
	}
	return pairs
}

func TestBaiduPairsAreOneToOne(t *testing.T) {
	for name, tt := range map[string]struct {
		in   redirect.Input
		want int
	}{"moved": {moved(), 3}, "large": {thousands(3000), 3000}} {
		m := build(t, tt.in)
		if got := checkPairs(t, m, files(t, "baidu", m)); got != tt.want {
			t.Errorf("%s: %d pairs, want %d", name, got, tt.want)
		}
	}
}

// A new page whose address is an old one elsewhere would be a chain.
func TestBaiduPairsHaveNoChains(t *testing.T) {
	old := redirect.Source{Path: "/b", Host: "www.example.com"}
	m := redirect.Map{Origin: "https://www.example.com", Rules: []redirect.Rule{
		{Source: redirect.Source{Path: "/a"}, Target: "https://www.example.com/b/"},
		{Source: old, Target: "https://www.example.com/c/"},
	}}
	out := emit(t, "baidu", m)
	if n := checkPairs(t, m, out.Files); n != 0 {
		t.Errorf("%d pairs, want none of a chain", n)
	}
	if len(out.Unserved) != 1 || out.Unserved[0].Count != 2 {
		t.Errorf("unserved: %+v", out.Unserved)
	}
}

func TestBaiduFilesKeepTheLimits(t *testing.T) {
	in := manyArticles(50_010)
	for i := range 50_020 {
		in.Legacy = append(in.Legacy, redirect.Row{Cells: []string{fmt.Sprintf("http://gone.example/a&b/%d", i), "gone"}})
	}
	m := build(t, in)
	out := data(files(t, "baidu", m))
	if got := checkPairs(t, m, out); got != 50_010 {
		t.Errorf("%d pairs, want 50,010", got)
	}
	var names []string
	for _, f := range out {
		names = append(names, f.Name)
	}
	want := []string{
		"baidu/gone.example/silian.txt", "baidu/gone.example/silian-2.txt", "baidu/gone.example/silian.xml", "baidu/gone.example/silian-2.xml",
		"baidu/example.com/pairs.txt", "baidu/example.com/pairs-2.txt",
	}
	for _, name := range want {
		if !slices.Contains(names, name) {
			t.Errorf("there is no %s among %q", name, names)
		}
	}
	text, marked := deadIn(t, out)
	if len(text) != 50_020 || !slices.Equal(text, marked) {
		t.Errorf("%d dead addresses as text, %d as XML", len(text), len(marked))
	}
}

// deadIn are the dead addresses in both formats.
func deadIn(t *testing.T, out []File) (text, marked []string) {
	t.Helper()
	for _, f := range out {
		switch base := path.Base(f.Name); {
		case !strings.HasPrefix(base, "silian"):
		case path.Ext(base) == ".txt":
			text = append(text, linesOf(f)...)
		default:
			var set struct {
				XMLName xml.Name `xml:"urlset"`
				Locs    []string `xml:"url>loc"`
			}
			if err := xml.Unmarshal(f.Data, &set); err != nil {
				t.Fatal(err)
			}
			if len(set.Locs) > 50_000 || len(f.Data) > 10_000_000 {
				t.Errorf("%s has %d addresses, %d bytes", f.Name, len(set.Locs), len(f.Data))
			}
			marked = append(marked, set.Locs...)
		}
	}
	return text, marked
}
