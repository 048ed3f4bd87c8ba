package store_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wxbackup/store"
)

func TestPageRoundTrip(t *testing.T) {
	a := create(t)
	random := make([]byte, 300_000)
	rand.NewChaCha8([32]byte{}).Read(random)
	for name, page := range map[string][]byte{
		"empty":          {},
		"small":          []byte("<p>甲</p>"),
		"repetitive":     bytes.Repeat([]byte("<section>"), 500_000),
		"incompressible": random,
	} {
		t.Run(name, func(t *testing.T) {
			sum := sumOf(page)
			if err := a.WritePage(sum, page); err != nil {
				t.Fatal(err)
			}
			if got := must(a.ReadPage(sum))(t); !bytes.Equal(got, page) {
				t.Error("another page came back")
			}
			requireZstd(t, filepath.Join(a.Dir(), store.PagePath(sum)), page)
		})
	}
}

// requireZstd unpacks with the tool users have.
func requireZstd(t *testing.T, path string, want []byte) {
	t.Helper()
	tool, err := exec.LookPath("zstd")
	if err != nil {
		t.Log("zstd is not installed: not compared with it")
		return
	}
	got, err := exec.Command(tool, "-dc", path).Output()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("zstd -dc gives %d bytes, %v; want %d", len(got), err, len(want))
	}
}

func TestContentIsWrittenOnce(t *testing.T) {
	a := create(t)
	page, asset := []byte("page"), []byte("asset")
	for range 2 {
		if err := errors.Join(a.WritePage(sumOf(page), page), a.WriteAsset(sumOf(asset), ".png", asset)); err != nil {
			t.Fatal(err)
		}
	}
	// Bytes that do not fit the hash show whether a file was written again.
	if err := a.WritePage(sumOf(page), []byte("other")); err != nil {
		t.Fatal(err)
	}
	if got := must(a.ReadPage(sumOf(page)))(t); string(got) != "page" {
		t.Errorf("the page became %q", got)
	}
	f := must(a.OpenAsset(sumOf(asset), ".png"))(t)
	defer f.Close()
	if got := must(io.ReadAll(f))(t); string(got) != "asset" {
		t.Errorf("the asset became %q", got)
	}
}

func TestContentLostWithPowerIsWrittenAgain(t *testing.T) {
	a := create(t)
	data := []byte("bytes")
	for _, rel := range []string{store.PagePath(sumOf(data)), store.AssetPath(sumOf(data), ".gif")} {
		path := filepath.Join(a.Dir(), rel)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(a.WritePage(sumOf(data), data), a.WriteAsset(sumOf(data), ".gif", data)); err != nil {
		t.Fatal(err)
	}
	if got := must(a.ReadPage(sumOf(data)))(t); !bytes.Equal(got, data) {
		t.Errorf("page is %q", got)
	}
	if got := must(os.ReadFile(filepath.Join(a.Dir(), store.AssetPath(sumOf(data), ".gif"))))(t); !bytes.Equal(got, data) {
		t.Errorf("asset is %q", got)
	}
}

func TestWorkersWriteAtOnce(t *testing.T) {
	a := create(t)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for n := range 50 {
				if err := newSample(n).files(a); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Go(func() { fill(t, a, 0, 50) })
	workers.Wait()
	for n := range 50 {
		s := newSample(n)
		if got := must(a.ReadPage(s.record.Page))(t); !bytes.Equal(got, s.page) {
			t.Fatalf("page %d is another", n)
		}
	}
}

func TestReadPageFindsDamage(t *testing.T) {
	a := create(t)
	page, other := []byte("page"), []byte("other")
	if err := errors.Join(a.WritePage(sumOf(page), page), a.WritePage(sumOf(other), other)); err != nil {
		t.Fatal(err)
	}
	path := func(data []byte) string { return filepath.Join(a.Dir(), store.PagePath(sumOf(data))) }
	if err := os.Rename(path(other), path(page)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ReadPage(sumOf(page)); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("swapped page = %v, want ErrDamaged", err)
	}
	if err := os.WriteFile(path(page), []byte("no frame"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ReadPage(sumOf(page)); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("garbage = %v, want ErrDamaged", err)
	}
	if _, err := a.ReadPage(sumOf(other)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing page = %v, want ErrNotExist", err)
	}
}

func TestContentNamesStayInside(t *testing.T) {
	a := create(t)
	good := sumOf(nil)
	for _, name := range []struct{ sum, ext string }{
		{"", ""},
		{"../../x", ""},
		{strings.Repeat("../", 22)[:64], ""},
		{strings.ToUpper(sumOf([]byte("x"))), ""},
		{good, "/../../x"},
		{good, "jpg"},
		{good, "."},
		{good, ".jpg/"},
		{good, `.\x`},
		{good, ".aaaaaaaaaaaaaaaaaaaaaaaa"},
	} {
		if a.WriteAsset(name.sum, name.ext, []byte("x")) == nil {
			t.Errorf("WriteAsset(%q, %q) succeeded", name.sum, name.ext)
		}
		if _, err := a.OpenAsset(name.sum, name.ext); err == nil {
			t.Errorf("OpenAsset(%q, %q) succeeded", name.sum, name.ext)
		}
		if name.sum != good && a.WritePage(name.sum, []byte("x")) == nil {
			t.Errorf("WritePage(%q) succeeded", name.sum)
		}
	}
	if files := tree(t, filepath.Dir(a.Dir())); len(files) != 1 {
		t.Errorf("files %v, want the index only", files)
	}
}

func TestContentPaths(t *testing.T) {
	sum := "ab" + strings.Repeat("0", 62)
	for got, want := range map[string]string{
		store.PagePath(sum):           "pages/ab/" + sum + ".html.zst",
		store.AssetPath(sum, ".jpg"):  "assets/ab/" + sum + ".jpg",
		store.AssetPath(sum, ""):      "assets/ab/" + sum,
		store.PagePath(""):            "pages//.html.zst",
		store.AssetPath("a", ".webp"): "assets/a/a.webp",
	} {
		if got != want {
			t.Errorf("path %q, want %q", got, want)
		}
	}
}
