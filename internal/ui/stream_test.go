package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestOnlyATerminalIsATerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, stream := range map[string]Stream{"buffer": NewStream(&bytes.Buffer{}), "file": NewStream(f)} {
		if stream.Terminal || stream.ANSI || stream.Width != 0 {
			t.Errorf("%s is taken for a terminal: %+v", name, stream)
		}
	}
}
