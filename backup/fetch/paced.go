package fetch

import (
	"errors"
	"net/http"

	"wxbackup/internal/pace"
)

// paced is a transport that keeps to the pace, on redirects too.
type paced struct {
	*pace.Pace
	http.RoundTripper
}

func (p paced) RoundTrip(req *http.Request) (*http.Response, error) {
	err := p.Wait(req.Context(), req.URL.Hostname())
	if errors.Is(err, pace.ErrBusy) {
		err = &Failure{Reason: RateLimited, Address: req.URL.String(), Err: err, pause: pace.LongestPause + 1}
	}
	if err != nil {
		return nil, err
	}
	return p.RoundTripper.RoundTrip(req)
}
