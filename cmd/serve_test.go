package cmd_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxbackup/store"
)

// serving is a running serve-redirects.
type serving struct {
	server
	process *exec.Cmd
	stderr  *bytes.Buffer
}

// startServing starts the program and waits until it says that it serves.
func startServing(t *testing.T, dir string, args ...string) serving {
	t.Helper()
	c := exec.Command("wxbackup", append([]string{"serve-redirects", "--json", "--listen", "127.0.0.1:0"}, args...)...)
	c.Dir = dir
	s := serving{process: c, stderr: &bytes.Buffer{}}
	c.Stderr = s.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	var said struct{ Type, Address string }
	if err != nil || json.Unmarshal(line, &said) != nil || said.Type != "serving" {
		t.Fatalf("it said %q, %v\n%s", line, err, s.stderr)
	}
	s.server = server{t, strings.TrimPrefix(said.Address, "http://"), newClient()}
	return s
}

// stop ends the program as a service manager does, which is no failure.
func (s serving) stop() {
	s.Helper()
	start := time.Now()
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		s.Fatal(err)
	}
	if err := s.process.Wait(); err != nil || time.Since(start) > 5*time.Second {
		s.Errorf("it ended after %v with %v\n%s", time.Since(start), err, s.stderr)
	}
}

func TestServeRedirectsFollowsTheArchive(t *testing.T) {
	r := road{T: t, dir: t.TempDir(), export: filepath.Join("..", "testdata", "export")}
	r.travel(3)
	s := startServing(t, r.dir)
	for _, a := range r.articles() {
		for _, form := range addresses(a) {
			if status, location, _ := s.ask(form); status != 301 || location != a.Path {
				t.Errorf("%s: %d %q, want the page %q", form, status, location, a.Path)
			}
		}
	}
	s.isGone("/s?__biz=" + r.articles()[0].Biz + "&mid=1&idx=1")
	s.isMissing("/s/AAAAAAAAAAAAAAAAAAAAAA")

	// The archive is free for a publish, and the new paths are taken up.
	r.run(0, "publish", "--site", "hugo", "--out", filepath.Join(r.dir, "site"), "--permalink", "/neu/:slug/")
	a := r.articles()[0]
	s.eventually(addresses(a)[0], a.Path)
	if !strings.HasPrefix(a.Path, "/neu/") {
		t.Errorf("the new path is %q", a.Path)
	}
	s.stop()
	counts, err := os.ReadFile(filepath.Join(r.dir, "redirects", "table", "wxbackup-counts.jsonl"))
	if err != nil || bytes.Count(counts, []byte("\n")) != len(r.articles()) {
		t.Errorf("counts %s, %v", counts, err)
	}
}

// A table that is older than the archive is served while another program uses
// the archive.
func TestServeRedirectsStartsWhileTheArchiveIsInUse(t *testing.T) {
	r := road{T: t, dir: t.TempDir(), export: filepath.Join("..", "testdata", "export")}
	r.travel(3)
	startServing(t, r.dir, "--counts", "none").stop()
	a := r.articles()[0]
	r.run(0, "publish", "--site", "hugo", "--out", filepath.Join(r.dir, "site"), "--permalink", "/neu/:slug/")
	archive, err := store.Open(filepath.Join(r.dir, "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	s := startServing(t, r.dir, "--counts", "none")
	if _, location, _ := s.ask(addresses(a)[0]); location != a.Path {
		t.Errorf("location %q, want the old %q", location, a.Path)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	s.eventually(addresses(a)[0], r.articles()[0].Path)
	s.stop()
	if s.stderr.Len() > 0 {
		t.Errorf("it said %s", s.stderr)
	}
}

func TestServeRedirectsNeedsOnlyATable(t *testing.T) {
	r := road{T: t, dir: t.TempDir(), export: filepath.Join("..", "testdata", "export")}
	r.travel(3)
	a := r.articles()[0]
	legacy := filepath.Join(r.dir, "old.csv")
	if err := os.WriteFile(legacy, []byte("/blog/1.html,"+a.ID+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r.run(0, "redirect", "--format", "table", "--legacy", legacy, "--out", filepath.Join(r.dir, "rules"))
	elsewhere := t.TempDir()
	table := filepath.Join(elsewhere, "w.table")
	if err := os.Rename(filepath.Join(r.dir, "rules", "table", "wxbackup.table"), table); err != nil {
		t.Fatal(err)
	}
	s := startServing(t, elsewhere, "--table", "w.table", "--counts", "counts.jsonl")
	if status, location, _ := s.ask("/blog/1.html"); status != 301 || location != a.Path {
		t.Errorf("%d %q", status, location)
	}
	s.stop()
	counts, err := os.ReadFile(filepath.Join(elsewhere, "counts.jsonl"))
	if want := `{"id":"` + a.ID + `","count":1}` + "\n"; err != nil || string(counts) != want {
		t.Errorf("counts %q, %v", counts, err)
	}
}

// eventually waits until an old address leads to a path.
func (s serving) eventually(form, want string) {
	s.Helper()
	location := ""
	for range 100 {
		if _, location, _ = s.ask(form); location == want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.Fatalf("%s leads to %q, want %q\n%s", form, location, want, errors.New(s.stderr.String()))
}
