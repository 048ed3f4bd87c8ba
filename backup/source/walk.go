package source

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
)

// maxDepth is how many containers one file may stand in.
const maxDepth = 4

// What is said of files that are passed over.
const (
	notAPage      = "not a page"
	notRegular    = "not a regular file"
	sameNameAgain = "another entry has the same name"
)

// walker hands on what a walk finds.
type walker struct {
	ctx     context.Context
	visitor Visitor
}

// file is one file of an export, on disk or in a container, of which only the
// name is known.
type file struct {
	// name is its path inside the folder or container it is in.
	name      string
	path, key string // as in Document
	stamp     Stamp
	// depth is how many containers it stands in.
	depth int
	open  func() (io.ReadCloser, error)
	// random opens it for reading in any order.
	random func() (*blob, error)
	// isSpooled says that random copies the file.
	isSpooled bool
	// locked is why its bytes cannot be read, nil where they can.
	locked error
	// document is the file as a document.
	document func() *Document
}

// file hands on a file, or what is in it.
func (w walker) file(f file) error {
	if roleOf(f.name) == listed {
		return w.list(f)
	}
	k, err := f.kind()
	switch {
	case err != nil:
		return w.visitor.Unreadable(f.path, err)
	case k == kindNone:
		return w.visitor.Skipped(f.path, notAPage)
	case k == kindPage:
		return w.visitor.Document(f.document())
	case isBundle(k):
		return w.bundle(f, k)
	}
	return w.container(f, k)
}

// kind tells what a file holds, from its name where that is enough.
func (f file) kind() (kind, error) {
	role := roleOf(f.name)
	switch {
	case role == other || role == listed:
		return kindNone, nil
	case f.locked != nil:
		return kindNone, f.locked
	case role == document:
		return kindPage, nil
	}
	head, err := readHead(f.open)
	if err != nil {
		return kindNone, err
	}
	c, ok := compressionOf(head)
	if !ok {
		return kindOf(f.name, head), nil
	}
	head, err = readHead(func() (io.ReadCloser, error) { return c.open(f.open) })
	if err != nil {
		return kindNone, fmt.Errorf("opening %s: %w", c.tar, cutOff(err))
	}
	return kindUnpacked(f.name, c, head), nil
}

// container walks through the files in a file, in the order of their names.
// Names are labels only: one that points outside is read under the name it
// would have inside.
func (w walker) container(f file, k kind) error {
	if f.depth == maxDepth {
		return w.visitor.Unreadable(f.path, ErrTooDeep)
	}
	if w.visitor.Sealed != nil && (f.isSpooled || k != kindZip && k != kindTar) {
		return w.visitor.Sealed(f.path, f.stamp.Size)
	}
	c, err := f.openContainer(w.ctx, k)
	if w.ctx.Err() != nil {
		return w.release(c)
	}
	if err != nil {
		return w.visitor.Unreadable(f.path, fmt.Errorf("opening %s: %w", k, err))
	}
	defer c.shared.release()
	if err := w.entries(f, c); err != nil {
		return err
	}
	if c.damage != nil {
		return w.visitor.Unreadable(f.path, fmt.Errorf("reading %s: %w", k, c.damage))
	}
	return nil
}

// release lets go of a container that an interrupt found open.
func (w walker) release(c *container) error {
	if c != nil {
		c.shared.release()
	}
	return w.ctx.Err()
}

func (f file) openContainer(ctx context.Context, k kind) (*container, error) {
	for _, c := range compressions {
		if c.tar == k {
			return openPackedTar(interruptible(ctx, f.open), c)
		}
	}
	b, err := f.random()
	if err != nil {
		return nil, err
	}
	if k == kindTar {
		return openTar(b)
	}
	return openZip(b)
}

func (w walker) entries(f file, c *container) error {
	slices.Sort(c.names)
	last := ""
	for _, name := range c.names {
		err := w.ctx.Err()
		switch {
		case err != nil:
		case name == last:
			err = w.visitor.Skipped(f.path+"!/"+name, sameNameAgain)
		case c.isSavedFile(name):
		case !c.entries[name].info.Mode().IsRegular():
			err = w.visitor.Skipped(f.path+"!/"+name, notRegular)
		default:
			err = w.file(c.file(w.ctx, name, f))
		}
		if err != nil {
			return err
		}
		last = name
	}
	return nil
}

// file is an entry of the container that outer holds.
func (c *container) file(ctx context.Context, name string, outer file) file {
	e := c.entries[name]
	f := file{
		name: name, path: outer.path + "!/" + name, key: outer.key + "!/" + name,
		stamp: Stamp{Size: e.info.Size(), ModTime: outer.stamp.ModTime},
		depth: outer.depth + 1, open: e.open, locked: e.locked, isSpooled: e.at == nil,
	}
	f.random = func() (*blob, error) {
		if e.at == nil {
			return spooled(interruptible(ctx, e.open))
		}
		return &blob{e.at, closer(c.shared.acquire().release), e.at.Size()}, nil
	}
	f.document = func() *Document {
		d := &Document{
			Path: f.path, Key: f.key, Stamp: f.stamp, Format: c.format(name),
			Published: NameDate(f.path), Hints: c.texts.hints(name, f.path),
			Files: c, Dir: path.Dir(name),
			container: outer.path + "!/", size: f.stamp.Size,
			open: e.open, from: c.shared.acquire(),
		}
		d.Hints = append(d.Hints, c.texts.folderHints(d, name)...)
		return d
	}
	return f
}

// closer is what has to be done at the end.
type closer func()

// Close does it.
func (c closer) Close() error {
	c()
	return nil
}
