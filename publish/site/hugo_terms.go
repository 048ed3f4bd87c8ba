package site

import (
	"iter"
	"strings"
	"unicode"

	"wxbackup/article"
)

// hugoTerms are the spellings of tags and albums, by taxonomy and address.
// Hugo writes two terms with one address over each other; here all articles
// get the same spelling of them.
type hugoTerms struct{ tags, albums map[string]string }

func collectHugoTerms(articles iter.Seq2[Entry, error]) (hugoTerms, error) {
	terms := hugoTerms{tags: map[string]string{}, albums: map[string]string{}}
	for e, err := range articles {
		if err != nil {
			return terms, err
		}
		addTerms(terms.tags, e.Article.Tags)
		addTerms(terms.albums, albumTitles(e.Article))
	}
	return terms, nil
}

// addTerms keeps the first spelling of every address in the order of bytes.
func addTerms(spellings map[string]string, names []string) {
	for _, name := range names {
		name = oneLine(name)
		address := hugoTermAddress(name)
		if old, known := spellings[address]; address != "" && (!known || name < old) {
			spellings[address] = name
		}
	}
}

// spell gives the names their common spelling, each once. A name without an
// address, such as one of punctuation only, cannot be a term.
func spell(spellings map[string]string, names []string) []text {
	var terms []text
	seen := map[string]bool{}
	for _, name := range names {
		address := hugoTermAddress(oneLine(name))
		if address == "" || seen[address] {
			continue
		}
		seen[address] = true
		terms = append(terms, text(strings.NewReplacer("/", "／", `\`, "＼").Replace(spellings[address])))
	}
	return terms
}

func albumTitles(a article.Article) []string {
	var titles []string
	for _, album := range a.Albums {
		titles = append(titles, album.Title)
	}
	return titles
}

// hugoTermAddress is what Hugo leaves of a term in its address.
func hugoTermAddress(name string) string {
	address := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(".+#_~-", r):
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if strings.IndexFunc(address, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	return address
}
