package publish

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"wxbackup/internal/filename"
	"wxbackup/store"
)

// maxSegment is the length of a path segment in characters: at four bytes
// each they fit every file system, with room for a number.
const maxSegment = 60

// slugOf is the slug that a record wishes for; two records may wish for one.
func slugOf(rec *store.Record, style SlugStyle) string {
	switch style {
	case SlugTitle:
		return titleSegment(rec)
	case SlugID:
		return idSegment(rec.ID)
	}
	if slug := segment(rec.Slug); slug != "" {
		return slug
	}
	return idSegment(rec.ID)
}

// titleSegment is the title in lower case; titles without a letter or digit
// fall back on the archive's slug.
func titleSegment(rec *store.Record) string {
	if s := segment(strings.ToLower(rec.Title)); s != "" {
		return s
	}
	return slugOf(rec, SlugPinyin)
}

// fileSegment is the title with its letter case.
func fileSegment(rec *store.Record) string {
	if s := segment(rec.Title); s != "" {
		return s
	}
	return slugOf(rec, SlugPinyin)
}

// idSegment spells an ID, "biz:mid:idx" with a base64 biz, in the characters
// of a path segment.
func idSegment(id string) string {
	id = strings.NewReplacer("/", "_", "+", "-", ":", "-").Replace(id)
	if s := segment(id); s != "" {
		return s
	}
	return "article"
}

func accountSegment(account string) string {
	if s := segment(strings.ToLower(account)); s != "" {
		return s
	}
	return "account"
}

// segment keeps what every file system and every generator leaves as it is:
// letters, decimal digits, marks on them, "_" and "-". All else parts words
// and becomes one hyphen. It is "" for a text with no letter or digit.
func segment(s string) string {
	var b strings.Builder
	words, gap, length := false, false, 0
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "-")) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			words = true
		case r == '_':
		case isMark(r) && length > 0 && !gap:
		default:
			gap = true
			continue
		}
		if gap && length > 0 {
			b.WriteByte('-')
			length++
		}
		if length >= maxSegment {
			break
		}
		gap = false
		b.WriteRune(r)
		length++
	}
	if !words {
		return ""
	}
	return unreserved(strings.Trim(b.String(), "-"))
}

// isMark is false for variation selectors, which belong to the emoji and
// symbols that segment drops.
func isMark(r rune) bool {
	return unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r)
}

// unreserved changes the names that Windows keeps for devices.
func unreserved(name string) string {
	if filename.IsReserved(name) {
		return name + "_"
	}
	return name
}
