package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wxbackup/backup/fetch"
)

func TestGetReadsAPicture(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{Agent: "wxbackup/test"}, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "wxbackup/test" || r.Referer() != "https://mp.weixin.qq.com/" || r.Header.Get("Cookie") != "" {
			t.Errorf("headers %v", r.Header)
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		w.Write(want)
	})
	s.gives(t, address, want)
	if answer := s.gives(t, address, want); answer.Ext != ".png" || answer.Address != address {
		t.Errorf("answer %q from %q", answer.Ext, answer.Address)
	}
}

// Nothing that is no asset is taken for one, whatever the server says it is.
func TestGetRefusesWhatIsNoAsset(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want fetch.Reason
	}{
		"an error page":  {"<!DOCTYPE html><html><body>" + strings.Repeat("页面不存在。", 20) + "</body></html>", fetch.NoMedia},
		"JSON":           {`{"base_resp":{"ret":-1,"err_msg":"invalid request, please try again"}}`, fetch.NoMedia},
		"nothing":        {"", fetch.NoMedia},
		"a blank point":  {blank(), fetch.Placeholder},
		"a line of text": {strings.Repeat("稍后再试", 30), fetch.NoMedia},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "image/png")
				w.Write([]byte(c.body))
			})
			if f := s.fails(t, address, c.want); f.Permanent() {
				t.Error("is remembered")
			}
			if n := len(s.Asked()); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// blank is a GIF of one transparent point.
func blank() string {
	return "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;"
}

func TestGetTellsAnswersApart(t *testing.T) {
	for status, c := range map[int]struct {
		want      fetch.Reason
		permanent bool
		asked     int
	}{
		404: {fetch.NotFound, true, 1}, 410: {fetch.Gone, true, 1}, 403: {fetch.Forbidden, true, 1},
		451: {fetch.Forbidden, true, 1}, 400: {fetch.Refused, false, 1}, 206: {fetch.Refused, false, 1},
		429: {fetch.RateLimited, false, 5}, 500: {fetch.ServerError, false, 5}, 503: {fetch.ServerError, false, 5},
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
				w.Write(picture(40))
			})
			if f := s.fails(t, address, c.want); f.Permanent() != c.permanent {
				t.Errorf("permanent: %v", f.Permanent())
			}
			if n := len(s.Asked()); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
		})
	}
}

// What fails for a moment is asked again, ever later.
func TestGetTriesAgain(t *testing.T) {
	want := picture(40)
	for name, fail := range map[string]func(http.ResponseWriter){
		"a server error": func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) },
		"a cut body": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", fmt.Sprint(len(want)+100))
			w.Write(want)
		},
		"a cut connection": func(w http.ResponseWriter) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Close()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
				if asked.Add(1) <= 3 {
					fail(w)
					return
				}
				w.Write(want)
			})
			s.gives(t, address, want)
			if total := s.clock.total(); total < 3500*time.Millisecond || total > 10500*time.Millisecond {
				t.Errorf("waited %v for three attempts", total)
			}
		})
	}
}

func TestGetGivesUpOnABodyThatIsAlwaysCut(t *testing.T) {
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "9000")
		w.Write(picture(40))
	})
	s.fails(t, address, fetch.CutShort)
	if n := len(s.Asked()); n != 5 {
		t.Errorf("asked %d times", n)
	}
}

func TestGetDoesNotWaitForASilentServer(t *testing.T) {
	for name, begin := range map[string]bool{"before the answer": false, "in its middle": true} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, fetch.Options{Patience: 30 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
				if begin {
					w.Header().Set("Content-Length", "9000")
					w.Write(picture(40))
					w.(http.Flusher).Flush()
				}
				select {
				case <-r.Context().Done():
				case <-time.After(5 * time.Second):
				}
			})
			s.fails(t, address, fetch.Timeout)
		})
	}
}

// A server that is slow, but not silent, is waited for.
func TestGetWaitsForASlowServer(t *testing.T) {
	want := picture(400)
	s := serve(t, fetch.Options{Patience: 200 * time.Millisecond}, func(w http.ResponseWriter, _ *http.Request) {
		for i := range want {
			w.Write(want[i : i+1])
			if i%(len(want)/8+1) == 0 {
				w.(http.Flusher).Flush()
				time.Sleep(50 * time.Millisecond)
			}
		}
	})
	s.gives(t, address, want)
	if n := len(s.Asked()); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestGetBoundsTheSize(t *testing.T) {
	for name, answer := range map[string]func(w http.ResponseWriter){
		"as declared": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000000000000")
			w.Write(picture(40))
		},
		"without end": func(w http.ResponseWriter) {
			w.Write(picture(40))
			for range 1000 {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		},
		"when unpacked": func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(picture(40))
			z.Write(make([]byte, 1<<22))
			z.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, fetch.Options{MaxSize: 1 << 20}, func(w http.ResponseWriter, _ *http.Request) { answer(w) })
			s.fails(t, address, fetch.TooLarge)
			if n := len(s.Asked()); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

func TestGetTakesAFileOfTheLargestSize(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{MaxSize: int64(len(want))}, func(w http.ResponseWriter, _ *http.Request) { w.Write(want) })
	s.gives(t, address, want)
}

func TestGetUnpacksWhatIsEncoded(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("asked for %q", r.Header.Get("Accept-Encoding"))
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(want)
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		if strings.HasSuffix(r.URL.Path, "/cut") {
			b.Truncate(b.Len() - 4)
		}
		w.Write(b.Bytes())
	})
	s.gives(t, address, want)
	s.fails(t, "https://mmbiz.qpic.cn/cut", fetch.CutShort)
}

// Retry-After keeps all requests to the host back, and no others.
func TestGetWaitsAsLongAsItIsTold(t *testing.T) {
	want := picture(40)
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, header := range map[string]string{
		"seconds": "40", "a date": start.Add(40 * time.Second).Format(http.TimeFormat),
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == 1 {
					w.Header().Set("Retry-After", header)
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				w.Write(want)
			})
			s.gives(t, address, want)
			if total := s.clock.total(); total < 40*time.Second || total > 41*time.Second {
				t.Errorf("waited %v, told 40 s", total)
			}
		})
	}
}

func TestGetLeavesAHostAloneThatWantsTooMuch(t *testing.T) {
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Host, "mmbiz.") {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write(picture(40))
	})
	s.fails(t, address, fetch.ServerError)
	s.fails(t, address, fetch.RateLimited)
	if n := len(s.Asked()); n != 1 {
		t.Errorf("asked %d times", n)
	}
	s.gives(t, "https://res.wx.qq.com/a.png", picture(40))
	if total := s.clock.total(); total > time.Second {
		t.Errorf("waited %v", total)
	}
}

func TestGetKeepsToTheRateOfEachHost(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{Rate: 2}, func(w http.ResponseWriter, _ *http.Request) { w.Write(want) })
	for range 11 {
		s.gives(t, address, want)
	}
	if total := s.clock.total(); total < 4900*time.Millisecond || total > 5100*time.Millisecond {
		t.Errorf("11 requests at 2 a second took %v", total)
	}
	before := s.clock.total()
	s.gives(t, "https://res.wx.qq.com/a.png", want)
	if s.clock.total() != before {
		t.Error("another host waits too")
	}
}

func TestGetBoundsTheConnections(t *testing.T) {
	want := picture(40)
	var now, most atomic.Int32
	s := serve(t, fetch.Options{Connections: 3}, func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(20 * time.Millisecond)
		now.Add(-1)
		w.Write(want)
	})
	done := make(chan error)
	for range 12 {
		go func() {
			_, err := s.Get(t.Context(), []string{address})
			done <- err
		}()
	}
	for range 12 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 3 {
		t.Errorf("%d connections at a time, want 3", most.Load())
	}
}

// What one address refuses another may give; one that has too much to do is
// not asked for the same thing under another name.
func TestGetTriesTheOtherAddresses(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/640"):
			w.Write(want)
		case strings.HasSuffix(r.URL.Path, "/0"):
			w.WriteHeader(http.StatusNotFound)
		default:
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	list := []string{"https://mmbiz.qpic.cn/a/0", "https://mmbiz.qpic.cn/a/640"}
	answer, err := s.Get(t.Context(), list)
	if err != nil || answer.Address != list[1] {
		t.Fatalf("answer from %q, %v", answer.Address, err)
	}
	if answer, err := s.Get(t.Context(), []string{"https://mmbiz.qpic.cn/busy", list[1]}); err == nil {
		t.Fatalf("answer from %q", answer.Address)
	}
}

// An address of http is asked with https, and with http where that fails.
func TestGetPrefersHTTPS(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{Hosts: []string{"old.invalid", "img.example.com"}}, func(w http.ResponseWriter, r *http.Request) { w.Write(want) })
	for _, c := range []struct{ named, used string }{
		{"http://img.example.com/a.png", "https://img.example.com/a.png"},
		{"http://old.invalid/a.png", "http://old.invalid/a.png"}, // the certificate is not for it
	} {
		answer, err := s.Get(t.Context(), fetch.Addresses([]string{c.named}))
		if err != nil || answer.Address != c.used {
			t.Errorf("%s: answer from %q, %v", c.named, answer.Address, err)
		}
	}
	s.fails(t, "https://old.invalid/a.png", fetch.Connection)
}

func TestGetEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := s.Get(ctx, []string{address}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
