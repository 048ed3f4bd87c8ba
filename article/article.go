package article

import "time"

// Zone is the time zone of every date shown: WeChat's pages speak Beijing
// time, which has had no daylight saving since 1991.
var Zone = time.FixedZone("CST", 8*60*60)

// Article is everything known of one published article, except its text.
type Article struct {
	// ID names the article in the archive: its Key where that is known, else a
	// short id, else "sha256-" and 16 hexadecimal digits of its page's hash.
	ID string `json:"id"`
	// Key is the canonical identity; its zero value means it is not known.
	Key Key `json:"key"`
	// SN is the 32-digit hexadecimal serial number WeChat puts into addresses.
	SN string `json:"sn,omitempty"`
	// ShortIDs are the 22-character ids of /s/<id> addresses, sorted.
	ShortIDs []string `json:"short_ids,omitempty"`

	Kind   Kind   `json:"kind"`
	Title  string `json:"title"`
	Author string `json:"author,omitempty"`
	// Account is the name of the Official Account (公众号名).
	Account string `json:"account,omitempty"`
	// UserName is the account's internal name, "gh_" and 12 hexadecimal digits.
	UserName string `json:"user_name,omitempty"`
	// Alias is the account's own WeChat id (微信号).
	Alias string `json:"alias,omitempty"`

	// Published is the first publication in Zone; zero when it is not known.
	Published time.Time `json:"published,omitzero"`
	// Modified is the last edit after publication; zero when there was none.
	Modified time.Time `json:"modified,omitzero"`
	// Captured is the server's clock when it sent the page.
	Captured time.Time `json:"captured,omitzero"`

	Digest string `json:"digest,omitempty"`
	// Cover is the address of the cover picture.
	Cover string `json:"cover,omitempty"`
	// URL is the address the article had on the platform, without credentials.
	URL string `json:"url,omitempty"`
	// ReadMore is the author's own link under the article (阅读原文).
	ReadMore string `json:"read_more,omitempty"`

	Origin Origin `json:"origin,omitempty"`
	// ReprintOf is the address of the original of a reprint, where it is known.
	ReprintOf string `json:"reprint_of,omitempty"`
	// ReprintFrom is the account the reprint was taken from.
	ReprintFrom string   `json:"reprint_from,omitempty"`
	Albums      []Album  `json:"albums,omitempty"`
	Tags        []string `json:"tags,omitempty"`
	// Place is where the platform says the author was (IP 属地).
	Place string `json:"place,omitempty"`
	// CommentID is the handle of the comment thread; 19 digits, so text.
	CommentID string `json:"comment_id,omitempty"`
	// Figures are how often it was read and liked, one for each day of an
	// export.
	Figures []Figures `json:"figures,omitempty"`

	// Draft says that the article was never published.
	Draft bool `json:"draft,omitempty"`
	// Deleted says that the platform shows the article no more.
	Deleted bool `json:"deleted,omitempty"`
	// Paid says that the article is sold (付费).
	Paid bool `json:"paid,omitempty"`
	// Truncated says that the page held a part of the text only.
	Truncated bool `json:"truncated,omitempty"`

	// Assets are the pictures and other files the body shows, in reading
	// order, and then those that only came with the page. The clean body names
	// them "asset:0", "asset:1", and so on.
	Assets []Asset `json:"assets,omitempty"`
	// Embeds are the players and cards of the body, in reading order.
	Embeds   []Embed  `json:"embeds,omitempty"`
	Fidelity Fidelity `json:"fidelity"`
	Losses   []Loss   `json:"losses,omitempty"`
}

// Album is one collection (合集) the article belongs to.
type Album struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title"`
}

// Origin says whose work an article is, by the page's copyright_stat.
type Origin string

// The origins: 1 is 原创, 2 is a reprint; anything else is not declared.
const (
	OriginUnknown  Origin = ""
	OriginOriginal Origin = "original"
	OriginReprint  Origin = "reprint"
)

// Fidelity is what the self-check of the import measured: the page's own body
// against the Markdown written from it. Text is counted in characters without
// white space, bold in letters and digits outside headings.
type Fidelity struct {
	TextIn       int `json:"text_in"`
	TextKept     int `json:"text_kept"`
	TextAdded    int `json:"text_added"`
	ImagesIn     int `json:"images_in"`
	ImagesOut    int `json:"images_out"`
	LinksIn      int `json:"links_in"`
	LinksOut     int `json:"links_out"`
	CodeLinesIn  int `json:"code_lines_in"`
	CodeLinesOut int `json:"code_lines_out"`
	BoldIn       int `json:"bold_in"`
	BoldKept     int `json:"bold_kept"`
	BoldAdded    int `json:"bold_added"`
	CellsIn      int `json:"cells_in"`
	CellsOut     int `json:"cells_out"`
	MathIn       int `json:"math_in"`
	MathOut      int `json:"math_out"`
	EmbedsIn     int `json:"embeds_in"`
	EmbedsOut    int `json:"embeds_out"`
}

// Whole reports whether nothing was lost and nothing was added.
func (f Fidelity) Whole() bool {
	return f.TextKept == f.TextIn && f.TextAdded == 0 &&
		f.ImagesOut == f.ImagesIn && f.LinksOut == f.LinksIn &&
		f.CodeLinesOut == f.CodeLinesIn &&
		f.BoldKept == f.BoldIn && f.BoldAdded == 0 &&
		f.CellsOut == f.CellsIn && f.MathOut == f.MathIn && f.EmbedsOut == f.EmbedsIn
}
