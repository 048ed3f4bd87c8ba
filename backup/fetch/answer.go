package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // placeholders are GIF or PNG
	_ "image/png"
	"io"
	"net/http"
	"strings"
	"time"

	"wxbackup/backup/asset"
	"wxbackup/internal/pace"
)

// Answer is an asset as a server gave it.
type Answer struct {
	Data []byte
	// Ext is the extension of the sniffed type, with its dot.
	Ext string
	// Address is the one that gave it.
	Address string
}

// refusal is what the status of an answer says; nil for one that has the asset.
func (c *Client) refusal(address string, resp *http.Response) *Failure {
	reason := reasonOf(resp.StatusCode)
	if reason == "" {
		return nil
	}
	f := &Failure{Reason: reason, Address: address, Err: fmt.Errorf("server answers %q", resp.Status)}
	if reason == RateLimited || reason == ServerError {
		if f.pause = pace.RetryAfter(resp.Header, c.opts.Now()); f.pause > 0 {
			c.pace.Pause(resp.Request.URL.Hostname(), f.pause)
		}
	}
	return f
}

func reasonOf(status int) Reason {
	switch {
	case status == http.StatusOK:
		return ""
	case status == http.StatusNotFound:
		return NotFound
	case status == http.StatusGone:
		return Gone
	case status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons:
		return Forbidden
	case status == http.StatusTooManyRequests:
		return RateLimited
	case status == http.StatusRequestTimeout:
		return Timeout
	case status >= 500:
		return ServerError
	}
	return Refused
}

var (
	errTooLarge    = errors.New("answer is larger than allowed")
	errStalled     = errors.New("server stopped sending")
	errCoding      = errors.New("answer is encoded in a way that was not asked for")
	errPlaceholder = errors.New("answer is a blank picture")
)

// read takes the body of an answer, whole and of a size that is allowed, and
// makes sure that it is what an article shows.
func (c *Client) read(resp *http.Response, cancel context.CancelCauseFunc) (Answer, error) {
	address := resp.Request.URL.String()
	if resp.ContentLength > c.opts.MaxSize {
		return Answer{}, &Failure{Reason: TooLarge, Address: address, Err: errTooLarge}
	}
	data, err := c.body(resp, cancel)
	switch {
	case err != nil:
		return Answer{}, err
	case int64(len(data)) > c.opts.MaxSize:
		return Answer{}, &Failure{Reason: TooLarge, Address: address, Err: errTooLarge}
	}
	ext, err := asset.Sniff(data)
	if err != nil {
		return Answer{}, &Failure{Reason: NoMedia, Address: address, Err: fmt.Errorf("server answers with no asset: %w", err)}
	}
	if isPlaceholder(data) {
		return Answer{}, &Failure{Reason: Placeholder, Address: address, Err: errPlaceholder}
	}
	return Answer{Data: data, Ext: ext}, nil
}

// body reads one byte more than allowed at most. Servers that encode although
// nobody asked them to are understood.
func (c *Client) body(resp *http.Response, cancel context.CancelCauseFunc) ([]byte, error) {
	watch := newWatch(resp.Body, c.opts.Patience, func() { cancel(errStalled) })
	defer watch.stop()
	var data []byte
	plain, err := decoded(watch, resp.Header.Get("Content-Encoding"))
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(plain, c.opts.MaxSize+1))
	}
	switch {
	case errors.Is(err, errCoding):
		err = &Failure{Reason: Refused, Address: resp.Request.URL.String(), Err: err}
	case isBroken(err):
		err = &Failure{Reason: CutShort, Address: resp.Request.URL.String(), Err: err}
	}
	return data, err
}

func decoded(r io.Reader, coding string) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "deflate":
		return zlib.NewReader(r)
	}
	return nil, fmt.Errorf("%w: %q", errCoding, coding)
}

// isBroken reports an encoding that does not hold to its end.
func isBroken(err error) bool {
	for _, broken := range []error{gzip.ErrHeader, gzip.ErrChecksum, zlib.ErrHeader, zlib.ErrChecksum, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, broken) {
			return true
		}
	}
	return false
}

// isPlaceholder reports a picture of one point, which servers send in place of
// those that they do not show.
func isPlaceholder(data []byte) bool {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	return err == nil && config.Width <= 1 && config.Height <= 1
}

// watch reads and calls when nothing came for a while.
type watch struct {
	io.Reader
	patience time.Duration
	timer    *time.Timer
}

func newWatch(r io.Reader, patience time.Duration, call func()) *watch {
	return &watch{r, patience, time.AfterFunc(patience, call)}
}

func (w *watch) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	w.timer.Reset(w.patience)
	return n, err
}

func (w *watch) stop() { w.timer.Stop() }
