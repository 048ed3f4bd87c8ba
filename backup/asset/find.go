package asset

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// MaxSize is the size, in bytes, up to which a file is taken for an asset: 4 GB,
// more than the platform takes of a film.
const MaxSize int64 = 4 << 30

var (
	// ErrMissing says that the export has no file for a reference.
	ErrMissing = errors.New("no such file in the export")
	// ErrNoMedia says that a file holds something else than a picture, sound
	// or film.
	ErrNoMedia = errors.New("file is no picture, sound or film")
	// ErrTooLarge says that a file is larger than MaxSize.
	ErrTooLarge = errors.New("file is larger than any picture, sound or film of an article")
)

// Find opens what ref names for a page that stands in folder dir of files.
// The reference is tried as browsers write it: percent-encoded, in either
// Unicode form, with characters replaced that Windows forbids.
func Find(files fs.FS, dir, ref string) (*Found, error) {
	for _, name := range candidates(dir, ref) {
		found, err := openFile(files, name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", name, err)
		}
		found.Path = name
		return found, nil
	}
	return nil, ErrMissing
}

// FindExact opens the file of that very name for a page in folder dir.
func FindExact(files fs.FS, dir, name string) (*Found, error) {
	name = path.Join(dir, name)
	if !fs.ValidPath(name) {
		return nil, ErrMissing
	}
	found, err := openFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	found.Path = name
	return found, nil
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

// openFile begins to read a regular file. It asks what a name is before opening
// it: a named pipe would never open.
func openFile(files fs.FS, name string) (*Found, error) {
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
	return begin(f, info.Size())
}
