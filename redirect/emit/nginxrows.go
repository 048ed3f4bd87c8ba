package emit

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// nginxRow is one row of a map, not yet quoted.
type nginxRow struct{ key, value string }

// nginxRows are the rows that differ from archive to archive.
type nginxRows struct {
	accounts []nginxAccount
	keys     []nginxRow // account:mid:idx
	paths    []nginxRow // short ids and former paths
	// hostQuery, pathQuery and hostPath are the addresses that the owner listed,
	// by what of them must match besides the path.
	hostQuery, pathQuery, hostPath []nginxRow
}

// nginxMaxWord is below the size of the buffer in which nginx must find one
// word of its configuration, 4096 bytes.
const nginxMaxWord = 4000

func newNginxRows(m redirect.Map) (nginxRows, error) {
	entries := entriesOf(m)
	rows := nginxRows{accounts: nginxAccounts(entries, m.Accounts)}
	for _, e := range entries {
		if e.answer == answerHeld {
			e.answer = ""
		}
		rows.add(e.source, e.answer)
	}
	live := nginxTwins(m.Live)
	rows.paths = exactWhereTwins(rows.paths, live)
	rows.hostQuery = exactWhereTwins(rows.hostQuery, nil)
	rows.pathQuery = exactWhereTwins(rows.pathQuery, nil)
	rows.hostPath = exactWhereTwins(rows.hostPath, nil)
	return rows, rows.check()
}

func (r *nginxRows) add(s redirect.Source, value string) {
	// The root has no path after the slashes at its end are gone.
	path := strings.TrimSuffix(s.URLPath(), "/")
	switch {
	case s.Kind() == redirect.Long:
		r.addKey(s, value)
	case s.Host != "" && s.Query != "":
		r.hostQuery = append(r.hostQuery, nginxRow{s.Host + path + " " + s.Query, value})
	case s.Query != "":
		r.pathQuery = append(r.pathQuery, nginxRow{path + " " + s.Query, value})
	case s.Host != "":
		// The slashes keep a host from being read as a word of nginx, "default".
		r.hostPath = append(r.hostPath, nginxRow{"//" + s.Host + path, value})
	default:
		r.paths = append(r.paths, nginxRow{path, value})
	}
}

func (r *nginxRows) addKey(s redirect.Source, value string) {
	i, known := slices.BinarySearchFunc(r.accounts, s.Key.Biz, func(a nginxAccount, biz string) int { return cmp.Compare(a.biz, biz) })
	if known {
		r.keys = append(r.keys, nginxRow{fmt.Sprintf("%s:%d:%d", r.accounts[i].name, s.Key.Mid, s.Key.Idx), value})
	}
}

// nginxAccount is an account and its name in the map of keys, which ignores
// case: a number.
type nginxAccount struct{ biz, name string }

// nginxAccounts are the accounts that have entries, sorted. The number of one
// whose other addresses are left alone has a letter in front.
func nginxAccounts(entries []entry, own []string) []nginxAccount {
	bizs := accountsOf(entries)
	accounts := make([]nginxAccount, len(bizs))
	for i, biz := range bizs {
		accounts[i] = nginxAccount{biz, fmt.Sprint(i + 1)}
		if _, found := slices.BinarySearch(own, biz); !found {
			accounts[i].name = "x" + accounts[i].name
		}
	}
	return accounts
}

// check refuses rows that nginx would not read.
func (r *nginxRows) check() error {
	for _, rows := range [][]nginxRow{r.keys, r.paths, r.hostQuery, r.pathQuery, r.hostPath} {
		for _, row := range rows {
			if len(nginxQuote(row.key)) > nginxMaxWord || len(row.value) > nginxMaxWord {
				return fmt.Errorf("checking the length of source %q: %w", row.key, ErrUnsafe)
			}
		}
	}
	return nil
}

// exactWhereTwins makes rows mind the case, and puts them first, where nginx
// could not tell them apart from each other or from a page of the site: in
// maps it ignores the case of ASCII letters.
func exactWhereTwins(rows []nginxRow, live map[string]int) []nginxRow {
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = row.key
	}
	twins := nginxTwins(keys)
	var exact, plain []nginxRow
	for _, row := range rows {
		if folded := nginxFold(row.key); twins[folded]+live[folded] > 1 {
			exact = append(exact, nginxRow{nginxExactly(row.key), row.value})
		} else {
			plain = append(plain, row)
		}
	}
	return append(exact, plain...)
}

// nginxTwins counts the keys that differ in case only.
func nginxTwins(keys []string) map[string]int {
	twins := make(map[string]int, len(keys))
	for _, key := range keys {
		twins[nginxFold(key)]++
	}
	return twins
}

// nginxExactly is the key of a row that minds the case.
func nginxExactly(key string) string { return "~^" + regexp.QuoteMeta(key) + "$" }

// nginxFold lowers ASCII letters only.
func nginxFold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}
