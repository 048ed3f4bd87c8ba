package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"strconv"
	"sync"
	"sync/atomic"

	"wxbackup/publish/site"
)

// tempDir holds files while they are being written. It is one folder at the
// root, so that what a killed publish left there goes with the next.
const tempDir = ".wxbackup-tmp"

// tree is the output folder. It writes a file only where nothing is, or where
// the last publish's file still is as it was written. Its methods are safe
// for concurrent use.
type tree struct {
	root   *os.Root
	ledger *ledger
	temps  atomic.Int64
	// before are the hashes of the last publish's files, documents those that
	// are an article's text.
	before    map[string]digest
	documents map[string]bool

	mu sync.Mutex
	// claimed are the paths of this publish, with the hash that the manifest
	// is to give; a foreign file's is the zero hash.
	claimed map[string]digest
}

func openTree(out string, l *ledger) (*tree, Manifest, error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, Manifest{}, fmt.Errorf("making output folder: %w", err)
	}
	root, err := os.OpenRoot(out)
	if err != nil {
		return nil, Manifest{}, fmt.Errorf("opening output folder: %w", err)
	}
	t := &tree{root: root, ledger: l, documents: map[string]bool{}, claimed: map[string]digest{}}
	last, err := readManifest(root)
	for _, a := range last.Articles {
		t.documents[a.File] = true
	}
	if err == nil {
		t.before, err = last.hashes()
	}
	if err == nil {
		err = root.RemoveAll(tempDir)
	}
	if err != nil {
		root.Close()
		return nil, Manifest{}, err
	}
	return t, last, nil
}

func (t *tree) close() error {
	return errors.Join(t.root.RemoveAll(tempDir), t.root.Close())
}

// put brings c to path, unless the file there is not ours to change.
func (t *tree) put(path string, c content) error {
	if err := t.place(path, c); err != nil {
		return fmt.Errorf("publishing file %q: %w", path, err)
	}
	return nil
}

func (t *tree) place(path string, c content) error {
	if err := t.claim(path, c.sum); err != nil {
		return err
	}
	standing, same, err := t.look(path, c.sum)
	switch {
	case err != nil:
		return err
	case same:
		t.ledger.note(func(r *Report) { r.Unchanged++ })
	case standing == site.Edited:
		t.reclaim(path, t.before[path])
		t.ledger.note(func(r *Report) { r.Edited = append(r.Edited, path) })
	case standing == site.Foreign:
		t.reclaim(path, digest{})
		t.ledger.note(func(r *Report) { r.Foreign = append(r.Foreign, path) })
	default:
		t.ledger.note(func(r *Report) { r.Written++ })
		return t.write(path, c)
	}
	return nil
}

// look says whose the file at path is, and whether it holds sum already.
func (t *tree) look(path string, sum digest) (s site.Standing, same bool, err error) {
	found, there, err := t.hash(path)
	before, known := t.before[path]
	switch {
	case err != nil:
		return site.Foreign, false, err
	case !there:
		return site.Absent, false, nil
	case found == sum || known && found == before:
		return site.Ours, found == sum, nil
	case known:
		return site.Edited, false, nil
	}
	return site.Foreign, false, nil
}

// shown is what the file at path will hold after data is put there: an owner's
// own text stays.
func (t *tree) shown(path string, data []byte) ([]byte, error) {
	standing, _, err := t.look(path, sha256.Sum256(data))
	if err != nil || standing != site.Edited && standing != site.Foreign {
		return data, err
	}
	info, err := t.root.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, err
	}
	return t.root.ReadFile(path)
}

// standing is what look says, for generators: what cannot be read is not ours.
func (t *tree) standing(path string, like []byte) site.Standing {
	s, _, err := t.look(path, sha256.Sum256(like))
	if err != nil {
		return site.Foreign
	}
	return s
}

func (t *tree) claim(path string, sum digest) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, twice := t.claimed[path]; twice {
		return errors.New("two files of the site have this path")
	}
	t.claimed[path] = sum
	return nil
}

func (t *tree) reclaim(path string, sum digest) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.claimed[path] = sum
}

// hash is the digest of the file at path. What is there but no plain file has
// the zero digest, which no content has.
func (t *tree) hash(path string) (sum digest, there bool, err error) {
	info, err := t.root.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return sum, false, nil
	case err != nil:
		return sum, false, err
	case !info.Mode().IsRegular():
		return sum, true, nil
	}
	f, err := t.root.Open(path)
	if err != nil {
		return sum, true, err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return digest(hash.Sum(nil)), true, err
}

// write puts c at path whole: into a temporary file that is renamed.
func (t *tree) write(name string, c content) error {
	if err := t.root.MkdirAll(tempDir, 0o755); err != nil {
		return err
	}
	temp := path.Join(tempDir, strconv.FormatInt(t.temps.Add(1), 10))
	if err := t.fill(temp, c); err != nil {
		return err
	}
	if err := t.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	return t.root.Rename(temp, name)
}

func (t *tree) fill(temp string, c content) error {
	f, err := t.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(c.write(f), f.Close())
}

// files are the files of this publish that belong into the manifest.
func (t *tree) files() []ManifestFile {
	ours := maps.Clone(t.claimed)
	maps.DeleteFunc(ours, func(_ string, sum digest) bool { return sum == digest{} })
	return sortedFiles(ours)
}

// putManifest writes the manifest where it changed.
func (t *tree) putManifest(m Manifest) error {
	c, err := writtenContent(m.write)
	if err != nil {
		return fmt.Errorf("writing manifest: %w", err)
	}
	found, there, err := t.hash(ManifestName)
	if err == nil && !(there && found == c.sum) {
		err = t.write(ManifestName, c)
	}
	if err != nil {
		return fmt.Errorf("writing manifest: %w", err)
	}
	return nil
}
