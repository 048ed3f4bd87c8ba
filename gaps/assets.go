package gaps

import (
	"cmp"
	"fmt"
	"slices"

	"wxbackup/article"
	"wxbackup/links"
	"wxbackup/store"
)

// Assets are the files missing from the articles of an account, a name or a
// biz, or of all. One whose picture came in with another article is not missing.
func Assets(archive *store.Archive, account string) ([]Asset, error) {
	names, err := links.AccountsOf(archive)
	if err != nil {
		return nil, fmt.Errorf("reading archive: %w", err)
	}
	var found []Asset
	for rec, err := range archive.Articles() {
		if err == nil && rec.IsOf(account) {
			found, err = appendAssets(found, archive, rec, names.Name(rec))
		}
		if err != nil {
			return nil, fmt.Errorf("looking for missing files: %w", err)
		}
	}
	slices.SortStableFunc(found, func(a, b Asset) int {
		return cmp.Or(compare(a.Account, b.Account, a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return found, nil
}

func appendAssets(found []Asset, archive *store.Archive, rec *store.Record, account string) ([]Asset, error) {
	for _, a := range rec.Assets {
		missing, err := isMissing(archive, a)
		if err != nil {
			return nil, err
		}
		if missing {
			found = append(found, Asset{
				ID: rec.ID, Title: rec.Title, Account: account, Key: rec.Key,
				Published: rec.Published, URL: a.URL, Ref: a.Ref,
			})
		}
	}
	return found, nil
}

func isMissing(archive *store.Archive, a article.Asset) (bool, error) {
	cdn := a.CDN()
	if !a.Missing() || cdn == "" {
		return a.Missing(), nil
	}
	_, found, err := archive.AssetByCDN(cdn)
	return !found, err
}
