package serve

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestCountsAreSums(t *testing.T) {
	s := newServer(t, rules(0, 2000, ""))
	defer s.Close()
	old := `{"id":"a","count":5}` + "\n" + `{"id":"id-0001","count":7}` + "\n" + `{"id":"z","count":1}` + "\n"
	if err := os.WriteFile(s.opts.Counts, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		s.test(http.MethodGet, "/s/"+shortID(1))
		s.test(http.MethodHead, "/s/"+shortID(1))
		s.test(http.MethodGet, "/s?__biz="+biz+"&mid=5")
	}
	s.test(http.MethodGet, "/s/"+shortID(1999))
	for range 2 { // what is saved is not counted again
		if err := s.SaveCounts(); err != nil {
			t.Fatal(err)
		}
	}
	want := `{"id":"a","count":5}` + "\n" + `{"id":"id-0001","count":10}` + "\n" + `{"id":"id-1999","count":1}` + "\n" + `{"id":"z","count":1}` + "\n"
	if got := counts(t, s.opts.Counts); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestNothingAskedForWritesNothing(t *testing.T) {
	s := newServer(t, rules(0, 2, ""))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.opts.Counts); !os.IsNotExist(err) {
		t.Errorf("there is a file: %v", err)
	}
}

// A file of counts that cannot be read is the owner's to mend: it stays, and
// what was counted stays too.
func TestADamagedFileOfCountsStays(t *testing.T) {
	s := newServer(t, rules(0, 2, ""))
	defer s.Close()
	broken := `{"id":"id-0000","count":1}` + "\n<html>\n"
	if err := os.WriteFile(s.opts.Counts, []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	s.test(http.MethodGet, "/s/"+shortID(0))
	if err := s.SaveCounts(); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
	if got := counts(t, s.opts.Counts); got != broken {
		t.Errorf("the file is %q", got)
	}
	if err := os.Remove(s.opts.Counts); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveCounts(); err != nil {
		t.Fatal(err)
	}
	if got := counts(t, s.opts.Counts); got != `{"id":"id-0000","count":1}`+"\n" {
		t.Errorf("the file is %q", got)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(s.opts.Counts), ".tmp-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// While tables are replaced and counts saved, every request is answered from
// one table or the other and is counted once.
func TestNoCountIsLostWhileTablesChange(t *testing.T) {
	s := newServer(t, rules(0, 40, "https://one.example"))
	const askers, each = 4, 600
	var group sync.WaitGroup
	for range askers {
		group.Go(func() {
			for i := range each {
				// Articles 20 to 39 are in both tables, with other numbers.
				want := 20 + i%20
				got := s.test(http.MethodGet, "/s/"+shortID(want)).Header().Get("Location")
				if path := fmt.Sprintf(".example/posts/%d/", want); !strings.HasSuffix(got, path) {
					t.Errorf("article %d leads to %q", want, got)
				}
			}
		})
	}
	for i := range 30 {
		m := rules(20*(i%2), 40+20*(i%2), fmt.Sprintf("https://site%d.example", i))
		writeTable(t, s.opts.Table, m)
		if err := s.Refresh(); err != nil {
			t.Error(err)
		}
		if err := s.SaveCounts(); err != nil {
			t.Error(err)
		}
	}
	group.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for i := 20; i < 40; i++ {
		fmt.Fprintf(&want, `{"id":"%s","count":%d}`+"\n", id(i), askers*each/20)
	}
	if got := counts(t, s.opts.Counts); got != want.String() {
		t.Errorf("got\n%swant\n%s", got, want.String())
	}
}
