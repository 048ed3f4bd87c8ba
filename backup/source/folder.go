package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"wxbackup/store"
)

// Walk visits every file below the paths, in the order of their names. A path
// that does not exist is an error before anything is visited; everything else
// that cannot be read goes to the visitor.
func Walk(ctx context.Context, paths []string, v Visitor) error {
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			return fmt.Errorf("finding %q: %w", p, withoutPath(err))
		}
	}
	for _, p := range paths {
		if err := walkPath(ctx, p, v); err != nil {
			return err
		}
	}
	return nil
}

func walkPath(ctx context.Context, p string, v Visitor) error {
	abs, err := filepath.Abs(p)
	if err != nil {
		return fmt.Errorf("finding %q: %w", p, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return fmt.Errorf("finding %q: %w", p, withoutPath(err))
	}
	f := folder{walker: walker{ctx, v}, label: filepath.ToSlash(p), root: abs}
	if info.IsDir() {
		return f.walk()
	}
	f.root = filepath.Dir(abs)
	f.label = path.Dir(f.label)
	f.texts = textsBeside(abs)
	defer f.close()
	return f.entry(filepath.Base(abs), fs.FileInfoToDirEntry(info), besideFile(abs))
}

// besideFile is the folder saved with a page that is named by itself.
func besideFile(abs string) map[string]fs.DirEntry {
	beside := map[string]fs.DirEntry{}
	for _, name := range besideNames(abs) {
		if info, err := os.Stat(filepath.Join(filepath.Dir(abs), name)); err == nil && info.IsDir() {
			beside[name] = fs.FileInfoToDirEntry(info)
		}
	}
	return beside
}

// withoutPath is the cause of a file error: its path is said around it.
func withoutPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// folder is a walk through a folder on disk.
type folder struct {
	walker
	// label is the folder as the user named it, root where it is.
	label, root string
	// inside gives files to pages and keeps them from reaching out.
	inside *os.Root
	shared *shared
	// texts are those in the folder that is being read.
	texts texts
}

func (f *folder) walk() error {
	defer f.close()
	return f.dir(".")
}

func (f *folder) close() { f.shared.release() }

// files is the view of the folder for a page.
func (f *folder) files() (fs.FS, *shared) {
	if err := f.openRoot(); err != nil {
		return noFiles{}, nil
	}
	return f.inside.FS(), f.shared.acquire()
}

// openRoot opens the view with the first page or link that needs it.
func (f *folder) openRoot() error {
	if f.inside != nil {
		return nil
	}
	root, err := os.OpenRoot(f.root)
	if err != nil {
		return err
	}
	f.inside, f.shared = root, share(root)
	return nil
}

// noFiles is a folder that cannot be opened.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// name is how the user knows a file.
func (f *folder) name(rel string) string {
	if rel == "." {
		return f.label
	}
	return path.Join(f.label, filepath.ToSlash(rel))
}

func (f *folder) dir(rel string) error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(f.root, rel))
	if err != nil {
		return f.visitor.Unreadable(f.name(rel), withoutPath(err))
	}
	if isOwn(entries) {
		return f.visitor.Skipped(f.name(rel), "written by wxbackup itself")
	}
	saved := savedFolders(entries)
	defer func(outer texts) { f.texts = outer }(f.texts)
	f.texts = textsIn(entries)
	for _, e := range entries {
		name := filepath.Join(rel, e.Name())
		switch {
		case e.IsDir() && saved[e.Name()] != nil:
		case e.IsDir():
			err = f.dir(name)
		default:
			err = f.entry(name, e, saved)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// manifestName is the file by which a published site is known.
const manifestName = "wxbackup-manifest.json"

// isOwn tells an archive and a published site: who imports the folder that
// holds everything means neither.
func isOwn(entries []fs.DirEntry) bool {
	return store.IsArchive(entries) ||
		slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == manifestName })
}

// savedFolders are the folders in which browsers put the files of a page they
// saved, by their names: X_files beside X.html, X.htm or X.
func savedFolders(entries []fs.DirEntry) map[string]fs.DirEntry {
	var folders map[string]fs.DirEntry
	pages := map[string]bool{}
	for _, e := range entries {
		if e.IsDir() && savedPage(e.Name()) != "" {
			if folders == nil {
				folders = map[string]fs.DirEntry{}
			}
			folders[e.Name()] = e
		}
	}
	if folders == nil {
		return nil
	}
	for _, e := range entries {
		if !e.IsDir() {
			pages[e.Name()] = true
			pages[stem(e.Name())] = true
		}
	}
	for name := range folders {
		if !pages[savedPage(name)] {
			delete(folders, name)
		}
	}
	return folders
}

// savedPage is the name of the page that a folder's name belongs to, without
// its extension.
func savedPage(folder string) string {
	for _, suffix := range []string{"_files", ".files", "_file"} {
		if name, ok := strings.CutSuffix(folder, suffix); ok {
			return name
		}
	}
	return ""
}

// stem is a page's name without its extension.
func stem(name string) string {
	if roleOf(name) == document {
		return strings.TrimSuffix(name, filepath.Ext(name))
	}
	return name
}

// follow tells of the file that a link leads to; inside is false for one
// outside the folder.
func (f *folder) follow(rel string) (info fs.FileInfo, inside bool, err error) {
	if err := f.openRoot(); err != nil {
		return nil, false, err
	}
	if info, err = f.inside.Stat(rel); err == nil {
		return info, true, nil
	}
	info, err = os.Stat(filepath.Join(f.root, rel))
	return info, false, err
}

// entry hands on one file. A link to a folder is not followed: it may lead
// round in a circle.
func (f *folder) entry(rel string, e fs.DirEntry, saved map[string]fs.DirEntry) error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	info, err := e.Info()
	inside := true
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		info, inside, err = f.follow(rel)
	}
	switch {
	case err != nil:
		return f.visitor.Unreadable(f.name(rel), withoutPath(err))
	case info.IsDir():
		return f.visitor.Skipped(f.name(rel), "link to a folder; import that folder by its own name")
	case !inside:
		return f.visitor.Skipped(f.name(rel), "link out of the folder; import that file by its own name")
	case !info.Mode().IsRegular():
		return f.visitor.Skipped(f.name(rel), "not a regular file")
	}
	return f.file(f.onDisk(rel, info, saved))
}

// onDisk is a file of the folder.
func (f *folder) onDisk(rel string, info fs.FileInfo, saved map[string]fs.DirEntry) file {
	open := f.opener(rel)
	return file{
		name: filepath.Base(rel), path: f.name(rel), key: filepath.Join(f.root, rel),
		stamp:    Stamp{Size: info.Size(), ModTime: info.ModTime().UnixNano(), Beside: besideTime(rel, saved)},
		open:     open,
		random:   f.random(rel),
		document: func() *Document { return f.document(rel, info, saved) },
	}
}

// random opens a file for reading in any order.
func (f *folder) random(rel string) func() (*blob, error) {
	return func() (*blob, error) {
		r, err := os.Open(filepath.Join(f.root, rel))
		if err != nil {
			return nil, withoutPath(err)
		}
		info, err := r.Stat()
		if err != nil {
			r.Close()
			return nil, withoutPath(err)
		}
		return &blob{r, r, info.Size()}, nil
	}
}

func (f *folder) opener(rel string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		r, err := os.Open(filepath.Join(f.root, rel))
		return r, withoutPath(err)
	}
}

func (f *folder) document(rel string, info fs.FileInfo, saved map[string]fs.DirEntry) *Document {
	files, from := f.files()
	name, slashed := f.name(rel), filepath.ToSlash(rel)
	d := &Document{
		Path:      name,
		Key:       filepath.Join(f.root, rel),
		Stamp:     Stamp{Size: info.Size(), ModTime: info.ModTime().UnixNano(), Beside: besideTime(rel, saved)},
		Format:    folderFormat(rel, saved),
		Published: NameDate(name),
		Hints:     f.texts.hints(filepath.Base(rel), name),
		Files:     files,
		Dir:       path.Dir(slashed),
		container: strings.TrimSuffix(name, slashed),
		size:      info.Size(),
		open:      f.opener(rel),
		from:      from,
	}
	d.Hints = append(d.Hints, f.texts.folderHints(d, filepath.Base(rel))...)
	return d
}

// besideTime is when the folder saved with a page last changed.
func besideTime(rel string, saved map[string]fs.DirEntry) int64 {
	for _, name := range besideNames(rel) {
		if e := saved[name]; e != nil {
			if info, err := e.Info(); err == nil {
				return info.ModTime().UnixNano()
			}
		}
	}
	return 0
}

// besideNames are the names that the folder of files saved with a page can
// have.
func besideNames(rel string) []string {
	page := stem(filepath.Base(rel))
	if page == "" {
		return nil
	}
	return []string{page + "_files", page + ".files", page + "_file"}
}

func folderFormat(rel string, saved map[string]fs.DirEntry) string {
	for _, name := range besideNames(rel) {
		if saved[name] != nil {
			return FormatSaved
		}
	}
	return FormatPage
}

// The formats of documents.
const (
	// FormatPage is a page in one file, as the server sent it or as a tool
	// wrote it again.
	FormatPage = "page"
	// FormatSaved is a page that a browser saved with its files beside it.
	FormatSaved = "saved-page"
)
