package cmd

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"wxbackup/publish"
	"wxbackup/publish/site"
	"wxbackup/redirect/check"
	"wxbackup/redirect/table"
	"wxbackup/store"
)

// The exit codes, as docs/exit-codes.md lists them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitLosses      = 3
	exitNotFound    = 4
	exitLocked      = 5
	exitDamaged     = 6
	exitInterrupted = 130
)

// errLosses says that all was done but for some losses that need a look; what
// they are has been printed.
var errLosses = errors.New("done with losses")

// errFound says that verify found damage; what it is has been printed.
var errFound = errors.New("archive has damage")

// usageError is a call that cannot be carried out as it was typed.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// exit prints what is left to say of an error and gives its code.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		err = a.ui.Err()
	}
	code := exitCode(ctx, err)
	switch code {
	case exitDone, exitLosses:
		return code
	case exitInterrupted:
		a.ui.Errorf("interrupted; what was finished is kept, run the command again to go on")
		return code
	}
	if !errors.Is(err, errFound) {
		a.ui.Errorf("%v", err)
	}
	if hint := hintFor(err, code); hint != "" {
		a.ui.Hintf("%s", hint)
	}
	return code
}

func exitCode(ctx context.Context, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errLosses):
		return exitLosses
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &usage), isCobraUsage(err), isBadValue(err):
		return exitUsage
	case errors.Is(err, store.ErrNotFound):
		return exitNotFound
	case errors.Is(err, store.ErrLocked):
		return exitLocked
	case errors.Is(err, store.ErrDamaged), errors.Is(err, errFound):
		return exitDamaged
	}
	return exitFailed
}

// isBadValue reports values of flags that the packages below refuse.
func isBadValue(err error) bool {
	for _, bad := range []error{publish.ErrPermalink, publish.ErrBaseURL, publish.ErrSlugStyle, publish.ErrMissingImages, publish.ErrCommentLevel, site.ErrUnknown, check.ErrHost} {
		if errors.Is(err, bad) {
			return true
		}
	}
	return false
}

// isCobraUsage recognises the usage errors that cobra makes without a type.
func isCobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "accepts ", "requires ", "if any flags in the group", "required flag"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

// hintFor says what to do next.
func hintFor(err error, code int) string {
	switch {
	case code == exitUsage:
		return "see wxbackup help"
	case code == exitNotFound:
		return "name the archive with --archive, or make one: wxbackup import FOLDER; where only index.db is gone: wxbackup reindex"
	case code == exitLocked:
		return "another wxbackup is using this archive; wait until it has ended"
	case errors.Is(err, errFound):
		return "delete the named pages and pictures and bring them back: wxbackup import --again EXPORT; for an index that disagrees: wxbackup reindex"
	case code == exitDamaged:
		return "make the index again: wxbackup reindex"
	case errors.Is(err, store.ErrNoArticle):
		return "list what is there: wxbackup list"
	case errors.Is(err, publish.ErrNoArticles):
		return "import an export first: wxbackup import FOLDER"
	case errors.Is(err, publish.ErrExternal):
		return "bring the missing pictures in (wxbackup fetch, or wxbackup import of an export that has them), or publish without them: --missing-images link or drop"
	case errors.Is(err, check.ErrUnreachable):
		return "check the address, and that the server runs; then run the command again"
	case errors.Is(err, errListen):
		return "is another program using that address? choose one with --listen, such as --listen 127.0.0.1:8090"
	case errors.Is(err, table.ErrDamaged):
		return "write the table again: wxbackup redirect --format table"
	case errors.Is(err, fs.ErrPermission):
		return "check who may write to that folder"
	}
	return ""
}
