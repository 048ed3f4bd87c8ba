package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"wxbackup/store"
)

// The memory of an import is that of the jobs between walk and writer: the
// walk waits when that many are under way, however fast the workers are.
func TestTheWalkWaitsForTheWriter(t *testing.T) {
	dir, ahead := t.TempDir(), inFlight()
	for n := range 3 * ahead {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.html", n)), []byte("<html>"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive, err := store.Create(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	synctest.Test(t, func(t *testing.T) {
		im := &importer{archive: archive, summary: newSummary()}
		ctx, cancel := context.WithCancel(t.Context())
		work, queue := make(chan job), make(chan job, ahead)
		taken := 0
		go func() {
			for j := range work {
				taken++
				j.document.Close()
			}
		}()
		ended := make(chan error, 1)
		go func() {
			defer close(work)
			ended <- im.walk(ctx, []string{dir}, work, queue)
		}()
		for written := range 5 {
			synctest.Wait()
			if taken != ahead+written {
				t.Errorf("%d documents taken with %d written, want %d", taken, written, ahead+written)
			}
			<-queue
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("walk = %v", err)
		}
	})
}
