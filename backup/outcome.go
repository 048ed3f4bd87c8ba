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
func (s *Summary) add(a *article.Article) {
	for _, asset := range a.Assets {
		if asset.Missing() {
			s.Assets.Missing++
		} else {
			s.Assets.Stored++
		}
	}
	for _, loss := range a.Losses {
		s.Losses[loss.Code]++
	}
	if len(a.Losses) > 0 {
		s.WithLosses++
	}
	addFidelity(&s.Fidelity, a.Fidelity)
}

// addFidelity adds the figures of an article to a total.
func addFidelity(total *article.Fidelity, f article.Fidelity) {
	total.TextIn += f.TextIn
	total.TextKept += f.TextKept
	total.TextAdded += f.TextAdded
	total.ImagesIn += f.ImagesIn
	total.ImagesOut += f.ImagesOut
	total.LinksIn += f.LinksIn
	total.LinksOut += f.LinksOut
	total.CodeLinesIn += f.CodeLinesIn
	total.CodeLinesOut += f.CodeLinesOut
	total.BoldIn += f.BoldIn
	total.BoldKept += f.BoldKept
	total.BoldAdded += f.BoldAdded
	total.CellsIn += f.CellsIn
	total.CellsOut += f.CellsOut
	total.MathIn += f.MathIn
	total.MathOut += f.MathOut
	total.EmbedsIn += f.EmbedsIn
	total.EmbedsOut += f.EmbedsOut
}
