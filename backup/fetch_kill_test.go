package backup_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wxbackup/backup"
	"wxbackup/internal/fakecdn"
	"wxbackup/store"
)

// childEnv names the archive, the server's addresses and the file of its
// certificate to a process that fetches.
const childEnv = "WXBACKUP_TEST_FETCH"

// TestFetchChild is no test: it fetches in a process of its own, which
// TestFetchKilled kills.
func TestFetchChild(t *testing.T) {
	args := strings.Split(os.Getenv(childEnv), "\n")
	if len(args) != 4 {
		t.Skip("started by TestFetchKilled only")
	}
	a, err := store.Open(args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	roots, err := os.ReadFile(args[3])
	if err != nil {
		t.Fatal(err)
	}
	client := newClient(t, fakecdn.Network([2]string{args[1], args[2]}, roots))
	if _, err := backup.Fetch(t.Context(), a, client, fetchOptions()); err != nil {
		t.Fatal(err)
	}
}

// Killed anywhere, and run again: the same archive, and nothing is asked for
// again that the archive had.
func TestFetchKilled(t *testing.T) {
	export := lackingExport(t, 45)
	want := undisturbed(t, export)
	for _, after := range []int32{10, 67, 120} {
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			a := create(t)
			importInto(t, a, export)
			a.Close()
			var asked atomic.Int32
			reached, hold := make(chan struct{}), make(chan struct{})
			n := newNetwork(t, func(w http.ResponseWriter, r *http.Request) {
				switch k := asked.Add(1); {
				case k == after:
					close(reached)
				case k > after:
					<-hold
				}
				cdn(w, r)
			})
			child := startChild(t, n, a.Dir())
			select {
			case <-reached:
			case <-time.After(time.Minute):
				t.Fatal("the child does not get that far")
			}
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = child.Wait()
			asked.Store(-10000)
			close(hold)
			had, before := journaled(t, a.Dir()), len(n.Asked())
			b, err := store.Open(a.Dir())
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			if f, err := n.tryFetch(t.Context(), b, fetchOptions()); err != nil || f.summary.NeedsLook() {
				t.Fatalf("%+v, %v", f.summary, err)
			}
			for _, request := range n.Asked()[before:] {
				if slices.Contains(had, request) {
					t.Errorf("asked again for %q", request)
				}
			}
			if after > 70 && len(had) < 60 {
				t.Errorf("only %d assets were kept of %d", len(had), after)
			}
			assertSame(t, want, b)
			assertWhole(t, b)
		})
	}
}

func startChild(t *testing.T, n network, dir string) *exec.Cmd {
	t.Helper()
	roots := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, n.Roots(), 0o644); err != nil {
		t.Fatal(err)
	}
	addresses := n.Addresses()
	child := exec.Command(os.Args[0], "-test.run=^TestFetchChild$")
	child.Env = append(os.Environ(), childEnv+"="+strings.Join([]string{dir, addresses[0], addresses[1], roots}, "\n"))
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	return child
}

// journaled are the requests whose answers the journal has.
func journaled(t *testing.T, dir string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "assets.jsonl"))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e store.AssetEntry
		if err := json.Unmarshal(lines.Bytes(), &e); err == nil {
			list = append(list, strings.TrimPrefix(e.Source, "https://"))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
