// Package fakecdn is a content delivery network on this machine, for tests: a
// server that answers for any host, with https and http, and a Network that
// leads there and writes down who was asked.
package fakecdn

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"wxbackup/backup/fetch"
)

// Public is the address that every name leads to unless the test says otherwise.
const Public = "93.184.215.14"

// Server answers for all hosts.
type Server struct {
	secure, plain *httptest.Server
	roots         []byte

	mu sync.Mutex
	// leads are where names lead that do not lead to Public.
	leads map[string][]string
	asked []string
	// looked and dialed are names that were looked up and addresses dialed.
	looked, dialed []string
}

// names are the hosts that the certificate is for.
func names() []string {
	return []string{
		"*.qpic.cn", "*.qlogo.cn", "res.wx.qq.com", "mp.weixin.qq.com", "*.video.qq.com",
		"*.example.com", "localhost",
	}
}

// New starts a server that ends with the test.
func New(t testing.TB, handler http.Handler) *Server {
	t.Helper()
	s := &Server{leads: map[string][]string{}}
	noted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.note(&s.asked, r.Host+r.URL.RequestURI())
		handler.ServeHTTP(w, r)
	})
	cert, roots := certificate(t)
	s.roots = roots
	s.plain = httptest.NewServer(noted)
	s.secure = httptest.NewUnstartedServer(noted)
	s.secure.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	s.secure.StartTLS()
	for _, server := range []*httptest.Server{s.plain, s.secure} {
		server.Config.ErrorLog = log.New(io.Discard, "", 0) // clients give up on purpose
		t.Cleanup(server.CloseClientConnections)
		t.Cleanup(server.Close)
	}
	return s
}

func (s *Server) note(list *[]string, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*list = append(*list, what)
}

// Lead makes a name lead to these addresses.
func (s *Server) Lead(host string, ips ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leads[host] = ips
}

// Asked are the hosts and paths of all requests so far.
func (s *Server) Asked() []string { return s.copy(&s.asked) }

// Looked are the names that were looked up so far.
func (s *Server) Looked() []string { return s.copy(&s.looked) }

// Dialed are the addresses that were dialed so far.
func (s *Server) Dialed() []string { return s.copy(&s.dialed) }

func (s *Server) copy(list *[]string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(*list)
}

// Network leads to the server.
func (s *Server) Network() fetch.Network {
	n := Network(s.Addresses(), s.roots)
	dial := n.Dial
	n.Lookup = s.lookup
	n.Dial = func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
		s.note(&s.dialed, to.String())
		return dial(ctx, to)
	}
	return n
}

func (s *Server) lookup(_ context.Context, host string) ([]netip.Addr, error) {
	s.note(&s.looked, host)
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	leads := s.leads[host]
	if leads == nil {
		leads = []string{Public}
	}
	var ips []netip.Addr
	for _, ip := range leads {
		ips = append(ips, netip.MustParseAddr(ip))
	}
	return ips, nil
}

// Addresses are where the server listens: with https, and without.
func (s *Server) Addresses() [2]string {
	return [2]string{s.secure.Listener.Addr().String(), s.plain.Listener.Addr().String()}
}

// Roots are the certificates to trust, in PEM.
func (s *Server) Roots() []byte { return s.roots }

// Network leads to a server that another process started.
func Network(addresses [2]string, roots []byte) fetch.Network {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(roots)
	return fetch.Network{
		Roots: pool,
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr(Public)}, nil
		},
		Dial: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
			var dialer net.Dialer
			switch to.Port() {
			case 443:
				return dialer.DialContext(ctx, "tcp", addresses[0])
			case 80:
				return dialer.DialContext(ctx, "tcp", addresses[1])
			}
			return nil, fmt.Errorf("port %d is closed", to.Port())
		},
	}
}

// certificate is one for all names, and in PEM for those who are to trust it.
func certificate(t testing.TB) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "fake CDN"}, DNSNames: names(),
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
