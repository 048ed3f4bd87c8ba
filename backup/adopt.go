package backup

import "wxbackup/article"

// adopt names an article whose page says in no way which one it is, by the
// address that the page was saved from.
func adopt(a *article.Article, address string) {
	from, ok := adoptable(a, address)
	if !ok {
		return
	}
	a.Key, a.SN = from.Key, from.SN
	if from.ShortID != "" {
		a.ShortIDs = []string{from.ShortID}
	}
	a.URL = addressOf(a)
}

// adoptable is what an address says of an article that has no name; false
// where it says nothing or the article has one.
func adoptable(a *article.Article, address string) (article.Address, bool) {
	if !a.Key.IsZero() || len(a.ShortIDs) > 0 {
		return article.Address{}, false
	}
	return article.ParseAddress(address)
}
