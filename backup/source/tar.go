package source

import (
	"archive/tar"
	"bufio"
	"errors"
	"io"
	"strings"

	"wxbackup/backup/asset"
)

// errSparse says that an entry is stored with its holes left out.
var errSparse = errors.New("entry is stored with holes; unpack it first")

// openTar opens a tar archive, of which it keeps where its entries stand, and
// owns the blob from then on.
func openTar(b *blob) (*container, error) {
	c := newContainer(b)
	r := io.NewSectionReader(b, 0, b.size)
	c.damage = c.readTar(r, func(h *tar.Header, _ io.Reader) (*io.SectionReader, error) {
		pos, err := r.Seek(0, io.SeekCurrent)
		if err != nil {
			return nil, err
		}
		if size := b.size - pos; h.Size > size {
			return io.NewSectionReader(b, pos, size), io.ErrUnexpectedEOF
		}
		return io.NewSectionReader(b, pos, h.Size), nil
	})
	if c.damage == nil {
		c.damage = checkTarEnd(r)
	}
	return c.orDamage()
}

// tarBlock is the size, in bytes, of what tar archives are made of.
const tarBlock = 512

// checkTarEnd holds an archive that was read to its end to what every archive
// ends with, a block of zeros.
func checkTarEnd(r *io.SectionReader) error {
	pos, err := r.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	var block [tarBlock]byte
	if n, _ := r.ReadAt(block[:], max(pos-tarBlock, 0)); n < tarBlock || block != [tarBlock]byte{} {
		return ErrCutOff
	}
	return nil
}

// openPackedTar opens a tar archive that can be read forwards only. Its
// entries go to a temporary file, and of those that are large and nothing to an
// article the first bytes, by which they are told.
func openPackedTar(open func() (io.ReadCloser, error), unpack compression) (*container, error) {
	r, err := unpack.open(open)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s, err := newSpool()
	if err != nil {
		return nil, err
	}
	c := newContainer(s)
	c.damage = c.readTar(r, func(h *tar.Header, body io.Reader) (*io.SectionReader, error) {
		return s.take(worthSpooling(h, body))
	})
	if c.damage == nil {
		c.damage = readRest(r)
	}
	return c.orDamage()
}

// maxSpooled is the size, in bytes, up to which an entry is spooled whatever is
// in it.
const maxSpooled = 256 << 20

// worthSpooling is an entry's content, of which the first bytes are enough
// where it is large and neither a film nor a container.
func worthSpooling(h *tar.Header, body io.Reader) io.Reader {
	if h.Size <= maxSpooled || roleOf(h.Name) == packed {
		return body
	}
	buf := bufio.NewReaderSize(body, headSize)
	head, _ := buf.Peek(headSize)
	if _, err := asset.Sniff(head); err != nil || h.Size > asset.MaxSize {
		return io.LimitReader(buf, headSize)
	}
	return buf
}

// readRest reads what follows the last entry, at whose end a sum is checked.
func readRest(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return cutOff(err)
}

// orDamage is the container, or its damage where nothing precedes that.
func (c *container) orDamage() (*container, error) {
	if c.damage == nil || len(c.names) > 0 {
		return c, nil
	}
	c.shared.release()
	return nil, c.damage
}

// readTar adds the files of a tar archive; place says where the bytes of one
// are from now on. A container or bundle of which the end is missing is
// added, for what it holds before that; other files are not.
func (c *container) readTar(r io.Reader, place func(*tar.Header, io.Reader) (*io.SectionReader, error)) error {
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return cutOff(err)
		case h.Typeflag == tar.TypeLink:
			c.link(h)
			continue
		case h.FileInfo().IsDir() || isGlobal(h):
			continue
		}
		at, err := place(h, t)
		if err == nil || at != nil && roleOf(h.Name) == packed {
			c.add(h.Name, tarEntry(h, at))
		}
		if err != nil {
			return cutOff(err)
		}
	}
}

// link adds a file that the archive has under another name.
func (c *container) link(h *tar.Header) {
	if e := c.entries[cleanName(decodeName(h.Linkname))]; e != nil {
		c.add(h.Name, e)
	}
}

func isGlobal(h *tar.Header) bool { return h.Typeflag == tar.TypeXGlobalHeader }

func tarEntry(h *tar.Header, at *io.SectionReader) *entry {
	e := &entry{info: h.FileInfo(), at: at, open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(at, 0, at.Size())), nil
	}}
	if isSparse(h) {
		e.locked = errSparse
		e.open = func() (io.ReadCloser, error) { return nil, errSparse }
	}
	return e
}

func isSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for name := range h.PAXRecords {
		if strings.HasPrefix(name, "GNU.sparse.") {
			return true
		}
	}
	return false
}
