package cmd

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"

	"wxbackup/redirect"
	"wxbackup/redirect/table"
	"wxbackup/store"
)

// tableMaker makes the table that serve-redirects serves, from the archive and
// the owner's lists. It opens the archive only while it reads it: its lock
// keeps other commands out.
type tableMaker struct {
	app  *app
	opts redirectOptions
	path string
	// made is what the table was made from, refused what it could not be made
	// from for good.
	made, refused table.Stamp
	// told is the last failure that was told.
	told string
}

// begin makes the table if there is none that can be served. An old one is
// served until renew has made it anew.
func (m *tableMaker) begin() error {
	now, err := m.stamp()
	if err != nil {
		return err
	}
	old, err := table.Open(m.path)
	if err != nil {
		m.app.ui.Notef("reading the rules from %s", m.app.flags.archive)
		return m.make(now)
	}
	m.made = old.Stamp()
	return old.Close()
}

// renew makes the table anew if what it is made from has changed and nobody
// else uses the archive; if somebody does, there is another time. What failed
// is not tried again until something changes, and told once.
func (m *tableMaker) renew() error {
	now, err := m.stamp()
	if err == nil {
		if now == m.made || now == m.refused {
			return nil
		}
		err = m.make(now)
	}
	if err == nil {
		m.told = ""
		m.app.ui.Notef("made the rules anew")
		return nil
	}
	if errors.Is(err, store.ErrLocked) || err.Error() == m.told {
		return nil
	}
	m.refused, m.told = now, err.Error()
	return fmt.Errorf("making the rules anew: %w", err)
}

func (m *tableMaker) make(now table.Stamp) error {
	rules, err := m.rules()
	if err != nil {
		return err
	}
	if err := table.WriteFile(m.path, rules, now); err != nil {
		return err
	}
	m.made = now
	// A large archive took memory that serving does not need.
	debug.FreeOSMemory()
	return nil
}

func (m *tableMaker) rules() (rules redirect.Map, err error) {
	err = m.app.withArchive(store.OpenReadOnly, func(archive *store.Archive) error {
		var report redirect.Report
		if rules, report, err = buildRules(archive, m.opts); err == nil {
			m.app.tellTrouble(report)
		}
		return err
	})
	return rules, err
}

// stamp says what the table would be made from: the account, the index and the
// lists, by path, size and time.
func (m *tableMaker) stamp() (table.Stamp, error) {
	index := store.IndexPath(m.app.flags.archive)
	what := fmt.Appendf(nil, "%q %q %q\n", m.opts.account, m.opts.legacy, m.opts.aliases)
	for _, path := range slices.Concat([]string{index}, m.opts.legacy, m.opts.aliases) {
		info, err := os.Stat(path)
		if path == index && errors.Is(err, fs.ErrNotExist) {
			return table.Stamp{}, fmt.Errorf("looking for %q: %w", path, store.ErrNotFound)
		}
		if err != nil {
			return table.Stamp{}, fmt.Errorf("looking for changes: %w", err)
		}
		what = fmt.Appendf(what, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	return sha256.Sum256(what), nil
}
