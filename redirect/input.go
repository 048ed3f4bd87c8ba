package redirect

import "wxbackup/article"

// Input is what rules are made from.
type Input struct {
	// BaseURL is the address of the site, "https://example.com/" or
	// "https://example.com/blog/"; empty when it is not known.
	BaseURL  string
	Articles []Article
	Former   []FormerPath
	// Live are the paths of pages that are on the site and get no rules, those
	// of other accounts.
	Live []string
	// Legacy are the rows of the owner's lists of old addresses: the old one, and
	// what is there now. Second cells may be a path of the site or any address,
	// an article by any of its names, or nothing, "gone" or "410" for a page that
	// is there no more. What a row says wins over what the archive says.
	Legacy []Row
	// Aliases are the rows of the owner's lists of further names: each names one
	// article several times.
	Aliases []Row
}

// Article is one article of the archive.
type Article struct {
	ID string
	// Keys and ShortIDs are all that were ever seen for the article.
	Keys     []article.Key
	ShortIDs []string
	// Path is where the site has the article, below BaseURL, not
	// percent-encoded; empty when it was never published.
	Path string
}

// FormerPath is a path at which an earlier publish had an article.
type FormerPath struct {
	ID   string `json:"id"`
	Path string `json:"path"`
}
