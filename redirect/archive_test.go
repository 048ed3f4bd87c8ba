package redirect

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, article.Zone)

func newArchive(t *testing.T, records ...*store.Record) *store.Archive {
	t.Helper()
	archive, err := store.Create(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { archive.Close() })
	update(t, archive, func(tx *store.Tx) error {
		for _, record := range records {
			if err := tx.Put(record, []byte("<p></p>")); err != nil {
				return err
			}
		}
		return nil
	})
	return archive
}

func update(t *testing.T, archive *store.Archive, fn func(*store.Tx) error) {
	t.Helper()
	if err := archive.Update(fn); err != nil {
		t.Fatal(err)
	}
}

// records are two articles: one with names of all kinds, one without any.
func records() []*store.Record {
	return []*store.Record{
		{
			Article: article.Article{ID: key(1, 1).String(), Key: key(1, 1), ShortIDs: []string{short1}, Published: noon},
			Slug:    "a", Page: strings.Repeat("5", 64), Aliases: []string{key(2, 1).String(), short2},
		},
		{Article: article.Article{ID: "sha256-0011223344556677"}, Slug: "b", Page: strings.Repeat("6", 64)},
	}
}

func TestFromArchiveGivesEveryNameAndPath(t *testing.T) {
	archive := newArchive(t, records()...)
	site := store.Publication{Site: "hugo", BaseURL: "https://example.com/"}
	for _, path := range []string{"/旧/", "/posts/a/"} {
		update(t, archive, func(tx *store.Tx) error {
			return tx.Publish(site, []store.PublishedPage{{ID: key(1, 1).String(), Path: path}}, noon)
		})
	}
	got, err := FromArchive(archive, "")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got.Articles[0].ShortIDs)
	want := Input{
		BaseURL: "https://example.com/",
		Articles: []Article{
			{ID: key(1, 1).String(), Keys: []article.Key{key(1, 1), key(1, 1), key(2, 1)}, ShortIDs: []string{short1, short2}, Path: "/posts/a/"},
			{ID: "sha256-0011223344556677"},
		},
		Former: []FormerPath{{ID: key(1, 1).String(), Path: "/旧/"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("input differs (-want +got):\n%s", diff)
	}
}

func TestAnArchiveNeverPublishedHasNoRules(t *testing.T) {
	in, err := FromArchive(newArchive(t, records()...), "")
	if err != nil {
		t.Fatal(err)
	}
	m, report, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rules) != 0 || len(m.Accounts) != 0 {
		t.Errorf("rules %v for accounts %v, want none", m.Rules, m.Accounts)
	}
	if len(report.Unpublished) != 2 {
		t.Errorf("unpublished %v, want both articles", report.Unpublished)
	}
}

func TestFromArchiveReportsAClosedArchive(t *testing.T) {
	archive := newArchive(t)
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := FromArchive(archive, ""); err == nil {
		t.Error("a closed archive was read")
	}
}

func TestAddressesSkipNamesThatAreNone(t *testing.T) {
	keys, shortIDs := addresses([]string{"sha256-0011223344556677", key(1, 1).String(), short1, "rubbish", "a:b:c"})
	if !slices.Equal(keys, []article.Key{key(1, 1)}) || !slices.Equal(shortIDs, []string{short1}) {
		t.Errorf("got %v and %v, want one key and one short id", keys, shortIDs)
	}
}

func TestFromArchiveLeavesOtherAccountsTheirPages(t *testing.T) {
	archive := newArchive(t, records()...)
	all, err := FromArchive(archive, "")
	if err != nil {
		t.Fatal(err)
	}
	none, err := FromArchive(archive, "another account")
	if err != nil {
		t.Fatal(err)
	}
	if len(none.Articles) != 0 || len(none.Former) != 0 {
		t.Errorf("another account gives %v and %v", none.Articles, none.Former)
	}
	published := 0
	for _, a := range all.Articles {
		if a.Path != "" {
			published++
		}
	}
	if len(none.Live) != published {
		t.Errorf("another account leaves %d pages alone, want %d", len(none.Live), published)
	}
}
