package emit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Caddy compares a value with one row after the other: 25,000 rows take it 0.2
// ms. Large maps are split into pages, but each map costs every request a
// little, so not into too many.
const (
	caddyPageRows = 500
	caddyMaxPages = 64
)

// caddyMaxTail is how far from the end of a key the letter may stand that tells
// its page; ".html" and digits stand at the ends of paths.
const caddyMaxTail = 16

// caddyLookups are the maps that grow with the archive.
func caddyLookups(rows caddyRows) []caddyMap {
	return append([]caddyMap{
		{"The article at a key.", caddyVar("key"), "keys", rows.keys},
		{"Short ids and paths of earlier publishes.", caddyVar("path"), "paths", rows.paths},
	}, caddyListedLookups(rows)...)
}

// caddyListedLookups are the maps of what the owner listed, the most exact
// first, as far as there are rows.
func caddyListedLookups(rows caddyRows) []caddyMap {
	return slices.DeleteFunc([]caddyMap{
		{"Addresses that you listed, with their host and query.", caddyVar("host") + caddyVar("path") + " " + caddyVar("query"), "host-query", rows.hostQuery},
		{"Addresses that you listed, with their query.", caddyVar("path") + " " + caddyVar("query"), "path-query", rows.pathQuery},
		{"Addresses that you listed, with their host.", caddyVar("host") + caddyVar("path"), "host-path", rows.hostPath},
	}, func(m caddyMap) bool { return len(m.rows) == 0 })
}

// pages are the map itself, or one that finds the page by a letter of the key,
// and the pages.
func (m caddyMap) pages() []caddyMap {
	count := min(len(m.rows)/caddyPageRows+1, caddyMaxPages)
	if count == 1 {
		return []caddyMap{{m.about, m.from, m.to, caddyTexts(m.rows)}}
	}
	tail, pageOf := caddyBestTail(m.rows, count)
	pages := make([][]caddyRow, count)
	for _, row := range m.rows {
		n := pageOf[tailLetter(row.key, tail)]
		pages[n] = append(pages[n], row)
	}
	letter := "letter+" + m.to
	index := []caddyMap{
		{m.about + " The page of rows.", caddyVar(letter), m.to, caddyPageIndex(m.to, pageOf)},
		{"The letter that tells the page.", m.from, letter, []caddyRow{
			{fmt.Sprintf(`~(?s)[~\x60\x7b\x7d].{%d}$`, tail), caddyStrange},
			{fmt.Sprintf(`~(?s)(.).{%d}$`, tail), "$1"},
		}},
	}
	for n, rows := range pages {
		if len(rows) > 0 {
			index = append(index, caddyMap{fmt.Sprintf("Page %d.", n), m.from, caddyPage(m.to, n), caddyTexts(rows)})
		}
	}
	return index
}

// caddyPage names a page so that the name does not contain the map's own.
func caddyPage(of string, n int) string { return fmt.Sprintf("%d+%s", n, of) }

func caddyPageIndex(of string, pageOf map[string]int) []caddyRow {
	var rows []caddyRow
	for _, letter := range slices.Sorted(maps.Keys(pageOf)) {
		rows = append(rows, caddyRow{letter, caddyVar(caddyPage(of, pageOf[letter]))})
	}
	return rows
}

func caddyTexts(rows []caddyRow) []caddyRow {
	texts := make([]caddyRow, len(rows))
	for i, row := range rows {
		texts[i] = caddyText(row.key, row.value)
	}
	return texts
}

// caddyBestTail is the distance from the end of the letter that splits the rows
// best, and the page of each such letter.
func caddyBestTail(rows []caddyRow, pages int) (tail int, pageOf map[string]int) {
	best := len(rows) + 1
	for n := range caddyMaxTail {
		of, largest := caddyDistribute(rows, n, pages)
		if largest < best {
			best, tail, pageOf = largest, n, of
		}
	}
	return tail, pageOf
}

// caddyDistribute gives each letter at the distance from the end the page that
// is smallest so far, the most frequent letters first.
func caddyDistribute(rows []caddyRow, tail, pages int) (pageOf map[string]int, largest int) {
	count := map[string]int{}
	for _, row := range rows {
		count[tailLetter(row.key, tail)]++
	}
	letters := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	pageOf, sizes := make(map[string]int, len(letters)), make([]int, pages)
	for _, letter := range letters {
		n := slices.Index(sizes, slices.Min(sizes))
		pageOf[letter] = n
		sizes[n] += count[letter]
	}
	return pageOf, slices.Max(sizes)
}

// caddyStrange stands for letters that caddyText has to spell: Caddy does not
// ask for the placeholder in the value of a regular expression.
const caddyStrange = "strange"

// tailLetter is the letter at a distance from the end; empty where the key is
// shorter.
func tailLetter(key string, distance int) string {
	for range distance {
		_, size := utf8.DecodeLastRuneInString(key)
		key = key[:len(key)-size]
	}
	_, size := utf8.DecodeLastRuneInString(key)
	letter := key[len(key)-size:]
	if strings.ContainsAny(letter, "~`{}") {
		return caddyStrange
	}
	return letter
}
