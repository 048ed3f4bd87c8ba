package backup

import (
	"cmp"
	"errors"

	"wxbackup/backup/fetch"
)

// FetchResult is what became of one asset that articles lacked.
type FetchResult string

// The results of a fetch.
const (
	Fetched FetchResult = "fetched"
	// Known is an asset that the archive had already: nobody was asked.
	Known FetchResult = "known"
	// Planned is an asset that would be asked for.
	Planned     FetchResult = "planned"
	FetchFailed FetchResult = "failed"
)

// FetchOutcome is what a fetch says of one asset.
type FetchOutcome struct {
	URL    string       `json:"url"`
	Result FetchResult  `json:"result"`
	Reason fetch.Reason `json:"reason,omitempty"`
	// Detail is the full error.
	Detail string `json:"detail,omitempty"`
	// Earlier says that an earlier run was refused, and nobody was asked now.
	Earlier bool   `json:"earlier,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	Size    int64  `json:"size,omitempty"`
	// Articles is how many articles lacked it.
	Articles int `json:"articles"`
}

// FetchSummary counts a fetch.
type FetchSummary struct {
	// Lacking is how many assets with an address articles lacked, each counted
	// once however many articles show it.
	Lacking int                  `json:"lacking"`
	Planned int                  `json:"planned"`
	Fetched int                  `json:"fetched"`
	Known   int                  `json:"known"`
	Failed  map[fetch.Reason]int `json:"failed"`
	// NoAddress is how many assets no address leads to.
	NoAddress int   `json:"no_address"`
	Bytes     int64 `json:"bytes"`
	// Articles is how many articles got an asset.
	Articles int `json:"articles"`
}

// NeedsLook reports whether articles still lack something.
func (s *FetchSummary) NeedsLook() bool { return len(s.Failed) > 0 || s.NoAddress > 0 }

// errEarlier stands for what an earlier run was told.
var errEarlier = errors.New("the server refused it in an earlier run")

func (g *got) outcome() FetchOutcome {
	o := FetchOutcome{Result: Fetched, URL: g.source, Articles: len(g.articles), SHA256: g.bytes.SHA256, Size: g.bytes.Size}
	if g.known {
		o.Result = Known
	}
	if g.err == nil {
		return o
	}
	o.Result, o.Detail, o.Earlier = FetchFailed, g.err.Error(), g.known
	var f *fetch.Failure
	if errors.As(g.err, &f) {
		o.Reason = f.Reason
	}
	if o.URL = g.named[0]; len(g.addresses) > 0 {
		o.URL = g.addresses[0]
	}
	return o
}

func (f *fetcher) tellFetch(o FetchOutcome) {
	f.summary.count(o)
	if f.opts.Outcome != nil {
		f.opts.Outcome(o)
	}
}

func (s *FetchSummary) count(o FetchOutcome) {
	switch o.Result {
	case Planned:
		s.Planned++
	case Known:
		s.Known++
	case Fetched:
		s.Fetched++
		s.Bytes += o.Size
	case FetchFailed:
		s.Failed[cmp.Or(o.Reason, fetch.Connection)]++
	}
}
