package redirect

import "wxbackup/article"

// Input is what rules are made from.
type Input struct {
	// BaseURL is the address of the site, "https://example.com/" or
	// "https://example.com/blog/"; empty when it is not known.
	BaseURL  string
	Articles []Article
	Former   []Former
	// Live are the paths of pages that are on the site and get no rules, those
	// of other accounts.
	Live []string
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

// Former is a path at which an earlier publish had an article.
type Former struct {
	ID   string
	Path string
}
