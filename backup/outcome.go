package backup

import "wxbackup/article"

// Result is what became of one file.
type Result string

// The results of an import.
const (
	New       Result = "new"
	Updated   Result = "updated"
	Unchanged Result = "unchanged"
	// Listed is an item that names an article of which the archive has no text.
	Listed     Result = "listed"
	NotArticle Result = "not_article"
	Unreadable Result = "unreadable"
	Ignored    Result = "ignored"
)

// Outcome is what an import says of one file.
type Outcome struct {
	Path   string `json:"path"`
	Result Result `json:"result"`
	ID     string `json:"id,omitempty"`
	// Reason says why there is no article, as a word of package convert/page
	// or in plain words.
	Reason string `json:"reason,omitempty"`
	// Detail is what the page says to a reader, or the full error.
	Detail string `json:"detail,omitempty"`
	Title  string `json:"title,omitempty"`
}

// Summary counts an import.
type Summary struct {
	Files       int                      `json:"files"`
	Bytes       int64                    `json:"bytes"`
	Articles    ArticleCounts            `json:"articles"`
	NotArticles map[string]int           `json:"not_articles"`
	Unreadable  int                      `json:"unreadable"`
	Ignored     int                      `json:"ignored"`
	Assets      AssetCounts              `json:"assets"`
	Losses      map[article.LossCode]int `json:"losses"`
	Fidelity    article.Fidelity         `json:"fidelity"`
	// WithLosses is how many of the articles that were new or updated lost
	// something on the way.
	WithLosses int `json:"with_losses"`
	// Measured is how many articles Assets, Losses, Fidelity and WithLosses are
	// of: those that were new or updated, each counted once.
	Measured int `json:"measured"`
	// Listed is how many articles of the archive are only named, by lists or
	// by pages that say that they are gone.
	Listed int `json:"listed"`
}

// ArticleCounts counts documents that hold an article by what they changed.
type ArticleCounts struct {
	New       int `json:"new"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// AssetCounts counts the assets of the articles that were new or updated.
type AssetCounts struct {
	Stored  int `json:"stored"`
	Missing int `json:"missing"`
}

func newSummary() Summary {
	return Summary{NotArticles: map[string]int{}, Losses: map[article.LossCode]int{}}
}

// NeedsLook reports whether something was not carried over that a user can do
// something about.
func (s *Summary) NeedsLook() bool { return s.Unreadable > 0 || s.Assets.Missing > 0 }

func (s *Summary) count(o Outcome) {
	s.Files++
	switch o.Result {
	case New:
		s.Articles.New++
	case Updated:
		s.Articles.Updated++
	case Unchanged:
		s.Articles.Unchanged++
	case Listed: // counted at the end: the text may come with a later file
	case NotArticle:
		s.NotArticles[o.Reason]++
	case Unreadable:
		s.Unreadable++
	case Ignored:
		s.Ignored++
	}
}

// add counts what an article that was stored brought with it.
func (s *Summary) add(a *article.Article) { s.weigh(a, 1) }

// drop takes an article out again that changed once more in the same import.
func (s *Summary) drop(a *article.Article) { s.weigh(a, -1) }

func (s *Summary) weigh(a *article.Article, sign int) {
	for _, asset := range a.Assets {
		if asset.Missing() {
			s.Assets.Missing += sign
		} else {
			s.Assets.Stored += sign
		}
	}
	for _, loss := range a.Losses {
		if s.Losses[loss.Code] += sign; s.Losses[loss.Code] == 0 {
			delete(s.Losses, loss.Code)
		}
	}
	if len(a.Losses) > 0 {
		s.WithLosses += sign
	}
	s.Measured += sign
	addFidelity(&s.Fidelity, a.Fidelity, sign)
}

// addFidelity adds the figures of an article to a total, sign times.
func addFidelity(total *article.Fidelity, f article.Fidelity, sign int) {
	total.TextIn += sign * f.TextIn
	total.TextKept += sign * f.TextKept
	total.TextAdded += sign * f.TextAdded
	total.ImagesIn += sign * f.ImagesIn
	total.ImagesOut += sign * f.ImagesOut
	total.LinksIn += sign * f.LinksIn
	total.LinksOut += sign * f.LinksOut
	total.CodeLinesIn += sign * f.CodeLinesIn
	total.CodeLinesOut += sign * f.CodeLinesOut
	total.BoldIn += sign * f.BoldIn
	total.BoldKept += sign * f.BoldKept
	total.BoldAdded += sign * f.BoldAdded
	total.CellsIn += sign * f.CellsIn
	total.CellsOut += sign * f.CellsOut
	total.MathIn += sign * f.MathIn
	total.MathOut += sign * f.MathOut
	total.EmbedsIn += sign * f.EmbedsIn
	total.EmbedsOut += sign * f.EmbedsOut
}
