package table_test

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

func TestATableAnswersAsTheMapDoes(t *testing.T) {
	for name, m := range map[string]redirect.Map{
		"empty": {}, "one": allKinds(1), "many": allKinds(3000),
		"long": {Rules: []redirect.Rule{
			{Source: redirect.Source{Path: "/" + strings.Repeat("很长", 300)}, Target: "/" + strings.Repeat("%E5", 2000), ID: "a"},
			{Source: redirect.Source{Path: "/last"}, Target: "/a/", ID: "a"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			tab := open(t, m)
			requireAnswers(t, tab, m)
			if tab.Rules() != len(m.Rules) {
				t.Errorf("the table has %d rules, the map %d", tab.Rules(), len(m.Rules))
			}
			for _, s := range strangers() {
				if answer, found, err := tab.Lookup(s); err != nil || found {
					t.Errorf("%.40s: found %v, %v", s, answer, err)
				}
			}
		})
	}
}

// requireAnswers asks a table for everything that a map has.
func requireAnswers(t *testing.T, tab *table.Table, m redirect.Map) {
	t.Helper()
	ids := articles(t, tab)
	for _, rule := range m.Rules {
		answer, found, err := tab.Lookup(rule.Source)
		if err != nil || !found || answer.Target != rule.Target || answer.Status() != rule.Status() {
			t.Errorf("%s: got %+v, %v, %v, want %q", rule.Source, answer, found, err, rule.Target)
		}
		if named := answer.Article >= 0; named != (rule.ID != "") || named && ids[answer.Article] != rule.ID {
			t.Errorf("%s: article %d, want that of %q", rule.Source, answer.Article, rule.ID)
		}
	}
	for _, s := range m.Held {
		if answer, found, err := tab.Lookup(s); err != nil || !found || !answer.Held || answer.Status() != 404 || answer.Article != -1 {
			t.Errorf("%s: got %+v, %v, %v, want it held", s, answer, found, err)
		}
	}
	for _, biz := range append([]string{"nobody"}, m.Accounts...) {
		if has, err := tab.HasAccount(biz); err != nil || has != slices.Contains(m.Accounts, biz) {
			t.Errorf("account %q: %v, %v", biz, has, err)
		}
	}
}

func articles(t *testing.T, tab *table.Table) []string {
	t.Helper()
	var ids []string
	for id, err := range tab.Articles() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if !slices.IsSorted(ids) || len(ids) != tab.ArticleCount() {
		t.Errorf("%d articles of %d, sorted: %v", len(ids), tab.ArticleCount(), slices.IsSorted(ids))
	}
	return ids
}

func TestATableServesManyAtOnce(t *testing.T) {
	m := allKinds(200)
	tab := open(t, m)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, rule := range m.Rules {
				if answer, _, err := tab.Lookup(rule.Source); err != nil || answer.Target != rule.Target {
					t.Errorf("%s: %q, %v", rule.Source, answer.Target, err)
				}
			}
		})
	}
	group.Wait()
}

func TestTheSameRulesGiveTheSameBytes(t *testing.T) {
	if m := allKinds(50); !bytes.Equal(encode(t, m), encode(t, m)) {
		t.Error("the second table differs")
	}
}

func TestTheStampIsKept(t *testing.T) {
	stamp := table.Stamp{1, 31: 2}
	var b bytes.Buffer
	if err := table.Write(&b, allKinds(1), stamp); err != nil {
		t.Fatal(err)
	}
	tab, err := table.Open(write(t, b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	if tab.Stamp() != stamp {
		t.Errorf("stamp %v", tab.Stamp())
	}
}

func TestWriteRefusesWhatNoRequestCanHave(t *testing.T) {
	long := "/" + strings.Repeat("a", 1<<16)
	for name, rule := range map[string]redirect.Rule{
		"source":  {Source: redirect.Source{Path: long}, Target: "/a/"},
		"target":  {Source: redirect.Source{Path: "/a"}, Target: long},
		"article": {Source: redirect.Source{Path: "/a"}, Target: "/a/", ID: long},
	} {
		err := table.Write(&bytes.Buffer{}, redirect.Map{Rules: []redirect.Rule{rule}}, table.Stamp{})
		if !errors.Is(err, table.ErrLong) {
			t.Errorf("%s: %v, want ErrLong", name, err)
		}
	}
}

func TestWriteTellsThatTheDiskIsFull(t *testing.T) {
	full := errors.New("disk full")
	if err := table.Write(failing{full}, allKinds(1), table.Stamp{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriteFileReplacesTheTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "wxbackup.table")
	for _, n := range []int{1, 5, 2} {
		m := allKinds(n)
		if err := table.WriteFile(path, m, table.Stamp{9}); err != nil {
			t.Fatal(err)
		}
		tab, err := table.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		requireAnswers(t, tab, m)
		tab.Close()
	}
	long := redirect.Map{Held: []redirect.Source{{Path: strings.Repeat("a", 1<<16)}}}
	if err := table.WriteFile(path, long, table.Stamp{}); !errors.Is(err, table.ErrLong) {
		t.Errorf("got %v, want ErrLong", err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || !slices.Equal(left, []string{path}) {
		t.Errorf("the folder has %v, %v", left, err)
	}
}

func TestOpenSaysThatThereIsNoTable(t *testing.T) {
	if _, err := table.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, table.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}
