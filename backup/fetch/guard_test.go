package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"wxbackup/backup/fetch"
)

func TestGetAsksNoHostThatIsNotAllowed(t *testing.T) {
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) { w.Write(picture(40)) })
	for address, want := range map[string]fetch.Reason{
		"https://img.example.com/a.png":             fetch.HostNotAllowed,
		"https://qpic.cn.example.com/a.png":         fetch.HostNotAllowed,
		"https://evilqpic.cn/a.png":                 fetch.HostNotAllowed,
		"https://qpic.cn/a.png":                     fetch.HostNotAllowed,
		"https://127.0.0.1/a.png":                   fetch.HostNotAllowed,
		"https://mmbiz.qpic.cn:8443/a.png":          fetch.BadAddress,
		"https://mmbiz.qpic.cn@img.example.com/a":   fetch.BadAddress,
		"https://a:b@mmbiz.qpic.cn/a.png":           fetch.BadAddress,
		"ftp://mmbiz.qpic.cn/a.png":                 fetch.BadAddress,
		"file:///etc/passwd":                        fetch.BadAddress,
		"https://mmbiz.qpic.cn%00.example.com/a":    fetch.BadAddress,
		"javascript:alert(1)":                       fetch.BadAddress,
		"https://mmbiz.qpic.cn\\.example.com/a.png": fetch.BadAddress,
	} {
		s.fails(t, address, want)
	}
	if asked := append(append(s.Asked(), s.Looked()...), s.Dialed()...); len(asked) > 0 {
		t.Errorf("asked %v", asked)
	}
}

func TestAllowHost(t *testing.T) {
	s := serve(t, fetch.Options{Hosts: []string{"IMG.example.com", "*.pics.example.com"}}, func(w http.ResponseWriter, _ *http.Request) {
		w.Write(picture(40))
	})
	s.gives(t, "https://img.example.com/a.png", picture(40))
	s.fails(t, "https://a.img.example.com/a.png", fetch.HostNotAllowed)
	s.fails(t, "https://pics.example.com/a.png", fetch.HostNotAllowed)
	for _, wrong := range []string{"", "*", "*.", "*.com", "a b", "https://a.example", "a.example:80", "a.example/b", "a.*.example", "u@a.example", "a.example?x", "."} {
		if _, err := fetch.New(fetch.Options{Hosts: []string{wrong}}); !errors.Is(err, fetch.ErrHost) {
			t.Errorf("host %q: %v", wrong, err)
		}
	}
}

// A host of the list that leads into a private network is not connected to,
// whatever the form of the address.
func TestGetConnectsToPublicAddressesOnly(t *testing.T) {
	for _, ip := range []string{
		"127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
		"0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.0.8",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1",
		"64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "2001::1",
	} {
		t.Run(ip, func(t *testing.T) {
			s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) { w.Write(picture(40)) })
			s.Lead("mmbiz.qpic.cn", ip)
			s.fails(t, address, fetch.PrivateAddress)
			if dialed := s.Dialed(); len(dialed) > 0 {
				t.Errorf("dialed %v", dialed)
			}
			s.Lead("mmbiz.qpic.cn", ip, "2606:2800:21f::1")
			s.gives(t, address, picture(40))
			if dialed := s.Dialed(); !slices.Equal(dialed, []string{"[2606:2800:21f::1]:443"}) {
				t.Errorf("dialed %v", dialed)
			}
		})
	}
}

// With the network of this machine: a name of the list that is this machine's
// is refused before the server there hears anything.
func TestGetLeavesThisMachineAlone(t *testing.T) {
	heard := false
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard = true }))
	accepted := &counting{Listener: server.Listener}
	server.Listener = accepted
	server.Start()
	defer server.Close()
	port := netip.MustParseAddrPort(accepted.Addr().String()).Port()
	client, err := fetch.New(fetch.Options{
		Hosts: []string{"localhost", "127.0.0.1"},
		Network: fetch.Network{Dial: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", netip.AddrPortFrom(to.Addr(), port).String())
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, address := range []string{"http://localhost/a.png", "http://127.0.0.1/a.png"} {
		var f *fetch.Failure
		if _, err := client.Get(t.Context(), []string{address}); !errors.As(err, &f) || f.Reason != fetch.PrivateAddress {
			t.Errorf("Get(%q) = %v", address, err)
		}
	}
	if heard || accepted.n > 0 {
		t.Error("a connection was made")
	}
}

type counting struct {
	net.Listener
	n int
}

func (c *counting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.n++
	}
	return conn, err
}

// A name that is looked up anew for each connection and then leads elsewhere
// leads nowhere.
func TestGetIsNotRebound(t *testing.T) {
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		w.Write(picture(40))
	})
	s.gives(t, address, picture(40))
	s.Lead("mmbiz.qpic.cn", "10.1.2.3")
	s.fails(t, address, fetch.PrivateAddress)
	if n := len(s.Dialed()); n != 1 {
		t.Errorf("dialed %d times", n)
	}
}

func TestGetFollowsFewRedirects(t *testing.T) {
	want := picture(40)
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		var n int
		to := r.URL.Query().Get("to")
		switch _, err := fmt.Sscanf(r.URL.Path, "/hop/%d", &n); {
		case r.URL.Path == "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case to != "":
			http.Redirect(w, r, to, http.StatusFound)
		case err != nil || n == 0:
			w.Write(want)
		default:
			http.Redirect(w, r, fmt.Sprintf("/hop/%d", n-1), http.StatusFound)
		}
	})
	s.Lead("inside.qpic.cn", "192.168.1.1")
	s.gives(t, "https://mmbiz.qpic.cn/hop/4", want)
	s.fails(t, "https://mmbiz.qpic.cn/hop/5", fetch.Redirects)
	s.fails(t, "https://mmbiz.qpic.cn/hop/1000", fetch.Redirects)
	s.fails(t, "https://mmbiz.qpic.cn/circle", fetch.Redirects)
	before := len(s.Asked())
	for to, reason := range map[string]fetch.Reason{
		"https://img.example.com/a.png":    fetch.HostNotAllowed,
		"https://127.0.0.1/a.png":          fetch.HostNotAllowed,
		"//evil.example.com/a.png":         fetch.HostNotAllowed,
		"file:///etc/passwd":               fetch.BadAddress,
		"https://mmbiz.qpic.cn:22/a.png":   fetch.BadAddress,
		"https://inside.qpic.cn/a.png":     fetch.PrivateAddress,
		"https://u:p@mmbiz.qpic.cn/ab.png": fetch.BadAddress,
	} {
		s.fails(t, "https://mmbiz.qpic.cn/away?to="+to, reason)
	}
	for _, asked := range s.Asked()[before:] {
		if !strings.HasPrefix(asked, "mmbiz.qpic.cn/away") {
			t.Errorf("asked %q", asked)
		}
	}
	if looked := s.Looked(); slices.Contains(looked, "img.example.com") || slices.Contains(looked, "evil.example.com") {
		t.Errorf("looked up %v", looked)
	}
}

// A redirect from https to http is followed with https.
func TestGetStaysWithHTTPS(t *testing.T) {
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil {
			t.Error("asked without https")
		}
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "http://mmbiz.qpic.cn/b", http.StatusFound)
			return
		}
		w.Write(picture(40))
	})
	s.gives(t, "https://mmbiz.qpic.cn/a", picture(40))
}

// No proxy of the environment is used: it would resolve names by itself.
func TestGetUsesNoProxy(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:9")
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:9")
	s := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) { w.Write(picture(40)) })
	s.gives(t, address, picture(40))
	if dialed := s.Dialed(); len(dialed) != 1 || !strings.HasSuffix(dialed[0], ":443") || strings.HasPrefix(dialed[0], "127.") {
		t.Errorf("dialed %v", dialed)
	}
}
