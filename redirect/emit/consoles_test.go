package emit

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

// moved is a site with all that search consoles are told of: former paths, of
// which some lead nowhere, domains before, and what no console takes.
func moved() redirect.Input {
	row := func(cells ...string) redirect.Row { return redirect.Row{File: "old.csv", Line: 1, Cells: cells} }
	return redirect.Input{
		BaseURL: "https://www.example.com/",
		Articles: []redirect.Article{
			{ID: "a", Keys: []article.Key{{Biz: testBiz, Mid: 2650000001, Idx: 1}}, ShortIDs: []string{short1}, Path: "/posts/一/"},
			{ID: "b", Keys: []article.Key{{Biz: plusBiz, Mid: 7, Idx: 2}}, ShortIDs: []string{short2}, Path: "/posts/二/"},
			{ID: "c", Path: "/posts/三/"},
			{ID: "d", ShortIDs: []string{short3}},
		},
		Former: []redirect.FormerPath{
			{ID: "a", Path: "/old/一/"},
			{ID: "a", Path: "/older/一/"},
			{ID: "c", Path: "/三.html"},
			{ID: "a", Path: "/both/"},
			{ID: "c", Path: "/both/"},
			{ID: "d", Path: "/never/"},
		},
		Legacy: []redirect.Row{
			row("http://www.before.example/archives/7.html", "b"),
			row("http://www.before.example/?p=7&a=<b>", "b"),
			row("http://www.before.example/gone?a=1&b=2", "gone"),
			row("https://www.example.com/index.php?p=3", "c"),
			row("/gone.html", "gone"),
			row("http://www.before.example:8080/elsewhere", "https://other.example/x"),
			row("http://chain.example/1", "http://www.before.example/archives/7.html"),
			row("https://mp.weixin.qq.com/mp/homepage?__biz=x&hid=1", "c"),
		},
	}
}

// forConsoles are the formats that search engines or people read.
var forConsoles = []string{"baidu", "csv", "indexnow", "json", "urls"}

func TestFilesForConsolesOfAMovedSite(t *testing.T) {
	m := build(t, moved())
	for _, name := range forConsoles {
		out := emit(t, name, m)
		for _, f := range out.Files {
			golden.Equal(t, filepath.Join("testdata", "moved", filepath.FromSlash(f.Name)), f.Data)
		}
		golden.Equal(t, filepath.Join("testdata", "moved", name, "unserved.txt"), []byte(unservedText(out)))
	}
}

func TestFilesForConsolesOfAHostileMapWithoutAnOrigin(t *testing.T) {
	m := build(t, hostile())
	for _, name := range forConsoles {
		for _, f := range files(t, name, m) {
			golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
		}
	}
}

func unservedText(out Output) string {
	var b strings.Builder
	for _, u := range out.Unserved {
		fmt.Fprintf(&b, "%s\n", u.Reason)
		for _, r := range u.Rules {
			fmt.Fprintf(&b, "\t%s\n", r.Source)
		}
	}
	return b.String()
}

// data are the files of a format but its README.
func data(files []File) []File {
	return slices.DeleteFunc(slices.Clone(files), func(f File) bool { return path.Base(f.Name) == "README.md" })
}

func linesOf(f File) []string { return strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n") }

// No console may be told of the platform's host, whatever the owner lists.
func TestNoConsoleIsToldOfThePlatform(t *testing.T) {
	m := build(t, moved())
	for _, name := range []string{"baidu", "indexnow", "urls"} {
		for _, mirror := range []string{"", mirror, article.Host} {
			out, err := formatOf(t, name).Emit(m, Settings{Mirror: mirror})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range data(out.Files) {
				if strings.Contains(string(f.Data), article.Host) || strings.Contains(f.Name, article.Host) {
					t.Errorf("mirror %q: %s has the platform's host", mirror, f.Name)
				}
			}
			readme := string(out.Files[len(out.Files)-1].Data)
			if strings.Count(readme, article.Host) < 2 {
				t.Errorf("the README of %s does not say in both languages that %s is not served", name, article.Host)
			}
		}
	}
}

func TestJSONHasAllOfTheMap(t *testing.T) {
	for name, m := range map[string]redirect.Map{"moved": build(t, moved()), "hostile": build(t, hostile()), "large": build(t, thousands(300)), "empty": {}} {
		var got struct {
			Origin   string
			Rules    []map[string]any
			Accounts []string
			Held     []map[string]any
		}
		f := files(t, "json", m)[0]
		if err := json.Unmarshal(f.Data, &got); err != nil {
			t.Fatal(err)
		}
		if got.Rules == nil || got.Accounts == nil || got.Held == nil {
			t.Errorf("%s: a list is null", name)
		}
		if got.Origin != m.Origin || !slices.Equal(got.Accounts, m.Accounts) || len(got.Rules) != len(m.Rules) || len(got.Held) != len(m.Held) {
			t.Fatalf("%s: %q, %d rules, accounts %q, %d held", name, got.Origin, len(got.Rules), got.Accounts, len(got.Held))
		}
		for i, r := range m.Rules {
			o := got.Rules[i]
			if sourceOf(o) != r.Source || o["kind"] != string(r.Source.Kind()) || o["target"] != r.Target || o["id"] != r.ID || o["status"] != float64(r.Status()) {
				t.Errorf("%s: rule %d is %v, want %+v", name, i, o, r)
			}
		}
		for i, s := range m.Held {
			if sourceOf(got.Held[i]) != s || got.Held[i]["kind"] != string(s.Kind()) {
				t.Errorf("%s: held %d is %v, want %+v", name, i, got.Held[i], s)
			}
		}
	}
}

// sourceOf reads a source as another program would, by the names of its fields.
func sourceOf(o map[string]any) redirect.Source {
	text := func(name string) string { s, _ := o[name].(string); return s }
	number := func(name string) uint64 { n, _ := o[name].(float64); return uint64(n) }
	return redirect.Source{
		Key:     article.Key{Biz: text("biz"), Mid: number("mid"), Idx: number("idx")},
		ShortID: text("short_id"), Path: text("path"), Host: text("host"), Query: text("query"),
	}
}

// The table comes back as a list of old addresses with the same rules.
func TestCSVIsAListOfTheSameRules(t *testing.T) {
	for name, in := range map[string]redirect.Input{"moved": moved(), "large": thousands(300), "many": manyArticles(300)} {
		m := build(t, in)
		table := files(t, "csv", m)[0]
		rows, err := redirect.ReadRows("redirects.csv", strings.NewReader(string(table.Data)))
		if err != nil {
			t.Fatal(err)
		}
		back := redirect.Input{BaseURL: in.BaseURL, Legacy: rows}
		for _, a := range in.Articles {
			back.Articles = append(back.Articles, redirect.Article{ID: a.ID, Path: a.Path})
		}
		again, report, err := redirect.Build(back)
		if err != nil || len(report.Strange)+len(report.Conflicts) > 0 {
			t.Fatalf("%s: %v, strange rows %v, conflicts %v", name, err, report.Strange, report.Conflicts)
		}
		rules := map[redirect.Source]redirect.Rule{}
		for _, r := range again.Rules {
			rules[r.Source] = r
		}
		if len(rules) != len(m.Rules) {
			t.Fatalf("%s: %d rules come back as %d", name, len(m.Rules), len(rules))
		}
		for _, r := range m.Rules {
			if got := comeBack(rules, r.Source); got.Target != r.Target || got.ID != r.ID {
				t.Errorf("%s: %+v came back as %+v", name, r, got)
			}
		}
	}
}

// comeBack finds the rule of a source by itself or, where it stands for every
// host, by the host that its example address has.
func comeBack(rules map[redirect.Source]redirect.Rule, s redirect.Source) redirect.Rule {
	if s.Path != "" && s.Host == "" {
		for _, host := range []string{"www.example.com", "example.com"} {
			s.Host = host
			if r, ok := rules[s]; ok {
				return r
			}
		}
	}
	return rules[s]
}

func TestIndexNowRequestsKeepTheLimits(t *testing.T) {
	in := manyArticles(6000)
	m := build(t, in)
	out := data(files(t, "indexnow", m))
	var all []string
	for _, f := range out[1:] {
		var body struct {
			Host, Key, KeyLocation string
			URLList                []string
		}
		if err := json.Unmarshal(f.Data, &body); err != nil {
			t.Fatal(err)
		}
		if len(body.URLList) == 0 || len(body.URLList) > 10_000 || body.Host != "example.com" {
			t.Errorf("%s: %d addresses of %q", f.Name, len(body.URLList), body.Host)
		}
		if !regexp.MustCompile(`^[A-Za-z0-9-]{8,128}$`).MatchString(body.Key) || string(out[0].Data) != body.Key {
			t.Errorf("%s: key %q, its file has %q", f.Name, body.Key, out[0].Data)
		}
		if out[0].Name != "indexnow/"+body.Key+".txt" || body.KeyLocation != "https://example.com/"+body.Key+".txt" {
			t.Errorf("%s: key at %s, file is %s", f.Name, body.KeyLocation, out[0].Name)
		}
		all = append(all, body.URLList...)
	}
	if len(out) != 3 || len(all) != 12_000 || !slices.IsSorted(all) || len(slices.Compact(all)) != 12_000 {
		t.Errorf("%d files with %d addresses, want 2 requests with 12,000 sorted ones", len(out), len(all))
	}
	for _, u := range all {
		if !strings.HasPrefix(u, "https://example.com/") {
			t.Errorf("%s is on another host", u)
		}
	}
}

func TestURLListsKeepTheLimits(t *testing.T) {
	m := build(t, manyArticles(50_010))
	got := map[string]int{}
	for _, f := range data(files(t, "urls", m)) {
		got[f.Name] = len(linesOf(f))
	}
	want := map[string]int{
		"urls/new.txt": 50_000, "urls/new-2.txt": 10,
		"urls/old-example.com.txt": 50_000, "urls/old-example.com-2.txt": 10,
		"urls/old-old.example.com.txt": 50_000, "urls/old-old.example.com-2.txt": 50_000, "urls/old-old.example.com-3.txt": 20,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("lines by file: %v, want %v", got, want)
	}
}
