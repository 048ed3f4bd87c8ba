package links

import (
	"cmp"

	"wxbackup/store"
)

// Accounts are the names of an archive's accounts by biz.
type Accounts map[string]string

// AccountsOf are the accounts of all articles that the archive has or knows by
// name.
func AccountsOf(archive *store.Archive) (Accounts, error) {
	names := Accounts{}
	for _, records := range []func(func(*store.Record, error) bool){archive.Articles(), archive.Named()} {
		for rec, err := range records {
			if err != nil {
				return nil, err
			}
			if biz := rec.Key.Biz; biz != "" && names[biz] == "" {
				names[biz] = rec.Account
			}
		}
	}
	return names, nil
}

// Name is what the account of an article is called: as in its newest article.
func (a Accounts) Name(rec *store.Record) string {
	return cmp.Or(a[rec.Key.Biz], rec.Account)
}
