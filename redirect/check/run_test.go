package check

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"wxbackup/redirect"
)

// rows are old addresses of every kind that lists give.
var rows = [][2]string{
	{"http://HOST/archives/7.html", "b"},
	{"http://HOST/archives/8.html", "gone"},
	{"/index.php?p=7", "a"},
	{"http://www.before.example/x", "b"},
	{"/away", "https://other.example/x"},
	{"/shared", "a"},
	{"http://HOST/shared", "b"}, // wins over the one before
}

func TestEverythingArrivesOnARightServer(t *testing.T) {
	s := newServer(t, rows...)
	expected, progress := 0, 0
	summary, failures, err := s.check(t, Options{Expect: func(n int) { expected = n }, Progress: func() { progress++ }})
	if err != nil || len(failures) > 0 {
		t.Fatalf("%v, failures %+v", err, failures)
	}
	// Two keys, 6 and 5 spellings; 2 short ids, 3; a former path and /away, 3; 4
	// of lists, 2; an unknown address of the account.
	want := Summary{Asked: 11 + 6 + 6 + 8 + 1, Arrived: 32, Failed: map[Reason]int{}, Elsewhere: 1, Targets: 2, Unasked: 1}
	if fmt.Sprint(summary) != fmt.Sprint(want) || expected != want.Asked || progress != want.Asked {
		t.Errorf("got %+v, expected %d, progress %d; want %+v", summary, expected, progress, want)
	}
	for _, page := range []string{"/posts/%E4%B8%80%20%E7%AF%87/", "/posts/b/"} {
		if s.seen[page] != 1 {
			t.Errorf("%s was asked for %d times, want once", page, s.seen[page])
		}
	}
}

// Every way in which a server can be wrong is told with its reason.
func TestWrongServersAreFoundOut(t *testing.T) {
	at := func(p string, answer func(http.ResponseWriter, *http.Request)) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.RequestURI != p {
				return false
			}
			answer(w, r)
			return true
		}
	}
	to := func(status int, location string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(status)
		}
	}
	short, target := "/s/"+short2, "/posts/b/"
	unknown := "/s?__biz=" + biz + "==&mid=3&idx=1&sn=" + sn
	tests := map[string]struct {
		spoil  func(http.ResponseWriter, *http.Request) bool
		reason Reason
		failed int
		status int
	}{
		"temporary":          {at(short, to(302, target)), WrongStatus, 1, 302},
		"not found":          {at(short, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }), WrongStatus, 1, 404},
		"stub":               {at(short, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<meta>") }), WrongStatus, 1, 200},
		"gone":               {at(short, to(410, "")), WrongStatus, 1, 410},
		"chain":              {at(short, to(301, short+"/")), WrongLocation, 1, 301},
		"loop":               {at(short, to(301, short)), WrongLocation, 1, 301},
		"wrong page":         {at(short, to(301, "/posts/%E4%B8%80%20%E7%AF%87/")), WrongLocation, 1, 301},
		"other host":         {at(short, to(301, "http://127.0.0.1:1"+target)), WrongLocation, 1, 301},
		"other scheme":       {at(short, to(301, "https://127.0.0.1"+target)), WrongLocation, 1, 301},
		"no slash":           {at(short, to(301, "/posts/b")), WrongLocation, 1, 301},
		"no location":        {at(short, to(301, "")), WrongLocation, 1, 301},
		"strange location":   {at(short, to(301, "http://%zz")), WrongLocation, 1, 301},
		"target moved":       {at(target, to(301, "/elsewhere/")), DeadTarget, 7, 301},
		"target not found":   {at(target, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }), DeadTarget, 7, 301},
		"unknown is a page":  {at(unknown, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "x") }), WrongStatus, 1, 200},
		"server error":       {at(short, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }), WrongStatus, 1, 500},
		"connection dropped": {at(short, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), Unanswered, 1, 0},
		"busy for an hour": {at(short, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(503)
		}), WrongStatus, 1, 503},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, rows...)
			s.spoil = tt.spoil
			summary, failures, err := s.check(t, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(failures) != tt.failed || summary.Failed[tt.reason] != tt.failed || summary.Arrived != summary.Asked-tt.failed {
				t.Fatalf("%+v, failures %+v; want %d of reason %s", summary, failures, tt.failed, tt.reason)
			}
			for _, f := range failures {
				if f.Reason != tt.reason || f.Status != tt.status {
					t.Errorf("%+v, want %s with status %d", f, tt.reason, tt.status)
				}
			}
		})
	}
}

// A location may be relative, escaped in another way, or have the query of the
// old address.
func TestAnyRightLocationArrives(t *testing.T) {
	for _, location := range []string{"/posts/b/", "../posts/b/", "/posts/%62/", "/posts/b/?scene=27", "/posts/b/#x"} {
		s := newServer(t)
		s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path != "/s/"+short2 {
				return false
			}
			w.Header().Set("Location", location)
			w.WriteHeader(301)
			return true
		}
		if _, failures, err := s.check(t, Options{}); err != nil || len(failures) > 0 {
			t.Errorf("%s: %v, %+v", location, err, failures)
		}
	}
}

// Whatever fails for a moment is asked again.
func TestFlakyServersAreAskedAgain(t *testing.T) {
	s := newServer(t, rows...)
	s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
		s.mu.Lock()
		n := s.seen[r.RequestURI]
		s.mu.Unlock()
		switch n {
		case 1:
			w.WriteHeader([]int{429, 500, 502, 503}[len(r.RequestURI)%4])
			return true
		case 2:
			panic(http.ErrAbortHandler)
		}
		return false
	}
	summary, failures, err := s.check(t, Options{})
	if err != nil || len(failures) > 0 || summary.Arrived == 0 {
		t.Errorf("%+v, %v, failures %+v", summary, err, failures)
	}
}

func TestServersGetThePauseTheyAskFor(t *testing.T) {
	s := newServer(t)
	s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/" || s.count(r.RequestURI) > 1 {
			return false
		}
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(429)
		return true
	}
	c := &clock{at: time.Unix(1_700_000_000, 0)}
	start := c.at
	summary, failures, err := s.check(t, Options{Connections: 1, Now: c.now, Sleep: c.sleep})
	if err != nil || len(failures) > 0 {
		t.Fatal(err, failures)
	}
	// Each address and each of the two pages once.
	if least := time.Duration(summary.Asked+2) * 7 * time.Second; c.at.Sub(start) < least {
		t.Errorf("the check took %v, want at least %v", c.at.Sub(start), least)
	}
}

func (s *server) count(target string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[target]
}

func TestTheRateIsKept(t *testing.T) {
	s := newServer(t, rows...)
	c := &clock{at: time.Unix(1_700_000_000, 0)}
	start := c.at
	if _, _, err := s.check(t, Options{Rate: 2, Now: c.now, Sleep: c.sleep}); err != nil {
		t.Fatal(err)
	}
	requests := 0
	for _, n := range s.seen {
		requests += n
	}
	if least := time.Duration(requests-1) * time.Second / 2; c.at.Sub(start) < least {
		t.Errorf("%d requests took %v, want at least %v", requests, c.at.Sub(start), least)
	}
}

func TestSlowServersAreNotWaitedForForEver(t *testing.T) {
	s := newServer(t)
	s.spoil = func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/s/"+short2 {
			return false
		}
		<-r.Context().Done()
		return true
	}
	summary, _, err := s.check(t, Options{Patience: 50 * time.Millisecond})
	if err != nil || summary.Failed[Unanswered] != 2 {
		t.Errorf("%+v, %v; want 2 unanswered: with and without a query", summary, err)
	}
}

func TestHostsThatCannotBeReached(t *testing.T) {
	s := newServer(t)
	s.Close()
	if _, _, err := s.check(t, Options{}); !errors.Is(err, ErrUnreachable) {
		t.Errorf("a closed server: %v, want ErrUnreachable", err)
	}

	dying := newServer(t, rows...)
	dying.spoil = func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/" {
			panic(http.ErrAbortHandler)
		}
		return false
	}
	summary, failures, err := dying.check(t, Options{Connections: 1})
	if !errors.Is(err, ErrUnreachable) || summary.Asked != mostLost || len(failures) != mostLost {
		t.Errorf("a server that dies: %+v, %d failures, %v", summary, len(failures), err)
	}
}

func TestTextsThatAreNoHosts(t *testing.T) {
	for _, text := range []string{"", "old.example.com", "ftp://old.example.com", "https://", "https://a@b.example", "https://b.example/blog/", "https://b.example?x", "http://%zz"} {
		if _, err := Run(t.Context(), redirect.Map{}, Options{Hosts: []string{text}}); !errors.Is(err, ErrHost) {
			t.Errorf("%q: %v, want ErrHost", text, err)
		}
	}
}

func TestAnInterruptionEndsTheCheck(t *testing.T) {
	s := newServer(t, rows...)
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Int32
	opts := Options{Hosts: []string{s.URL}, Rate: 1000, Progress: func() {
		if asked.Add(1) == 5 {
			cancel()
		}
	}}
	summary, err := Run(ctx, s.m, opts)
	if !errors.Is(err, context.Canceled) || summary.Asked < 5 || summary.Asked > 15 {
		t.Errorf("%+v, %v; want an end soon after 5 addresses", summary, err)
	}
}

// Whatever the connections do, failures are told in the order of the addresses.
func TestFailuresAreToldInOrder(t *testing.T) {
	var first []string
	for range 5 {
		s := newServer(t, rows...)
		s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
			if len(r.RequestURI)%3 == 0 {
				time.Sleep(3 * time.Millisecond)
			}
			w.WriteHeader(404)
			return true
		}
		_, failures, err := s.check(t, Options{Connections: 8})
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for _, f := range failures {
			order = append(order, pathOf(t, f.Question.Address))
		}
		if first == nil {
			first = order
		}
		if len(order) != 32 || !slices.Equal(order, first) {
			t.Fatalf("order %q, want %q", order, first)
		}
	}
}
