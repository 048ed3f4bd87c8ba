package source

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// mimeReader finds the parts of a MIME message.
type mimeReader struct {
	lines *lineReader
	// top is the message's own header.
	top header
	// boundaries are those of the multiparts around the line being read, the
	// outermost first.
	boundaries []string
	parts      []mimePart
}

// mimePart is a part that holds no other parts.
type mimePart struct {
	header header
	body   span
}

const (
	// maxMultiparts is how deep multiparts may stand inside each other: two
	// are usual.
	maxMultiparts = 16
	// maxParts is far more than any page has.
	maxParts = 1 << 16
)

var errManyParts = errors.New("message has more parts than any page")

// read finds the parts of the message. An error is about what follows those
// that were found.
func (m *mimeReader) read() error {
	h, err := m.firstHeader()
	if err != nil {
		return fmt.Errorf("reading header: %w", noEOF(err))
	}
	m.top = h
	for more := true; more; {
		more, err = m.entity(h)
		if err != nil {
			return fmt.Errorf("reading part %d: %w", len(m.parts), noEOF(err))
		}
		if !more {
			return nil
		}
		if h, err = m.lines.header(); err != nil {
			return fmt.Errorf("reading header of part %d: %w", len(m.parts)+1, noEOF(err))
		}
	}
	return nil
}

// firstHeader passes over what stands before the first field.
func (m *mimeReader) firstHeader() (header, error) {
	for {
		h, err := m.lines.header()
		if err != nil || len(h) > 0 {
			return h, err
		}
	}
}

// entity reads the body of a part, or a multipart up to its first part. More
// says that another part follows.
func (m *mimeReader) entity(h header) (more bool, err error) {
	boundary := h.typeParameter("boundary")
	if boundary != "" && hasPrefixFold(h["content-type"], "multipart/") && len(m.boundaries) < maxMultiparts {
		m.boundaries = append(m.boundaries, boundary)
		return m.toPart()
	}
	if len(m.parts) == maxParts {
		return false, errManyParts
	}
	start := m.lines.next
	end, last, err := m.toBoundary()
	m.parts = append(m.parts, mimePart{header: shown(h), body: span{start, end}})
	switch {
	case len(m.boundaries) == 0 && errors.Is(err, io.EOF):
		return false, nil
	case err != nil:
		return false, err
	case last:
		return m.toPart()
	}
	return true, nil
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// shown keeps the fields of a part that say where it stands and how to read it.
func shown(h header) header {
	kept := header{}
	for _, name := range []string{"content-type", "content-transfer-encoding", "content-location", "content-id"} {
		if value, ok := h[name]; ok {
			kept[name] = value
		}
	}
	return kept
}

// toPart passes over what stands between parts; more is false at the end of
// the outermost multipart.
func (m *mimeReader) toPart() (more bool, err error) {
	for len(m.boundaries) > 0 {
		_, last, err := m.toBoundary()
		if err != nil {
			return false, err
		}
		if !last {
			return true, nil
		}
	}
	return false, nil
}

// toBoundary reads up to a boundary, whose multipart it ends when it is the
// last, and says where what stands before it ends.
func (m *mimeReader) toBoundary() (end int64, last bool, err error) {
	end = m.lines.next
	for {
		line, err := m.lines.line()
		if err != nil && len(m.boundaries) == 0 {
			return m.lines.next, false, err
		}
		if err != nil {
			return end, false, err
		}
		if level, last, ok := m.boundary(line); ok {
			m.boundaries = m.boundaries[:level+1]
			if last {
				m.boundaries = m.boundaries[:level]
			}
			return end, last, nil
		}
		// The break before a boundary belongs to it, be the boundary cut off.
		if m.lines.ending > 0 || !m.beginsBoundary(line) {
			end = m.lines.next - m.lines.ending
		}
	}
}

// beginsBoundary reports whether a line can be the first bytes of a boundary.
func (m *mimeReader) beginsBoundary(line []byte) bool {
	for _, boundary := range m.boundaries {
		if strings.HasPrefix("--"+boundary+"--", string(line)) {
			return true
		}
	}
	return false
}

// boundary reports whether a line is the boundary of a multipart around it.
func (m *mimeReader) boundary(line []byte) (level int, last, ok bool) {
	if len(line) < 2 || line[0] != '-' || line[1] != '-' {
		return 0, false, false
	}
	text := strings.TrimRight(string(line[2:]), " \t")
	for level := len(m.boundaries) - 1; level >= 0; level-- {
		switch m.boundaries[level] {
		case text:
			return level, false, true
		case strings.TrimSuffix(text, "--"):
			return level, true, true
		}
	}
	return 0, false, false
}
