package store

import "errors"

// The conditions a caller branches on; errors of this package wrap them.
var (
	// ErrNotFound says that the archive's folder or its index does not exist.
	ErrNotFound = errors.New("archive not found")
	// ErrLocked says that another process uses the archive.
	ErrLocked = errors.New("archive in use by another process")
	// ErrDamaged says that the index or a stored file is not what was written,
	// or was written by a newer version; the message names the way out.
	ErrDamaged = errors.New("archive damaged")
	// ErrNoArticle says that the archive holds no article by that name.
	ErrNoArticle = errors.New("no such article")
	// ErrTorn says that a journal line was cut short by a killed run. Nothing
	// that was committed stood in it.
	ErrTorn = errors.New("line cut short")
)

var errReadOnly = errors.New("archive is open for reading only")
