package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

// maxKey is well below what bbolt takes: paths inside a ZIP can be longer.
const maxKey = 1024

// maxID leaves room in a key for what stands before an ID.
const maxID = 512

// key is a name as the index's buckets hold it.
func key(name string) []byte {
	if len(name) <= maxKey {
		return []byte(name)
	}
	sum := sha256.Sum256([]byte(name))
	return []byte("sha256-" + hex.EncodeToString(sum[:]))
}

// dateKey orders articles: newest first, then by ID, those without a date at
// the end.
func dateKey(published time.Time, id string) string {
	order := make([]byte, 12, 12+len(id))
	if published.IsZero() {
		for i := range order {
			order[i] = math.MaxUint8
		}
		return string(append(order, id...))
	}
	// The sign bit is turned over so that times before 1970 sort as well.
	seconds := uint64(published.Unix()) ^ 1<<63
	binary.BigEndian.PutUint64(order, ^seconds)
	binary.BigEndian.PutUint32(order[8:], ^uint32(published.Nanosecond()))
	return string(append(order, id...))
}

// PageName is the name by which the article of a page is found.
func PageName(sum string) string { return "page:" + sum }

// PageID is the ID of an article of which nothing but a page is known. It
// stays a name of whatever article the page turns out to be of.
func PageID(sum string) string { return pageIDMark + sum[:pageIDSize] }

const (
	pageIDMark = "sha256-"
	pageIDSize = 16
)

// hintKey is where a hint leads to one of its articles. Most hints stand there
// as they are, so that those of one time stand side by side and cost few
// leaves to write; of long ones the hash does.
func hintKey(hint, id string) string { return hintPrefix(hint) + id }

func hintPrefix(hint string) string {
	if len(hint) <= maxHint {
		return hint + "\x00"
	}
	sum := sha256.Sum256([]byte(hint))
	return hex.EncodeToString(sum[:]) + "\x00"
}

// maxHint leaves room in a key for an ID behind a hint.
const maxHint = 256

// pageKey and assetKey are what makes a journal line the same as another.
// They begin with the page, so that the lines of one page stand side by side
// in the index and cost one leaf to write.
func pageKey(e PageEntry) string {
	return lineKey("p", e.SHA256, e.Source, e.ID, e.Slug)
}

func assetKey(e AssetEntry) string {
	if e.For != "" {
		return lineKey("a", e.Page, e.SHA256, e.Ref, e.URL, e.For)
	}
	return lineKey("a", e.Page, e.SHA256, e.Ref, e.URL)
}

func lineKey(kind, page string, rest ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(rest, "\x00")))
	return kind + page[:min(16, len(page))] + hex.EncodeToString(sum[:10])
}

// valid is text as JSON keeps it: a path need not be UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}
