package check

import (
	"net/url"
	"strings"
)

// Reason says in one word why an address did not arrive.
type Reason string

// The reasons.
const (
	// Unanswered is an address that got no answer.
	Unanswered Reason = "unanswered"
	// WrongStatus is an answer other than 301, or 410 where that is due.
	WrongStatus Reason = "status"
	// WrongLocation is a 301 to another address than the article's: also to one
	// that leads on from there.
	WrongLocation Reason = "location"
	// DeadTarget is a right redirect to a page that does not answer 200.
	DeadTarget Reason = "target"
)

// Failure is an address that did not arrive.
type Failure struct {
	Question Question
	Reason   Reason
	// Status and Location are what the host answered, TargetStatus is what the
	// page did; 0 and "" where there was no answer.
	Status       int
	Location     string
	TargetStatus int
	// Err is why there was no answer.
	Err error
}

// judge compares an answer with what is due; an empty reason is a right one.
func (q Question) judge(got answer) Reason {
	switch {
	case got.status != q.Status:
		return WrongStatus
	case q.Target != "" && !isSame(got.location, q.Target):
		return WrongLocation
	}
	return ""
}

// isSame reports whether a location is the target, however its path is escaped.
// Some hosts pass the query of the old address on, which names no other page.
func isSame(location, target string) bool {
	l, err := url.Parse(location)
	if err != nil {
		return false
	}
	t, err := url.Parse(target)
	return err == nil && l.Scheme == t.Scheme && siteOf(l) == siteOf(t) && l.Path == t.Path
}

// siteOf is the host and port of an address.
func siteOf(u *url.URL) string {
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		return strings.TrimSuffix(host, ":80")
	case "https":
		return strings.TrimSuffix(host, ":443")
	}
	return host
}
