package cmd_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/backup/fetch"
	"wxbackup/internal/fakecdn"
)

// The environment by which a script's commands reach the server of the test,
// and nothing else.
const (
	cdnAddresses = "WXBACKUP_TEST_CDN"
	cdnRoots     = "WXBACKUP_TEST_ROOTS"
)

// startCDN starts a server for scripts and returns the environment that leads
// to it.
func startCDN(t *testing.T) []string {
	t.Helper()
	server := fakecdn.New(t, http.HandlerFunc(serveFiles))
	roots := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, server.Roots(), 0o644); err != nil {
		t.Fatal(err)
	}
	addresses := server.Addresses()
	return []string{cdnAddresses + "=" + strings.Join(addresses[:], ","), cdnRoots + "=" + roots}
}

func serveFiles(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Query().Get("mediaid") != "":
		w.Write([]byte("#!AMR\n" + strings.Repeat("远方", 40)))
	case strings.Contains(r.URL.Path, "gone"):
		w.WriteHeader(http.StatusGone)
	default:
		var b bytes.Buffer
		png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 40, 30)))
		w.Write(b.Bytes())
	}
}

// scriptNetwork leads to the server of the test; without one, fetch reaches
// nobody.
func scriptNetwork() fetch.Network {
	addresses := strings.Split(os.Getenv(cdnAddresses), ",")
	roots, err := os.ReadFile(os.Getenv(cdnRoots))
	if len(addresses) != 2 || err != nil {
		return fakecdn.Network([2]string{"127.0.0.1:1", "127.0.0.1:1"}, nil)
	}
	return fakecdn.Network([2]string(addresses), roots)
}
