package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"wxbackup/store"
)

// crashDir, in the environment, makes the test binary import samples into
// that archive instead of testing.
const crashDir = "STORE_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		limitFiles(os.Getenv(fileLimit))
		if err := importSamples(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const (
	crashSamples = 240
	crashBatch   = 8
)

// importSamples imports as package backup does: workers write content, one
// goroutine commits batches; what is in the archive is not imported again.
func importSamples(dir string) error {
	a, err := store.Create(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Println("open")
	for first := 0; first < crashSamples; first += crashBatch {
		if err := importBatch(a, first); err != nil {
			return err
		}
	}
	return nil
}

func importBatch(a *store.Archive, first int) error {
	var workers errgroup.Group
	var batch []sample
	for n := first; n < first+crashBatch; n++ {
		s := newSample(n)
		if _, known, err := a.FileState(s.record.Sources[0].Path); known || err != nil {
			continue
		}
		batch = append(batch, s)
		workers.Go(func() error { return s.files(a) })
	}
	if err := workers.Wait(); err != nil {
		return err
	}
	return a.Update(func(tx *store.Tx) error {
		for _, s := range batch {
			if err := s.put(tx, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestKilledImport(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	whole := filepath.Join(t.TempDir(), "whole")
	start := time.Now()
	runImport(t, whole, time.Hour)
	span := time.Since(start)
	want := snapshot(t, whole)
	killed := 0
	for round := range 4 {
		dir := filepath.Join(t.TempDir(), fmt.Sprint(round))
		for range 5 {
			if runImport(t, dir, rand.N(span/3)) {
				killed++
				requireWhole(t, dir)
			}
		}
		runImport(t, dir, time.Hour)
		if diff := cmp.Diff(want, snapshot(t, dir)); diff != "" {
			t.Fatalf("round %d: the completed archive differs (-whole +killed):\n%s", round, diff)
		}
	}
	if killed == 0 {
		t.Error("no import was killed")
	}
	t.Logf("%d imports killed", killed)
}

// runImport runs an import and kills it so long after it has opened the
// archive, or before; it reports whether the import was killed.
func runImport(t *testing.T, dir string, after time.Duration) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if rand.IntN(8) > 0 {
		bufio.NewReader(out).ReadString('\n')
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err = cmd.Wait()
	if err != nil && cmd.ProcessState.Exited() {
		t.Fatalf("the import failed: %v", err)
	}
	return err != nil
}

// requireWhole wants an archive that can be read, with all it names.
func requireWhole(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "index.db")); os.IsNotExist(err) {
		return
	}
	a := must(store.OpenReadOnly(dir))(t)
	defer a.Close()
	for rec, err := range a.Articles() {
		rec = must(rec, err)(t)
		must(a.Body(rec.ID))(t)
		must(a.ReadPage(rec.Page))(t)
		must(a.OpenAsset(rec.Assets[0].SHA256, rec.Assets[0].Ext))(t).Close()
		must(os.Stat(filepath.Join(dir, rec.Markdown)))(t)
	}
	for _, p := range must(a.Verify(context.Background(), nil))(t) {
		if p.Damage {
			t.Fatalf("damaged after a kill: %s: %s", p.Path, p.What)
		}
	}
}

// snapshot is all that must be the same after any import of the samples: the
// index's content, the content files, and the journals without time.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	a := must(store.Open(dir))(t)
	defer a.Close()
	state := store.Dump(t, a)
	for rel, sum := range tree(t, dir) {
		if filepath.Dir(rel) != "." && filepath.Base(rel)[0] != '.' {
			state["file "+rel] = sum
		}
	}
	for e, err := range store.PageEntries(dir) {
		count(t, state, "page "+e.SHA256+" "+e.Source, err)
	}
	for e, err := range store.AssetEntries(dir) {
		count(t, state, "asset "+e.SHA256+" "+e.Page, err)
	}
	return state
}

// count counts journal lines; torn ones may be there.
func count(t *testing.T, state map[string]string, line string, err error) {
	if err != nil {
		requireIs(t, err, store.ErrTorn)
		return
	}
	state[line] += "x"
}
