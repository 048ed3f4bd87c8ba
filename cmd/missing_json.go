package cmd

import "wxbackup/article"

// missingArticleLine is one line of `list --missing --json`.
type missingArticleLine struct {
	Type       string   `json:"type"`
	Why        string   `json:"why"`
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	URL        string   `json:"url"`
	Account    string   `json:"account"`
	Biz        string   `json:"biz"`
	Mid        uint64   `json:"mid"`
	Idx        uint64   `json:"idx"`
	SN         string   `json:"sn"`
	ShortIDs   []string `json:"short_ids"`
	Published  string   `json:"published"`
	LinkedFrom []string `json:"linked_from"`
}

// missingAssetLine is one line of `list --missing-assets --json`; all but URL
// and Ref are those of the article that shows the file.
type missingAssetLine struct {
	Type      string `json:"type"`
	ID        string `json:"id"`
	Title     string `json:"title"`
	Account   string `json:"account"`
	Biz       string `json:"biz"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Ref       string `json:"ref"`
}

// tellLack prints what is missing for machines.
func (a *app) tellLack(l lack) error {
	for _, m := range l.articles {
		err := a.ui.JSON(missingArticleLine{
			"missing_article", string(m.Why), m.ID, m.Title, m.URL, m.Account,
			article.PadBiz(m.Key.Biz), m.Key.Mid, m.Key.Idx, m.SN, append([]string{}, m.ShortIDs...),
			fullDate(m.Published), append([]string{}, m.LinkedFrom...),
		})
		if err != nil {
			return err
		}
	}
	for _, m := range l.assets {
		err := a.ui.JSON(missingAssetLine{
			"missing_asset", m.ID, m.Title, m.Account, article.PadBiz(m.Key.Biz), fullDate(m.Published), m.URL, m.Ref,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
