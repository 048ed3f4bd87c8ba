package asset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// MaxSize is the size, in bytes, up to which a file is taken for an asset.
const MaxSize = 256 << 20

var (
	// ErrMissing says that the export has no file for a reference.
	ErrMissing = errors.New("no such file in the export")
	// ErrNoMedia says that a file holds something else than a picture, sound
	// or film.
	ErrNoMedia = errors.New("file is no picture, sound or film")
	// ErrTooLarge says that a file is larger than MaxSize.
	ErrTooLarge = errors.New("file is larger than any picture, sound or film of an article")
)

// Found is an asset's content.
type Found struct {
	Data []byte
	// Ext is the extension of the sniffed type, with its dot.
	Ext string
	// Path is where the file stood, relative to the files given.
	Path string
}

// Find reads what ref names for a page that stands in folder dir of files.
// The reference is tried as browsers write it: percent-encoded, in either
// Unicode form, with characters replaced that Windows forbids.
func Find(files fs.FS, dir, ref string) (Found, error) {
	for _, name := range candidates(dir, ref) {
		data, err := readFile(files, name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			continue
		}
		if err != nil {
			return Found{}, fmt.Errorf("reading %q: %w", name, err)
		}
		ext, err := Sniff(data)
		if err != nil {
			return Found{}, fmt.Errorf("reading %q: %w", name, err)
		}
		return Found{Data: data, Ext: ext, Path: name}, nil
	}
	return Found{}, ErrMissing
}

// Read reads a file that needs no finding.
func Read(r io.Reader) (Found, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return Found{}, fmt.Errorf("reading file: %w", err)
	case len(data) > MaxSize:
		return Found{}, ErrTooLarge
	}
	ext, err := Sniff(data)
	if err != nil {
		return Found{}, err
	}
	return Found{Data: data, Ext: ext}, nil
}

// candidates are the file names a reference can mean, the likeliest first.
func candidates(dir, ref string) []string {
	ref = strings.ReplaceAll(strings.TrimSpace(ref), `\`, "/")
	plain, _, _ := strings.Cut(ref, "#")
	plain, _, _ = strings.Cut(plain, "?")
	decoded, err := url.PathUnescape(plain)
	if err != nil {
		decoded = plain
	}
	var names []string
	seen := map[string]bool{}
	for _, name := range []string{
		decoded, ref, plain,
		norm.NFC.String(decoded), norm.NFD.String(decoded),
		strings.NewReplacer("?", "_", "？", "_", ":", "_", "|", "_", `"`, "_").Replace(decoded),
	} {
		name = path.Join(dir, name)
		if name != "" && !seen[name] && fs.ValidPath(name) {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// readFile reads a regular file. It asks what a name is before opening it: a
// named pipe would never open.
func readFile(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	if info.Size() > MaxSize {
		return nil, ErrTooLarge
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// To the end, where a zip archive checks its sum.
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(f, MaxSize)); err != nil {
		return nil, err
	}
	return data.Bytes(), nil
}
