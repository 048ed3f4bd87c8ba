package backup

import (
	"strings"
	"unicode"

	"wxbackup/article"
	"wxbackup/internal/filename"
	"wxbackup/internal/pinyin"
)

// maxSlug is the length of a slug in bytes; it is cut between words.
const maxSlug = 60

// slugOf is the slug a new article asks for: the title in pinyin, lower case,
// one word a character. A title that gives none is named by its identity.
func slugOf(a *article.Article) string {
	if slug := pinyinSlug(a.Title); slug != "" {
		return slug
	}
	if !a.Key.IsZero() {
		return strings.ToLower(strings.Join(words(a.Key.String()[len(a.Key.Biz)+1:]), "-"))
	}
	if slug := strings.Join(words(strings.ToLower(a.ID)), "-"); slug != "" {
		return slug
	}
	return "article"
}

func pinyinSlug(title string) string {
	slug := ""
	for _, word := range words(title) {
		next := slug + "-" + word
		if slug == "" {
			next = word[:min(len(word), maxSlug)]
		}
		if len(next) > maxSlug {
			break
		}
		slug = next
	}
	return unreserved(slug)
}

// words are the syllables of Chinese and the words of Latin script and digits,
// in ASCII. Everything else parts words.
func words(s string) []string {
	var list []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			list = append(list, word.String())
			word.Reset()
		}
	}
	for _, r := range s {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			word.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			end()
			if syllable := pinyin.Syllable(r); syllable != "" {
				list = append(list, syllable)
			}
		}
	}
	end()
	return list
}

// unreserved keeps off the names that Windows gives to devices.
func unreserved(slug string) string {
	if filename.IsReserved(slug) {
		return slug + "-article"
	}
	return slug
}
