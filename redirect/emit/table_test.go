package emit

import (
	"context"
	"math/rand/v2"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/internal/golden"
	"wxbackup/redirect"
	"wxbackup/redirect/serve"
)

func TestTableFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "table", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

// startTable runs wxbackup's own server with the rules.
func startTable(t *testing.T, m redirect.Map) site {
	t.Helper()
	dir := t.TempDir()
	if _, err := Write(dir, files(t, "table", m)); err != nil {
		t.Fatal(err)
	}
	server, err := serve.New(serve.Options{Table: filepath.Join(dir, "table", "wxbackup.table")})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return newSite(l.Addr().String())
}

// withoutPages lets the server say that it has no front page.
func withoutPages(r request, a answer) bool {
	p, _, _ := strings.Cut(r.target, "?")
	return p == "/" && a.status == 404
}

func TestTableAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	testServer(t, startTable(t, m), in, m, withoutPages)
}

// The oracle is ParseAddress and the Map itself.
func TestTableReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	s, o := startTable(t, m), newOracle(m)
	random := rand.New(rand.NewPCG(1, 2))
	for range 6000 {
		target := randomAddress(random)
		want := o.answer(mirror, target)
		if a := s.get(t, target); a.status != want.status || a.location != want.location {
			t.Errorf("%s: %d %q, want %d %q", target, a.status, a.location, want.status, want.location)
		}
	}
}
