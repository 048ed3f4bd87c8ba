package item

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// The formats of an exporter that puts every article into a folder of its own.
const (
	// FormatMetadata is the file of facts in the folder of an article.
	FormatMetadata = "metadata-json"
	// FormatRecords is the list of all that it was asked for.
	FormatRecords = "records-csv"
)

// exported is what the exporter says of one article.
type exported struct {
	title, account, address string
	// published is a day; downloaded is a day and a time.
	published, downloaded string
}

func readMetadata(item json.RawMessage) (*Statement, error) {
	var m struct {
		Title      scalar `json:"title"`
		Author     scalar `json:"author"`
		Published  scalar `json:"publish_date"`
		Address    scalar `json:"original_url"`
		Downloaded scalar `json:"download_time"`
	}
	if err := json.Unmarshal(item, &m); err != nil {
		return nil, fmt.Errorf("reading metadata: %w", err)
	}
	return exported{
		string(m.Title), string(m.Author), string(m.Address), string(m.Published), string(m.Downloaded),
	}.statement()
}

// readRecord reads a row. That of a failed try has an address and nothing
// else.
func readRecord(item json.RawMessage) (*Statement, error) {
	var row map[string]string
	if err := json.Unmarshal(item, &row); err != nil {
		return nil, fmt.Errorf("reading row: %w", err)
	}
	if _, ok := article.ParseAddress(row["url"]); !ok {
		return nil, ErrNothing
	}
	return exported{row["title"], row["author"], row["url"], row["published_date"], row["timestamp"]}.statement()
}

func (e exported) statement() (*Statement, error) {
	a := article.Article{Kind: article.KindArticle, Title: page.OneLine(e.title), Published: e.date()}
	if !e.isNobodys() {
		a.Account = page.OneLine(e.account)
	}
	named, ok := article.ParseAddress(e.address)
	if ok {
		takeAddress(&a, named)
	}
	if !ok && a.Title == "" {
		return nil, ErrNothing
	}
	return &Statement{Article: a, Trust: article.TrustList}, nil
}

// isNobodys tells the name that stands for an account that was not found.
func (e exported) isNobodys() bool { return strings.TrimSpace(e.account) == "Unknown_Account" }

// date is the day of publication. Where the account was not found and it is
// the day of the download, the exporter had found no date either.
func (e exported) date() time.Time {
	day, _, _ := strings.Cut(strings.TrimSpace(e.published), " ")
	if e.isNobodys() && strings.HasPrefix(strings.TrimSpace(e.downloaded), day) {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, day, article.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}
