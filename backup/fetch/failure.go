package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"time"
)

// Reason says in one word why an asset could not be had.
type Reason string

// The reasons.
const (
	// BadAddress is an address that cannot be asked at all.
	BadAddress     Reason = "bad_address"
	HostNotAllowed Reason = "host_not_allowed"
	// PrivateAddress is a host that leads to no public address.
	PrivateAddress Reason = "private_address"
	NotFound       Reason = "not_found"
	Gone           Reason = "gone"
	Forbidden      Reason = "forbidden"
	// Refused is any other answer that asking again would not change.
	Refused     Reason = "refused"
	RateLimited Reason = "rate_limited"
	ServerError Reason = "server_error"
	Timeout     Reason = "timeout"
	Connection  Reason = "connection"
	CutShort    Reason = "cut_short"
	TooLarge    Reason = "too_large"
	// NoMedia is an answer that is no picture, sound or film: an error page.
	NoMedia     Reason = "no_media"
	Placeholder Reason = "placeholder"
	Redirects   Reason = "redirects"
)

// Failure is why an asset could not be had.
type Failure struct {
	Reason  Reason
	Address string
	Err     error
	// pause is how long the server asks to wait, 0 when it does not say.
	pause time.Duration
}

func (f *Failure) Error() string { return `asking for "` + f.Address + `": ` + f.Err.Error() }

func (f *Failure) Unwrap() error { return f.Err }

// Permanent reports whether the server said that it will never give the asset,
// so that it need not be asked in a later run.
func (f *Failure) Permanent() bool {
	switch f.Reason {
	case NotFound, Gone, Forbidden:
		return true
	}
	return false
}

// temporary reports whether the same question may soon have another answer.
func (f *Failure) temporary() bool {
	switch f.Reason {
	case RateLimited, ServerError, Timeout, CutShort:
		return true
	case Connection:
		return !isHopeless(f.Err)
	}
	return false
}

// elsewhere reports whether another address may give the asset: not where the
// server has too much to do already.
func (f *Failure) elsewhere() bool {
	switch f.Reason {
	case RateLimited, ServerError, Timeout, TooLarge:
		return false
	}
	return true
}

// isHopeless reports a connection that the next attempt would not get either.
func isHopeless(err error) bool {
	var cert *tls.CertificateVerificationError
	var name *net.DNSError
	return errors.As(err, &cert) || errors.As(err, &name) && name.IsNotFound
}

// failure gives an error of the network its reason.
func failure(address string, err error) *Failure {
	var known *Failure
	if errors.As(err, &known) {
		return known
	}
	var slow net.Error
	reason := Connection
	switch {
	case errors.Is(err, errStalled), errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		reason = Timeout
	case errors.Is(err, io.ErrUnexpectedEOF):
		reason = CutShort
	}
	return &Failure{Reason: reason, Address: address, Err: err}
}
